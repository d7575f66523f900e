package dev.siiwad.cli.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file {@code .env}: lines {@code NAME=value}, {@code export NAME="value"} or {@code NAME='value'  # comment}. The file may hold settings of other
 * programs in forms of their own, so only lines that begin with one of our names are read.
 */
final class DotEnv {
    private static final long FILE_BYTES_MAX = 1 << 20;

    private static final Pattern OURS = Pattern.compile("(?i)(?:export\\s+)?((?:SDC|HF|AWS)_\\w*)(.*)");
    private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#.*");

    private DotEnv() {}

    /**
     * What is in a file; nothing if there is none.
     *
     * @throws UsageException if it is too long, or a line of ours in it is malformed
     * @throws UncheckedIOException if it cannot be read
     */
    static Map<String, String> read(Path file) {
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw new UsageException(
                        file + ": has " + Files.size(file) + " bytes; at most " + FILE_BYTES_MAX + " are read");
            }
            return parse(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            return Map.of();
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** @throws UsageException naming the line, but not the value, which may be a secret */
    static Map<String, String> parse(String name, String text) {
        Map<String, String> values = new HashMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            Matcher ours = OURS.matcher(line.strip());
            if (ours.matches()) {
                values.put(ours.group(1), value(name + ": line " + number, ours.group(1), ours.group(2)));
            }
        }
        return values;
    }

    private static String value(String place, String variable, String rest) {
        String assigned = rest.strip();
        if (!assigned.startsWith("=")) {
            throw malformed(place, variable);
        }
        String value = assigned.substring(1).strip();
        boolean quoted = value.startsWith("\"") || value.startsWith("'");
        if (!quoted) {
            return COMMENT.matcher(value).replaceFirst("").strip();
        }
        int end = value.indexOf(value.charAt(0), 1);
        if (end < 0
                || !COMMENT.matcher(value.substring(end + 1)).replaceFirst("").isBlank()) {
            throw malformed(place, variable);
        }
        return value.substring(1, end);
    }

    private static UsageException malformed(String place, String variable) {
        return new UsageException(place + ": " + variable + " has no value of the form NAME=value or NAME=\"value\"");
    }
}
