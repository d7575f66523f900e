package dev.siiwad.storage.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.siiwad.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a receipt proves itself: its last member is a digest over all bytes before the quotation mark that opens it.
 *
 * <pre>
 *   …
 *   "digest": "sha256:…"
 * }
 * </pre>
 *
 * Receipts of earlier versions have none, and no member {@code whole} either; they are taken as they are.
 */
final class ReceiptDigest {
    private static final String DIGEST = "digest";
    private static final Pattern AT_END = Pattern.compile("\n {2}(\"digest\": \"([^\"]*)\"\n}\n)\\z");
    private static final String END = "\n}\n";

    private ReceiptDigest() {}

    /** @param json an object with members, indented, and a line feed */
    static byte[] sealed(String json) {
        String before = json.substring(0, json.length() - END.length()) + ",\n  ";
        String digest = of(before.getBytes(StandardCharsets.UTF_8));
        return (before + "\"" + DIGEST + "\": \"" + digest + "\"" + END).getBytes(StandardCharsets.UTF_8);
    }

    /** @throws IllegalArgumentException if the bytes are not those that were written */
    static void require(byte[] bytes, JsonNode members) {
        if (!members.has(DIGEST) && !members.has(ReceiptJson.WHOLE)) {
            return;
        }
        Matcher end = AT_END.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        if (!end.find()) {
            throw new IllegalArgumentException(
                    "its digest is missing at the end; it was cut, or changed after it was written");
        }
        String found = of(Arrays.copyOf(bytes, end.start(1)));
        if (!found.equals(end.group(2))) {
            throw new IllegalArgumentException("its digest is " + end.group(2) + ", but the bytes before it give "
                    + found + "; it was changed after it was written");
        }
    }

    private static String of(byte[] bytes) {
        return "sha256:" + Sha256.hex(bytes);
    }
}
