package dev.siiwad.cli;

import dev.siiwad.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.zip.CRC32C;

/**
 * One thing that may be wrong with a checkpoint.
 *
 * @param says what a refusal must say beside the file's path and the command that helps: the place in the file, the value found there
 */
record CheckpointDamage(String name, Kind kind, Harm harm, List<String> says) {
    /** What follows from a damage. */
    enum Kind {
        /** Corrupt, and still names its run: the previous generation of the same run is used. */
        NAMES_ITS_RUN,
        /** Corrupt, and names no run any more: the previous generation is used. */
        NAMELESS,
        /** Corrupt, and shows that it is of another run than the one before, or written by hand. */
        OF_ANOTHER_RUN,
        /** Whole, and of a program to come. */
        NEWER,
        /** No file, but something that has to be moved away first. */
        OBSTRUCTED,
        /** A file, perhaps whole, that this user may not read. */
        UNREADABLE,
        /** Whole, and of another source. */
        STALE;

        int code() {
            return this == UNREADABLE ? ExitCode.FAILED : this == STALE ? ExitCode.DECISION : ExitCode.CORRUPT;
        }

        /** Whether the previous generation is used, if it is not known to be of another run. */
        boolean fallsBack() {
            return this == NAMES_ITS_RUN || this == NAMELESS;
        }

        /** Whether there are bytes that can be looked at, copied and replaced. */
        boolean isReadable() {
            return this != OBSTRUCTED && this != UNREADABLE;
        }
    }

    /** Does it to the file of a whole checkpoint. */
    @FunctionalInterface
    interface Harm {
        void to(Path file) throws IOException;
    }

    @Override
    public String toString() {
        return name;
    }

    static CheckpointDamage harm(String name, Kind kind, Harm harm, String... says) {
        return new CheckpointDamage(name, kind, harm, List.of(says));
    }

    /** Other bytes in the place of the whole ones. */
    static CheckpointDamage bytes(String name, Kind kind, UnaryOperator<byte[]> change, String... says) {
        return harm(name, kind, file -> Files.write(file, change.apply(Files.readAllBytes(file))), says);
    }

    /** Other text in the place of the whole one. */
    static CheckpointDamage text(String name, Kind kind, UnaryOperator<String> change, String... says) {
        return bytes(
                name,
                kind,
                whole -> change.apply(new String(whole, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8),
                says);
    }

    /** A member with another value, and a checksum that is right all the same: as a program with a defect would write it. */
    static CheckpointDamage sealed(String member, String value, String... says) {
        return text(
                "sealed " + member + " " + shortened(value),
                member.equals("run_id") ? Kind.NAMELESS : Kind.NAMES_ITS_RUN,
                whole -> resealed(with(whole, member, value)),
                says);
    }

    /** The same without the member. */
    static CheckpointDamage sealedWithout(String member) {
        return text(
                "sealed without " + member,
                member.equals("run_id") ? Kind.NAMELESS : Kind.NAMES_ITS_RUN,
                whole -> resealed(without(whole, member)),
                member + " is missing");
    }

    /** The six members of version 1.0 as a person writes them, with one that is wrong. */
    static CheckpointDamage byHand(String member, String value, String... says) {
        return text(
                "by hand " + member + " " + shortened(value),
                Kind.OF_ANOTHER_RUN,
                whole -> with(HAND, member, value),
                says);
    }

    static CheckpointDamage byHandWithout(String member) {
        return text(
                "by hand without " + member,
                Kind.OF_ANOTHER_RUN,
                whole -> without(HAND, member),
                member + " is missing");
    }

    static final String HAND = """
            {
              "last_index": 20,
              "processed_count": 20,
              "timestamp": "2025-12-29T10:15:30.123456Z",
              "run_id": "20251229_101500_list_abc123",
              "source": "List-Somali",
              "schema_version": "1.0"
            }
            """;

    static String with(String text, String member, String value) {
        return replaced(
                text,
                "\"" + member + "\": .*?(,?)\\n",
                "\"" + member + "\": " + Matcher.quoteReplacement(value) + "$1\n");
    }

    static String without(String text, String member) {
        return replaced(text, "  \"" + member + "\": .*\\n", "").replaceFirst(",\\n}", "\n}");
    }

    /** With a checksum that is right. */
    static String resealed(String text) {
        String before = text.substring(0, text.indexOf("\"checksum\""));
        CRC32C crc = new CRC32C();
        crc.update(before.getBytes(StandardCharsets.UTF_8));
        return before + String.format(Locale.ROOT, "\"checksum\": \"crc32c:%08x\"\n}\n", crc.getValue());
    }

    private static String replaced(String text, String expression, String by) {
        String changed = text.replaceFirst(expression, by);
        if (changed.equals(text)) {
            throw new IllegalArgumentException(expression + " is not in " + text);
        }
        return changed;
    }

    private static String shortened(String value) {
        return value.length() < 40 ? value : value.substring(0, 40) + "…";
    }
}
