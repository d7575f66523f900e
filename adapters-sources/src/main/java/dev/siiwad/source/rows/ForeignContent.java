package dev.siiwad.source.rows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Says in a sentence what a file of JSON Lines really is, where its first line shows that it is something else. */
final class ForeignContent {
    private static final int SHOWING_BYTES_MAX = 512;
    private static final int TAR_MAGIC_AT = 257;
    private static final String BOM = "\uFEFF";

    /** By how the file begins, in ISO 8859-1. */
    private static final Map<String, String> BEGINNINGS = new TreeMap<>(Map.of(
            "version https://git-lfs.github.com/spec/", "is a pointer of Git LFS, and not the file that it points to",
            "PAR1", "is a Parquet file; its name does not end with .parquet",
            "ARROW1", "is an Arrow file; its name does not end with .arrow",
            "PK\u0003\u0004", "is a ZIP archive; unpack it first",
            "7z\u00bc\u00af", "is a 7-Zip archive; unpack it first",
            "\u00fe\u00ff", "is UTF-16, not UTF-8. Convert it, such as with: iconv -f UTF-16 -t UTF-8",
            "\u00ff\u00fe", "is UTF-16, not UTF-8. Convert it, such as with: iconv -f UTF-16 -t UTF-8",
            "{\u0000", "is UTF-16, not UTF-8. Convert it, such as with: iconv -f UTF-16LE -t UTF-8",
            "\u0000{", "is UTF-16, not UTF-8. Convert it, such as with: iconv -f UTF-16BE -t UTF-8"));

    private ForeignContent() {}

    /** What the file is, by its first line that is not blank; empty where that may be JSON Lines. */
    static Optional<String> ofLines(Line first) {
        return ofText(first).or(() -> ofJson(new String(start(first), UTF_8)));
    }

    /** What the file is, by its first line; empty where that may be text. */
    static Optional<String> ofText(Line first) {
        byte[] bytes = start(first);
        String raw = new String(bytes, ISO_8859_1);
        for (Map.Entry<String, String> beginning : BEGINNINGS.entrySet()) {
            if (raw.startsWith(beginning.getKey())) {
                return Optional.of(beginning.getValue());
            }
        }
        if (raw.startsWith("ustar", TAR_MAGIC_AT)) {
            return Optional.of("is a tar archive; unpack it first");
        }
        Wrapping inner = Wrapping.of(bytes);
        if (inner != Wrapping.PLAIN) {
            return Optional.of("is packed twice, inside with " + inner + "; unpack it once");
        }
        if (bytes.length > 0 && bytes[0] >= 0 && bytes[0] < ' ' && bytes[0] != '\t') {
            return Optional.of(String.format(Locale.ROOT, "is not text; it begins with byte %02x", bytes[0]));
        }
        return Optional.empty();
    }

    private static byte[] start(Line first) {
        return Arrays.copyOfRange(
                first.bytes(), first.from(), first.from() + Math.min(first.length(), SHOWING_BYTES_MAX));
    }

    private static Optional<String> ofJson(String start) {
        String text = (start.startsWith(BOM) ? start.substring(BOM.length()) : start).strip();
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("<!doctype html") || lower.startsWith("<html")) {
            return Optional.of("is an HTML page");
        }
        if (text.startsWith("<")) {
            return Optional.of("is XML or HTML");
        }
        if (text.startsWith("[")) {
            return Optional.of("is a JSON array; expected JSON Lines, one object on each line."
                    + " Convert it, such as with: jq -c '.[]'");
        }
        if (text.equals("{")) {
            return Optional.of("is JSON over several lines; expected JSON Lines, one object on each line."
                    + " Convert it, such as with: jq -c '.'");
        }
        return Optional.empty();
    }
}
