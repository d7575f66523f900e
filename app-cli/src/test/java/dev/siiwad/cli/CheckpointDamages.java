package dev.siiwad.cli;

import static dev.siiwad.cli.CheckpointDamage.byHand;
import static dev.siiwad.cli.CheckpointDamage.byHandWithout;
import static dev.siiwad.cli.CheckpointDamage.bytes;
import static dev.siiwad.cli.CheckpointDamage.harm;
import static dev.siiwad.cli.CheckpointDamage.resealed;
import static dev.siiwad.cli.CheckpointDamage.sealed;
import static dev.siiwad.cli.CheckpointDamage.text;
import static dev.siiwad.cli.CheckpointDamage.with;
import static dev.siiwad.cli.CheckpointDamage.without;

import dev.siiwad.cli.CheckpointDamage.Kind;
import dev.siiwad.testkit.Obstacle;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Everything that was thought of to do to a checkpoint of run-1 of {@code List-Somali} at offset 40, in four segments. */
final class CheckpointDamages {
    private static final String GIGABYTE = "" + (1L << 30);

    private CheckpointDamages() {}

    static Stream<CheckpointDamage> all() {
        return sorts().flatMap(List::stream);
    }

    /** Some of each sort and all obstacles, for what takes longer than a refusal. */
    static Stream<CheckpointDamage> oneOfEachSort() {
        return Stream.concat(sorts().map(sort -> sort.get(0)), Stream.concat(obstacles().stream(), versions().stream()))
                .distinct();
    }

    private static Stream<List<CheckpointDamage>> sorts() {
        return Stream.of(
                remains(),
                encodings(),
                notJson(),
                changed(),
                absurd(),
                missing(),
                writtenByHand(),
                versions(),
                tooLong(),
                obstacles(),
                ofAnotherSource());
    }

    private static List<CheckpointDamage> remains() {
        return List.of(
                bytes("empty", Kind.NAMELESS, whole -> new byte[0], "is empty; expected a JSON object"),
                bytes("one NUL", Kind.NAMELESS, whole -> new byte[1], "line 1, column 2", "CTRL-CHAR, code 0"),
                bytes("7 NULs", Kind.NAMELESS, whole -> new byte[7], "line 1, column 2", "CTRL-CHAR, code 0"),
                bytes(
                        "a block of NULs",
                        Kind.NAMELESS,
                        whole -> new byte[4096],
                        "line 1, column 2",
                        "CTRL-CHAR, code 0"),
                bytes(
                        "as many NULs as bytes",
                        Kind.NAMELESS,
                        whole -> new byte[whole.length],
                        "line 1, column 2",
                        "CTRL-CHAR, code 0"),
                bytes("blank", Kind.NAMELESS, whole -> " \n\n".getBytes(), "is blank; expected a JSON object"),
                bytes("first half", Kind.NAMES_ITS_RUN, whole -> Arrays.copyOf(whole, whole.length / 2), "line 1"),
                bytes("first 40 bytes", Kind.NAMELESS, whole -> Arrays.copyOf(whole, 40), "line 3, column "),
                bytes(
                        "second half NULs",
                        Kind.NAMES_ITS_RUN,
                        CheckpointDamages::halfNuls,
                        "line 1",
                        "CTRL-CHAR, code 0"),
                bytes(
                        "without its first 10 bytes",
                        Kind.NAMES_ITS_RUN,
                        whole -> Arrays.copyOfRange(whole, 10, whole.length),
                        "line 1, column "),
                text("twice", Kind.NAMES_ITS_RUN, whole -> whole + whole, "line 2"),
                text("something behind it", Kind.NAMES_ITS_RUN, whole -> whole + "x", "line 2", "'x'"));
    }

    private static List<CheckpointDamage> encodings() {
        return List.of(
                text(
                        "byte order mark",
                        Kind.NAMES_ITS_RUN,
                        whole -> "\uFEFF" + whole,
                        "checksum is crc32c:",
                        "the bytes before it give"),
                text(
                        "CRLF",
                        Kind.NAMES_ITS_RUN,
                        whole -> whole.replace("\n", "\r\n"),
                        "checksum is missing at the end",
                        "\\r\\n}",
                        "a line feed"),
                bytes(
                        "UTF-16",
                        Kind.NAMELESS,
                        whole -> recoded(whole, StandardCharsets.UTF_16),
                        "checksum is missing at the end"),
                bytes(
                        "UTF-16LE",
                        Kind.NAMELESS,
                        whole -> recoded(whole, StandardCharsets.UTF_16LE),
                        "checksum is missing at the end"),
                bytes(
                        "UTF-32",
                        Kind.NAMELESS,
                        whole -> recoded(whole, Charset.forName("UTF-32")),
                        "checksum is missing at the end"),
                bytes("ISO 8859-1", Kind.NAMES_ITS_RUN, CheckpointDamages::latin1, "line ", "Invalid UTF-8"));
    }

    private static List<CheckpointDamage> notJson() {
        return List.of(
                text("words", Kind.NAMELESS, whole -> "hello", "line 1, column ", "hello"),
                text("XML", Kind.NAMELESS, whole -> "<checkpoint/>", "line 1, column 1", "'<'"),
                text("a list", Kind.OF_ANOTHER_RUN, whole -> "[1, 2]", "is [1,2]; expected a JSON object"),
                text("a number", Kind.OF_ANOTHER_RUN, whole -> "3000", "is 3000; expected a JSON object"),
                text("a string", Kind.NAMELESS, whole -> "\"x\u001b[2J\"", "line 1, column "),
                text("null", Kind.OF_ANOTHER_RUN, whole -> "null", "is null; expected a JSON object"),
                text("no members", Kind.OF_ANOTHER_RUN, whole -> "{}", "schema_version is missing"),
                text("braces without end", Kind.NAMELESS, whole -> "{\"a\":".repeat(10_000), "nesting depth", "64"),
                text("lists without end", Kind.NAMELESS, whole -> "[".repeat(2_000_000), "nesting depth", "64"));
    }

    private static List<CheckpointDamage> changed() {
        return List.of(
                text(
                        "schema_version 1.1 becomes 1.0",
                        Kind.NAMES_ITS_RUN,
                        whole -> with(whole, "schema_version", "\"1.0\""),
                        "checksum is crc32c:",
                        "something in them has changed"),
                text(
                        "schema_version 1.1 becomes 3.1",
                        Kind.NAMES_ITS_RUN,
                        whole -> with(whole, "schema_version", "\"3.1\""),
                        "checksum is crc32c:"),
                text(
                        "another offset",
                        Kind.NAMES_ITS_RUN,
                        whole -> with(whole, "last_index", "41"),
                        "checksum is crc32c:"),
                text(
                        "another run",
                        Kind.OF_ANOTHER_RUN,
                        whole -> with(whole, "run_id", "\"run-9\""),
                        "checksum is crc32c:"),
                text(
                        "a member twice",
                        Kind.NAMES_ITS_RUN,
                        whole -> whole.replaceFirst("\\n", "\n  \"last_index\": 3,\n"),
                        "line 3, column ",
                        "Duplicate field 'last_index'"),
                text(
                        "no checksum",
                        Kind.NAMES_ITS_RUN,
                        whole -> without(whole, "checksum"),
                        "checksum is missing at the end"),
                text(
                        "a checksum in capitals",
                        Kind.NAMES_ITS_RUN,
                        whole -> with(whole, "checksum", "\"CRC32C:ABCDEF01\""),
                        "checksum is missing at the end",
                        "CRC32C:ABCDEF01"),
                text(
                        "a member behind the checksum",
                        Kind.NAMES_ITS_RUN,
                        whole -> whole.replace("\n}\n", ",\n  \"note\": 1\n}\n"),
                        "checksum is missing at the end",
                        "note"),
                text(
                        "half of 1.1",
                        Kind.OF_ANOTHER_RUN,
                        whole -> with(CheckpointDamage.HAND, "last_index", "20,\n  \"attempt\": 1"),
                        "checksum is missing at the end"));
    }

    private static List<CheckpointDamage> absurd() {
        return List.of(
                sealed("last_index", "-1", "last_index is -1; expected a whole number from 0"),
                sealed("last_index", "9223372036854775808", "last_index is 9223372036854775808; expected"),
                sealed("last_index", "1e400", "last_index is 1E+400; expected"),
                sealed("last_index", "40.5", "last_index is 40.5; expected"),
                sealed("last_index", "40.0", "last_index is 40.0; expected"),
                sealed("last_index", "\"40\"", "last_index is \"40\"; expected a whole number"),
                sealed("last_index", "NaN", "line 2", "NaN"),
                sealed("last_index", "0x28", "line 2"),
                sealed("last_index", "null", "last_index is null; expected"),
                sealed("last_index", "true", "last_index is true; expected"),
                sealed("last_index", "[40]", "last_index is [40]; expected"),
                sealed("last_index", "9".repeat(999), "last_index is 99999", "…; expected"),
                sealed("last_index", "9".repeat(100_000), "line 2", "1000"),
                sealed("last_index", "0", "processed_count is 27; at most 0 documents were read"),
                sealed("first_index", "41", "last_index is 40; expected 41 or more"),
                sealed("processed_count", "41", "processed_count is 41; at most 40 documents were read"),
                sealed("processed_count", "-3", "processed_count is -3; expected"),
                sealed("attempt", "0", "attempt is 0; expected 1 to 999999998"),
                sealed("attempt", "2147483647", "attempt is 2147483647; expected 1 to 999999998"),
                sealed("attempt", "4294967297", "attempt is 4294967297; expected 1 to 999999998"),
                sealed("stalled_attempts", "2", "stalled_attempts is 2; expected at most 1, the attempt"),
                sealed("stalled_attempts", "2147483648", "stalled_attempts is 2147483648; expected at most 2147483647"),
                sealed("last_segment_bytes", "0", "last_segment_bytes 0"),
                sealed("last_segment_bytes", "-1", "last_segment_bytes is -1; expected"),
                sealed("segments", "[]", "segments are []"),
                sealed("segments", "\"all\"", "segments is \"all\"; expected a list"),
                sealed("segments", "[7]", "segments[0] is 7; expected an object"),
                sealed(
                        "segments",
                        "[{\"attempt\":1,\"last\":4},{\"attempt\":-2,\"last\":5}]",
                        "segments[1].attempt is -2; expected"),
                sealed("segments", "[{\"attempt\":1,\"last\":1e9}]", "segments[0].last is 1E+9; expected"),
                sealed("segments", "[{\"attempt\":1}]", "segments[0].last is missing"),
                sealed("segments", "[{\"attempt\":9,\"last\":4}]", "segments are ", "attempts up to 1"),
                sealed("owner", "\"me\"", "owner is \"me\"; expected an object"),
                sealed(
                        "owner",
                        "{\"host\":\"h\",\"boot\":\"b\",\"pid\":-1,\"nonce\":\"n\"}",
                        "owner.pid is -1; expected"),
                sealed(
                        "owner",
                        "{\"host\":\"h\",\"boot\":\"b\",\"pid\":1,\"nonce\":\" \"}",
                        "owner.nonce is \" \"; expected"),
                sealed("settings", "5", "settings is 5; expected an object"),
                sealed("settings", "{\"config\":1}", "settings.config is 1; expected a string"),
                sealed("snapshot", "\" \"", "snapshot is empty"),
                sealed("output_digest", "\"sha256:00\"", "digest is \"sha256:00\"; expected"),
                sealed("exhausted", "\"no\"", "exhausted is \"no\"; expected true or false"),
                sealed("position", "\"" + "x".repeat(5000) + "\"", "position has 5000 characters; at most 4096"),
                sealed("started", "\"yesterday\"", "started is \"yesterday\"; expected a time"),
                sealed("timestamp", "12", "timestamp is 12; expected a string"),
                sealed("run_id", "\"../../etc\"", "run id is \"../../etc\"; expected 1 to 128"),
                sealed("run_id", "\"" + "r".repeat(100_000) + "\"", "run id is \"rrr", "…", "expected 1 to 128"),
                sealed("source", "\"a/b\"", "source id is \"a/b\"; expected 1 to 128"),
                sealed("schema_version", "\"one\"", "schema_version is \"one\"; expected a form like 1.1"),
                sealed("schema_version", "\"0.9\"", "schema_version is \"0.9\"; expected a form like 1.1"),
                sealed("schema_version", "1.1", "schema_version is 1.1; expected a string"));
    }

    private static List<CheckpointDamage> missing() {
        return Stream.of(
                        "last_index",
                        "processed_count",
                        "timestamp",
                        "run_id",
                        "source",
                        "schema_version",
                        "started",
                        "first_index",
                        "position",
                        "snapshot",
                        "settings",
                        "attempt",
                        "stalled_attempts",
                        "owner",
                        "segments",
                        "last_segment_bytes",
                        "output_digest",
                        "exhausted")
                .map(CheckpointDamage::sealedWithout)
                .toList();
    }

    private static List<CheckpointDamage> writtenByHand() {
        return List.of(
                byHand("last_index", "-5", "last_index is -5; expected a whole number from 0"),
                byHand("last_index", "9223372036854775808", "last_index is 9223372036854775808; expected"),
                byHand("last_index", "1e400", "last_index is 1E+400; expected"),
                byHand("last_index", "3000.5", "last_index is 3000.5; expected"),
                byHand("last_index", "\"20\"", "last_index is \"20\"; expected"),
                byHand("last_index", "20,\n  \"last_index\": 30", "line 3, column ", "Duplicate field 'last_index'"),
                byHand("processed_count", "null", "processed_count is null; expected"),
                byHand("timestamp", "\"\u001b[2Jtoday\"", "line 4, column "),
                byHand("timestamp", "\"today\"", "timestamp is \"today\"; expected a time"),
                byHand("run_id", "\".hidden\"", "run id is \".hidden\"; expected"),
                byHand("source", "\"\"", "source id is \"\"; expected"),
                byHand("schema_version", "\"1\"", "schema_version is \"1\"; expected a form like 1.1"),
                byHandWithout("last_index"),
                byHandWithout("processed_count"),
                byHandWithout("timestamp"),
                byHandWithout("run_id"),
                byHandWithout("source"),
                byHandWithout("schema_version"));
    }

    private static List<CheckpointDamage> versions() {
        String needed = "Carry on with a version of Siiwad that knows 2.x";
        return List.of(
                text(
                        "version 2.0 by hand",
                        Kind.NEWER,
                        whole -> with(CheckpointDamage.HAND, "schema_version", "\"2.0\""),
                        "schema_version is 2.0; this program knows 1.x",
                        needed),
                text(
                        "version 2.0",
                        Kind.NEWER,
                        whole -> resealed(with(whole, "schema_version", "\"2.0\"")),
                        "schema_version is 2.0; this program knows 1.x",
                        needed),
                text(
                        "version 2.7 sealed in another way",
                        Kind.NEWER,
                        whole -> with(with(whole, "schema_version", "\"2.7\""), "checksum", "\"xxh3:00\""),
                        "schema_version is 2.7; this program knows 1.x",
                        needed));
    }

    private static List<CheckpointDamage> tooLong() {
        return List.of(
                text(
                        "5 MB of JSON",
                        Kind.NAMES_ITS_RUN,
                        whole -> whole.replace("\"exhausted\"", " ".repeat(5_000_000) + "\"exhausted\""),
                        "has 500",
                        "bytes; a checkpoint has at most 4194304"),
                harm(
                        "a gigabyte of nothing",
                        Kind.NAMELESS,
                        file -> lengthen(file, 1L << 30),
                        "has " + GIGABYTE + " bytes; a checkpoint has at most 4194304"));
    }

    private static List<CheckpointDamage> obstacles() {
        return List.of(
                harm("a directory", Kind.OBSTRUCTED, file -> directory(file, false), "is a directory; expected a file"),
                harm(
                        "a directory with files",
                        Kind.OBSTRUCTED,
                        file -> directory(file, true),
                        "is a directory; expected a file"),
                harm("a pipe", Kind.OBSTRUCTED, CheckpointDamages::pipe, "is a pipe or a device; expected a file"),
                harm(
                        "a device",
                        Kind.OBSTRUCTED,
                        file -> link(file, Path.of("/dev/zero")),
                        "is a pipe or a device; expected a file"),
                harm(
                        "a link to nothing",
                        Kind.OBSTRUCTED,
                        file -> link(file, Path.of("gone.json")),
                        "is a link to gone.json, which is not there"),
                harm("a link to itself", Kind.UNREADABLE, file -> link(file, file), "cannot be read: ", "ls -l '"),
                harm(
                        "closed to this user",
                        Kind.UNREADABLE,
                        Obstacle::unreadable,
                        "permission denied. It belongs to ",
                        "Let it be read with: "));
    }

    private static List<CheckpointDamage> ofAnotherSource() {
        return List.of(
                text(
                        "of another source",
                        Kind.STALE,
                        whole -> resealed(with(whole, "source", "\"Other-Somali\"")),
                        "The checkpoint is of source Other-Somali; this is source List-Somali"),
                text(
                        "of another source, by hand",
                        Kind.STALE,
                        whole -> with(CheckpointDamage.HAND, "source", "\"Other-Somali\""),
                        "The checkpoint is of source Other-Somali; this is source List-Somali"));
    }

    private static byte[] halfNuls(byte[] whole) {
        byte[] half = whole.clone();
        Arrays.fill(half, half.length / 2, half.length, (byte) 0);
        return half;
    }

    private static byte[] recoded(byte[] whole, Charset charset) {
        return new String(whole, StandardCharsets.UTF_8).getBytes(charset);
    }

    private static byte[] latin1(byte[] whole) {
        return with(new String(whole, StandardCharsets.UTF_8), "position", "\"\u00e9t\u00e9\"")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void lengthen(Path file, long bytes) throws IOException {
        Files.delete(file);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(bytes);
        }
    }

    private static void directory(Path file, boolean withFiles) throws IOException {
        Files.delete(file);
        Files.createDirectory(file);
        if (withFiles) {
            Files.writeString(file.resolve("a user's own"), "precious");
        }
    }

    private static void pipe(Path file) throws IOException {
        Files.delete(file);
        Obstacle.pipe(file);
    }

    private static void link(Path file, Path target) throws IOException {
        Files.delete(file);
        Files.createSymbolicLink(file, target);
    }
}
