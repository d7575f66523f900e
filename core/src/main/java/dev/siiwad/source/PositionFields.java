package dev.siiwad.source;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A position written as fields with a blank between them, such as {@code stream=48211093 page=7}, for a source that reads it back. Every problem names the
 * whole position. Their order does not matter.
 */
public final class PositionFields {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final Position position;
    private final Map<String, String> values = new LinkedHashMap<>();

    private PositionFields(Position position, String fields) throws SourceException {
        this.position = position;
        for (String field : fields.split(" ", -1)) {
            int equals = field.indexOf('=');
            if (equals < 1) {
                throw wrong(position, "\"" + field + "\" is not a field; expected a form like name=value");
            }
            if (values.put(field.substring(0, equals), field.substring(equals + 1)) != null) {
                throw wrong(position, "it has " + field.substring(0, equals) + " twice");
            }
        }
    }

    /**
     * Of a position that is fields alone.
     *
     * @throws SourceException if it has another form, or a field twice
     */
    public static PositionFields of(Position position) throws SourceException {
        return new PositionFields(position, position.token());
    }

    /**
     * Of a position that begins with something else, such as the name of a file.
     *
     * @param fields the part of its token that is fields
     * @throws SourceException if that part has another form, or a field twice
     */
    public static PositionFields of(Position position, String fields) throws SourceException {
        return new PositionFields(position, fields);
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** @throws SourceException if the field is missing, or does not have this form */
    public String text(String name, Pattern form) throws SourceException {
        String value = value(name);
        if (!form.matcher(value).matches()) {
            throw wrong(name + " is \"" + value + "\"");
        }
        return value;
    }

    /**
     * A number from 0.
     *
     * @throws SourceException if the field is missing, is not a number, or is above {@code max}
     */
    public long number(String name, long max) throws SourceException {
        String value = value(name);
        if (!NUMBER.matcher(value).matches() || Long.parseLong(value) > max) {
            throw wrong(name + " is \"" + value + "\"; expected 0 to " + max);
        }
        return Long.parseLong(value);
    }

    /** As {@link #number(String, long)}. */
    public int integer(String name, int max) throws SourceException {
        return (int) number(name, max);
    }

    /** @throws SourceException if there is a field of any other name */
    public PositionFields requireOnly(String... names) throws SourceException {
        for (String name : values.keySet()) {
            if (!List.of(names).contains(name)) {
                throw wrong("it has " + name + "; expected " + String.join(", ", names));
            }
        }
        return this;
    }

    /** Says what is wrong with the position. */
    public SourceException wrong(String problem) {
        return wrong(position, problem);
    }

    /** Says what is wrong with a position, whatever its form. */
    public static SourceException wrong(Position position, String problem) {
        return new SourceException(
                "position \"" + position + "\" does not belong to this snapshot: " + problem, new Remedy.BringBack());
    }

    private String value(String name) throws SourceException {
        String value = values.get(name);
        if (value == null) {
            throw wrong(name + " is missing");
        }
        return value;
    }
}
