package dev.siiwad.source.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.source.MalformedDocumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineRowsTest {
    private static final Set<String> WANTED = Set.of("text", "n");
    private static final int LINE_BYTES_MAX = 300;
    private static final String START = "line=0";

    @TempDir
    private Path directory;

    /** What one step came to, and the place after it. */
    private record Step(String came, String after) {}

    @ParameterizedTest
    @CsvSource({
        "PLAIN, 1",
        "GZIP, 1000000",
        "GZIP, 97",
        "GZIP, 7",
        "GZIP, 1",
        "ZSTD, 1000000",
        "ZSTD, 97",
        "ZSTD, 7",
        "ZSTD, 1"
    })
    void goesOnFromEveryRowOfEveryFormat(Wrapping format, int memberBytes) throws Exception {
        Path file = write(format, memberBytes, lines(60).getBytes(UTF_8));

        List<Step> all = steps(file, START);

        assertThat(all).hasSizeGreaterThan(50).anyMatch(step -> step.came().contains("is no JSON"));
        for (int n = 0; n < all.size(); n++) {
            List<Step> rest = steps(file, all.get(n).after());
            assertThat(rest).as("from " + all.get(n).after()).isEqualTo(all.subList(n + 1, all.size()));
        }
    }

    @ParameterizedTest
    @CsvSource({"PLAIN, 1", "GZIP, 97", "ZSTD, 97"})
    void skipsWhatItWouldHaveRead(Wrapping format, int memberBytes) throws Exception {
        Path file = write(format, memberBytes, lines(60).getBytes(UTF_8));
        List<Step> all = steps(file, START);

        for (int n = 0; n <= all.size(); n++) {
            try (LineRows rows = open(file, START)) {
                assertThat(rows.skip(n)).isEqualTo(n);
                String expected = n == 0 ? START : all.get(n - 1).after();
                assertThat(rows.place()).isEqualTo(expected);
                assertThat(steps(rows)).isEqualTo(all.subList(n, all.size()));
                assertThat(rows.skip(1)).isZero();
            }
        }
    }

    @Test
    void givesTheWantedFieldsByTheirKind() throws Exception {
        Path file = write(Wrapping.PLAIN, 1, """
                {"text":"Salaan \\u00e0 \\"adduun\\"","n":7,"other":[1,{"a":2}]}\r
                {"n":1.5,"text":true}
                {"n":{"a":[1,null]},"text":null}
                {"n":123456789012345678901,"text":"a","text":"b"}
                {}""".getBytes(UTF_8));

        try (LineRows rows = open(file, "line=0")) {
            assertThat(rows.next()).contains(new Row("a.jsonl:1", Map.of("text", "Salaan à \"adduun\"", "n", 7L)));
            assertThat(rows.next()).contains(new Row("a.jsonl:2", Map.of("n", 1.5, "text", true)));
            assertThat(rows.next()).contains(new Row("a.jsonl:3", Map.of("n", new Written("{\"a\":[1,null]}"))));
            assertThat(rows.next())
                    .contains(new Row("a.jsonl:4", Map.of("n", new Written("123456789012345678901"), "text", "b")));
            assertThat(rows.next()).contains(new Row("a.jsonl:5", Map.of()));
            assertThat(rows.next()).isEmpty();
            assertThat(rows.next()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"text\":\"a\" | is no JSON",
                "{\"text\":\"a\"} {} | has more behind its JSON object",
                "\"text\" | is no JSON object",
                "{'text':1} | is no JSON",
                "{\"text\":\"a\\ud8\"} | is no JSON"
            })
    void namesTheLineThatIsNotJson(String line, String problem) throws Exception {
        Path file = write(Wrapping.PLAIN, 1, ("\n{}\n" + line + "\n{}\n").getBytes(UTF_8));

        try (LineRows rows = open(file, "line=0")) {
            rows.next();
            assertThatThrownBy(rows::next)
                    .isInstanceOfSatisfying(MalformedDocumentException.class, e -> {
                        assertThat(e.documentId()).isEqualTo("a.jsonl:3");
                        assertThat(e.excerpt()).isEqualTo(line);
                    })
                    .hasMessageStartingWith("[a.jsonl] line 3 " + problem);
            assertThat(rows.next()).contains(new Row("a.jsonl:4", Map.of()));
        }
    }

    @Test
    void setsALineAsideThatGoesBeyondWhatAnyJsonMayHave() throws Exception {
        String deep = "{\"text\":" + "[".repeat(5000) + "]".repeat(5000) + "}";
        String unreadDeep = "{\"unread\":" + "{\"a\":".repeat(5000) + "1" + "}".repeat(5000) + "}";
        String digits = "{\"n\":" + "1".repeat(5000) + "}";
        Path file = write(
                Wrapping.PLAIN,
                1,
                String.join("\n", deep, unreadDeep, digits, "{}\n").getBytes(UTF_8));

        try (LineRows rows = LineRows.open(OnDisk.bytes("a.jsonl", file), "line=0", Set.of("text", "n"))) {
            for (int line = 1; line <= 3; line++) {
                assertThatThrownBy(rows::next)
                        .isInstanceOf(MalformedDocumentException.class)
                        .hasMessageStartingWith("[a.jsonl] line " + line + " is no JSON: ")
                        .hasMessageContaining("exceeds the maximum allowed (1000");
            }
            assertThat(rows.next()).contains(new Row("a.jsonl:4", Map.of()));
        }
    }

    @Test
    void setsALineAsideThatIsTooLongWithoutKeepingIt() throws Exception {
        String tooLong = "{\"text\":\"" + "x".repeat(500_000) + "\"}";
        Path file = write(Wrapping.GZIP, 1000, ("{}\n" + tooLong + "\n{\"n\":1}\n").getBytes(UTF_8));

        try (LineRows rows = open(file, "line=0")) {
            rows.next();
            assertThatThrownBy(rows::next)
                    .isInstanceOfSatisfying(
                            MalformedDocumentException.class,
                            e -> assertThat(e.excerpt()).hasSizeLessThan(2001).startsWith("{\"text\":\"xxx"))
                    .hasMessage("[a.jsonl] line 2 is longer than the 300 bytes that are allowed");
            assertThat(rows.next()).contains(new Row("a.jsonl:3", Map.of("n", 1L)));
        }
    }

    @ParameterizedTest
    @CsvSource({"GZIP, 1000000", "GZIP, 500", "ZSTD, 1000000", "ZSTD, 500"})
    void findsEveryPlaceWhereAPackedFileIsCutShort(Wrapping format, int memberBytes) throws Exception {
        Path file = write(format, memberBytes, lines(10).getBytes(UTF_8));
        byte[] whole = Files.readAllBytes(file);
        List<Step> all = steps(file, START);
        int cutsBetweenMembers = 0;
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            List<Step> before = new ArrayList<>();
            Optional<IOException> failure = failure(file, before);
            if (failure.isEmpty()) {
                cutsBetweenMembers++;
                continue;
            }
            assertThat(failure.get())
                    .hasMessageStartingWith("[a.jsonl] line ")
                    .hasMessageContaining("cut short or")
                    .hasMessageNotContaining("null");
            Files.write(file, whole);
            String after = before.get(before.size() - 1).after();
            assertThat(steps(file, after)).isEqualTo(all.subList(before.size() - 1, all.size()));
        }
        assertThat(cutsBetweenMembers)
                .as("an empty file, and those that end with a member")
                .isEqualTo(1 + (memberBytes == 500 ? lines(10).getBytes(UTF_8).length / 500 : 0));
    }

    @Test
    void findsADamagedMember() throws Exception {
        Path file = write(Wrapping.GZIP, 500, lines(10).getBytes(UTF_8));
        byte[] damaged = Files.readAllBytes(file);
        damaged[damaged.length - 6] ^= 1;
        Files.write(file, damaged);

        assertThat(failure(file, new ArrayList<>())).isPresent();
    }

    @Test
    void refusesAPlaceThatTheFileDoesNotHave() throws Exception {
        Path file = write(Wrapping.GZIP, 100, "{}\n{}\n".getBytes(UTF_8));

        assertThatThrownBy(() -> open(file, "line=3")).hasMessage("[a.jsonl] has no place line=3; it ends at line 2");
        assertThatThrownBy(() -> open(file, "byte=9999 line=3"))
                .hasMessageStartingWith("[a.jsonl] has no place byte=9999 line=3; it has ");
        assertThatThrownBy(() -> open(file, "somewhere"))
                .hasMessageStartingWith("position \"a.jsonl somewhere\" does not belong to this snapshot: ");
    }

    @Test
    void readsFarMoreThanItsBuffers() throws Exception {
        Random random = new Random(3);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            text.append("{\"n\":")
                    .append(i)
                    .append(",\"text\":\"")
                    .append("x".repeat(random.nextInt(280)))
                    .append("\"}\n");
        }
        byte[] plain = text.toString().getBytes(UTF_8);
        List<Step> expected = steps(write(Wrapping.PLAIN, 1, plain), "line=0");
        for (Wrapping format : List.of(Wrapping.GZIP, Wrapping.ZSTD)) {
            for (int memberBytes : new int[] {10_000, 200_000, 10_000_000}) {
                Path file = write(format, memberBytes, plain);
                List<Step> all = steps(file, "line=0");
                assertThat(all.stream().map(Step::came))
                        .isEqualTo(expected.stream().map(Step::came).toList());
                for (int n = 0; n < all.size(); n += 499) {
                    assertThat(steps(file, all.get(n).after())).isEqualTo(all.subList(n + 1, all.size()));
                }
            }
        }
    }

    private static String lines(int count) {
        Random random = new Random(7);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            switch (random.nextInt(8)) {
                case 0 -> lines.append("\n");
                case 1 -> lines.append("  \r\n");
                case 2 -> lines.append("{\"n\":").append(i).append("\n");
                case 3 -> lines.append("{\"text\":\"").append("y".repeat(400)).append("\"}\n");
                default -> lines.append("");
            }
            lines.append("{\"n\":")
                    .append(i)
                    .append(",\"text\":\"qoraal é ")
                    .append("x".repeat(random.nextInt(40)))
                    .append("\"}\n");
        }
        return lines.append("{\"text\":\"without an end\"}").toString();
    }

    private Path write(Wrapping format, int memberBytes, byte[] plain) throws IOException {
        byte[] bytes = switch (format) {
            case GZIP -> Packed.gzip(plain, memberBytes);
            case ZSTD -> Packed.zstd(plain, memberBytes);
            default -> plain;
        };
        return Files.write(directory.resolve("shard"), bytes);
    }

    private static LineRows open(Path file, String place) throws IOException {
        return LineRows.open(OnDisk.bytes("a.jsonl", file), place, WANTED, LINE_BYTES_MAX);
    }

    private static List<Step> steps(Path file, String place) throws IOException {
        try (LineRows rows = open(file, place)) {
            return steps(rows);
        }
    }

    private static List<Step> steps(LineRows rows) throws IOException {
        List<Step> steps = new ArrayList<>();
        while (step(rows, steps)) {
            assertThat(steps).hasSizeLessThan(100_000);
        }
        return steps;
    }

    /** Reads up to the failure; the place then is still the one after the last row. */
    private static Optional<IOException> failure(Path file, List<Step> before) throws IOException {
        try (LineRows rows = open(file, START)) {
            try {
                while (step(rows, before)) {
                    assertThat(before).hasSizeLessThan(100_000);
                }
                return Optional.empty();
            } catch (IOException e) {
                before.add(new Step("failed", rows.place()));
                return Optional.of(e);
            }
        }
    }

    private static boolean step(LineRows rows, List<Step> steps) throws IOException {
        try {
            Optional<Row> row = rows.next();
            row.ifPresent(found -> steps.add(new Step(found.toString(), rows.place())));
            return row.isPresent();
        } catch (MalformedDocumentException e) {
            steps.add(new Step(e.documentId() + " " + e.getMessage(), rows.place()));
            return true;
        }
    }
}
