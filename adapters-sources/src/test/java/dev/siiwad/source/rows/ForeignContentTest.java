package dev.siiwad.source.rows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.source.MalformedDocumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are called JSON Lines and are not. */
class ForeignContentTest {
    private static final String LINE = "{\"text\":\"qoraal\"}\n";
    private static final String ARRAY =
            "is a JSON array; expected JSON Lines, one object on each line." + " Convert it, such as with: jq -c '.[]'";
    private static final String PRETTY = "is JSON over several lines; expected JSON Lines, one object on each line."
            + " Convert it, such as with: jq -c '.'";

    @TempDir
    private Path directory;

    static Stream<Arguments> foreign() throws IOException {
        return Stream.of(
                Arguments.of("[{\"text\":\"a\"},\n{}]\n".getBytes(UTF_8), ARRAY),
                Arguments.of("\uFEFF[\n{}]\n".getBytes(UTF_8), ARRAY),
                Arguments.of("\r\n \n\t[{}]".getBytes(UTF_8), ARRAY),
                Arguments.of("\uFEFF \n [{}]".getBytes(UTF_8), ARRAY),
                Arguments.of("{\n  \"text\": \"qoraal\"\n}\n".getBytes(UTF_8), PRETTY),
                Arguments.of("\uFEFF{ \r\n  \"text\": \"qoraal\"\r\n}\r\n".getBytes(UTF_8), PRETTY),
                Arguments.of(
                        "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n".getBytes(UTF_8),
                        "is a pointer of Git LFS, and not the file that it points to"),
                Arguments.of("\n<!DOCTYPE html>\n<p>".getBytes(UTF_8), "is an HTML page"),
                Arguments.of("<HTML lang=so>".getBytes(UTF_8), "is an HTML page"),
                Arguments.of("<?xml version='1.0'?>".getBytes(UTF_8), "is XML or HTML"),
                Arguments.of(
                        ("\uFEFF" + LINE).getBytes(UTF_16LE),
                        "is UTF-16, not UTF-8. Convert it, such as with: iconv -f UTF-16 -t UTF-8"),
                Arguments.of(
                        LINE.getBytes(UTF_16),
                        "is UTF-16, not UTF-8. Convert it, such as with: iconv -f UTF-16 -t UTF-8"),
                Arguments.of(
                        LINE.getBytes(UTF_16LE),
                        "is UTF-16, not UTF-8. Convert it, such as with: iconv -f UTF-16LE -t UTF-8"),
                Arguments.of(
                        LINE.getBytes(UTF_16BE),
                        "is UTF-16, not UTF-8. Convert it, such as with: iconv -f UTF-16BE -t UTF-8"),
                Arguments.of(new byte[1000], "is not text; it begins with byte 00"),
                Arguments.of("PAR1\0\0".getBytes(UTF_8), "is a Parquet file; its name does not end with .parquet"),
                Arguments.of("PK\3\4...".getBytes(UTF_8), "is a ZIP archive; unpack it first"),
                Arguments.of(
                        ("a.jsonl" + "\0".repeat(250) + "ustar").getBytes(UTF_8), "is a tar archive; unpack it first"),
                Arguments.of(
                        Packed.gzip(Packed.gzip(LINE.getBytes(UTF_8), 100), 100),
                        "is packed twice, inside with GZIP; unpack it once"),
                Arguments.of(
                        Packed.zstd(Packed.gzip(LINE.getBytes(UTF_8), 100), 7),
                        "is packed twice, inside with GZIP; unpack it once"));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void saysWhatAFileReallyIs(byte[] content, String sentence) throws Exception {
        try (LineRows rows = open(content)) {
            assertThatThrownBy(rows::next)
                    .isInstanceOf(UnreadableException.class)
                    .hasMessage("[a.jsonl] " + sentence);
            assertThat(rows.place()).isEqualTo("line=0");
        }
        try (LineRows rows = open(content)) {
            assertThatThrownBy(() -> rows.skip(1))
                    .isInstanceOf(UnreadableException.class)
                    .hasMessage("[a.jsonl] " + sentence);
        }
    }

    @Test
    void takesNothingForAnotherFormatThatMayBeJsonLines() throws Exception {
        for (String start : new String[] {LINE, "\uFEFF" + LINE, "\n \r\n" + LINE, " " + LINE}) {
            try (LineRows rows = open(start.getBytes(UTF_8))) {
                assertThat(rows.next().orElseThrow().values()).isEqualTo(Map.of("text", "qoraal"));
                assertThat(rows.next()).isEmpty();
            }
        }
    }

    @Test
    void losesOnlyTheLinesOfLatin1ThatAreNotUtf8() throws Exception {
        try (LineRows rows = open(("{\"text\":\"caf\u00e9\"}\n" + LINE).getBytes(ISO_8859_1))) {
            assertThatThrownBy(rows::next)
                    .isInstanceOf(MalformedDocumentException.class)
                    .hasMessageStartingWith("[a.jsonl] line 1 is no JSON: Invalid UTF-8");
            assertThat(rows.next().orElseThrow().values()).isEqualTo(Map.of("text", "qoraal"));
        }
    }

    private LineRows open(byte[] content) throws IOException {
        return LineRows.open(
                OnDisk.bytes("a.jsonl", Files.write(directory.resolve("a"), content)), "line=0", Set.of("text"));
    }
}
