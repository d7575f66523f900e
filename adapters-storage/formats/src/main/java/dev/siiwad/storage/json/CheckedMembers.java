package dev.siiwad.storage.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * The members of a JSON object, none of which is believed: every refusal, an {@link IllegalArgumentException}, names the member with what it is in, what
 * is there and what was expected.
 *
 * @param within what the members are in, for messages: {@code "owner."}, or nothing at the top
 */
record CheckedMembers(JsonNode node, String within) {
    /** One more must still fit the nine digits that a segment's name has for it. */
    private static final long ATTEMPT_MAX = 999_999_998;

    private static final int SHOWN_CHARS_MAX = 80;

    CheckedMembers object(String member) {
        JsonNode found = member(member);
        if (!found.isObject()) {
            throw unexpected(member, found, "an object");
        }
        return new CheckedMembers(found, within + member + ".");
    }

    List<CheckedMembers> objects(String member) {
        List<CheckedMembers> objects = new ArrayList<>();
        for (JsonNode element : list(member)) {
            String name = member + "[" + objects.size() + "]";
            if (!element.isObject()) {
                throw unexpected(name, element, "an object");
            }
            objects.add(new CheckedMembers(element, within + name + "."));
        }
        return objects;
    }

    List<Integer> attempts(String member) {
        List<Integer> attempts = new ArrayList<>();
        for (JsonNode element : list(member)) {
            attempts.add(attempt(member + "[" + attempts.size() + "]", element));
        }
        return attempts;
    }

    List<Long> integers(String member) {
        List<Long> integers = new ArrayList<>();
        for (JsonNode element : list(member)) {
            integers.add(integer(member + "[" + integers.size() + "]", element));
        }
        return integers;
    }

    List<String> strings(String member) {
        List<String> strings = new ArrayList<>();
        for (JsonNode element : list(member)) {
            strings.add(string(member + "[" + strings.size() + "]", element));
        }
        return strings;
    }

    int attempt() {
        return attempt("attempt", member("attempt"));
    }

    String string(String member) {
        return string(member, member(member));
    }

    private String string(String member, JsonNode found) {
        if (!found.isTextual()) {
            throw unexpected(member, found, "a string");
        }
        return found.textValue();
    }

    /** A string that is not empty or blank. */
    String visible(String member) {
        String text = string(member);
        if (text.isBlank()) {
            throw unexpected(member, member(member), "a string that is not blank");
        }
        return text;
    }

    boolean bool(String member) {
        JsonNode found = member(member);
        if (!found.isBoolean()) {
            throw unexpected(member, found, "true or false");
        }
        return found.booleanValue();
    }

    long integer(String member) {
        return integer(member, member(member));
    }

    int small(String member) {
        long value = integer(member);
        if (value > Integer.MAX_VALUE) {
            throw unexpected(member, member(member), "at most " + Integer.MAX_VALUE);
        }
        return (int) value;
    }

    /** A time, in UTC where it does not say. */
    Instant instant(String member) {
        String text = string(member);
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException withoutOffset) {
            try {
                return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException e) {
                throw unexpected(member, member(member), "a time like 2025-12-29T10:15:30.123456Z");
            }
        }
    }

    /** A text as JSON has it, so that nothing in it can be overlooked; its beginning, if it is long. */
    static String shown(String text) {
        return shown(TextNode.valueOf(text));
    }

    static String shown(JsonNode node) {
        String json = node.toString();
        return json.length() <= SHOWN_CHARS_MAX ? json : json.substring(0, SHOWN_CHARS_MAX) + "…";
    }

    private JsonNode member(String member) {
        JsonNode found = node.get(member);
        if (found == null) {
            throw new IllegalArgumentException(within + member + " is missing");
        }
        return found;
    }

    private JsonNode list(String member) {
        JsonNode found = member(member);
        if (!found.isArray()) {
            throw unexpected(member, found, "a list");
        }
        return found;
    }

    private int attempt(String member, JsonNode found) {
        long value = integer(member, found);
        if (value < 1 || value > ATTEMPT_MAX) {
            throw unexpected(member, found, "1 to " + ATTEMPT_MAX);
        }
        return (int) value;
    }

    private long integer(String member, JsonNode found) {
        if (!found.isIntegralNumber()
                || found.bigIntegerValue().compareTo(BigInteger.ZERO) < 0
                || !found.canConvertToLong()) {
            throw unexpected(member, found, "a whole number from 0 to " + Long.MAX_VALUE);
        }
        return found.longValue();
    }

    private IllegalArgumentException unexpected(String member, JsonNode found, String expected) {
        return new IllegalArgumentException(within + member + " is " + shown(found) + "; expected " + expected);
    }
}
