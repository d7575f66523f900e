package dev.siiwad.source.tiktok;

import dev.siiwad.source.Position;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** A position such as {@code video=3 cursor=200 item=17}, taken apart. */
final class PositionFields {
    private final Position position;
    private final Map<String, String> fields = new HashMap<>();

    PositionFields(Position position) throws IOException {
        this.position = position;
        for (String field : position.token().split(" ")) {
            int equals = field.indexOf('=');
            if (equals < 1) {
                throw wrong("\"" + field + "\" is no name=value");
            }
            fields.put(field.substring(0, equals), field.substring(equals + 1));
        }
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    /** A value that is safe as part of an address. */
    String word(String name) throws IOException {
        String value = text(name);
        if (!Identifiers.isSafe(value)) {
            throw wrong(name + " is \"" + value + "\"");
        }
        return value;
    }

    /** A number from 0 to a maximum. */
    long number(String name, long most) throws IOException {
        String value = text(name);
        if (!value.matches("[0-9]{1,18}") || Long.parseLong(value) > most) {
            throw wrong(name + " is \"" + value + "\"; expected 0 to " + most);
        }
        return Long.parseLong(value);
    }

    String text(String name) throws IOException {
        String value = fields.get(name);
        if (value == null) {
            throw wrong(name + " is missing");
        }
        return value;
    }

    IOException wrong(String what) {
        return new IOException("position \"" + position + "\" is not one of this TikTok run: " + what
                + ". Bring the checkpoint back from a backup, or start over with --force");
    }
}
