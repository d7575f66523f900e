package dev.siiwad.source.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlainJsonTest {
    private static final Set<String> WANTED = Set.of("text", "n", "flag", "wáa");
    private static final List<String> USUAL = List.of(
            "{}",
            " { } ",
            "{\"text\":\"Waa maalin\"}",
            "{\"text\": \"a\\n\\n\\\"b\\\"\\\\ \\/ \\b\\f\\r\\t\", \"n\": -12, \"flag\": true}\r",
            "{\"text\":\"\\u0053\\u00e1\\u20ac\\ud83d\\uDE00 – 😀 ñ\",\"flag\":false,\"n\":null}",
            "{\"n\":0,\"other\":[1,-2.5e+3,{\"text\":\"no\",\"d\":[]},[],{},\"\\u0041\",true,null],\"text\":\"x\"}",
            "{\"text\":\"one\",\"text\":\"two\",\"n\":123456789012345678,\"text\":null}",
            "{\"text\":\"\",\"\":\"\",\"url\":\"https://example.org/?a=1&b=\\\"2\\\"\",\"n\":1}",
            "{\"text\":\"\\u0000\\u001f\\u007f\"}");
    private static final List<String> UNUSUAL = List.of(
            "",
            "[]",
            "{\"text\":\"a\"} x",
            "{\"text\":\"a\"",
            "{\"text\":\"a",
            "{\"text\":\"a\\",
            "{\"text\":\"a\\u00\"}",
            "{\"text\":\"a\tb\"}",
            "{\"text\":\"\\x\"}",
            "{\"text\":\"\\ud800\"}",
            "{\"text\":\"\\ud800\\u0041\"}",
            "{\"text\":\"\uFFFD\"}",
            "{\"text\":{\"so\":\"a\"}}",
            "{\"n\":1.5}",
            "{\"n\":NaN}",
            "{\"n\":-0}",
            "{\"n\":01}",
            "{\"n\":1234567890123456789}",
            "{\"n\":1x}",
            "{\"flag\":truth}",
            "{\"wáa\":\"a\"}",
            "{\"other\":1.,\"text\":\"a\"}",
            "{\"other\":1e,\"text\":\"a\"}",
            "{\"other\":[1,],\"text\":\"a\"}",
            "{\"te\\u0078t\":\"a\"}",
            "{text:\"a\"}",
            "{\"text\":\"a\",}");

    @Test
    void readsWhatTheLibraryReads() throws Exception {
        for (String line : USUAL) {
            assertThat(plain(bytes(line))).as(line).isEqualTo(Optional.of(JsonLine.read(line(bytes(line)), WANTED)));
        }
    }

    @Test
    void leavesToTheLibraryWhatIsOutOfTheOrdinary() {
        for (String line : UNUSUAL) {
            assertThat(plain(bytes(line))).as(line).isEmpty();
        }
        byte[] latin1 = "{\"text\":\"caf\u00e9\",\"other\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(plain(latin1)).isEmpty();
        assertThatThrownBy(() -> JsonLine.read(line(latin1), WANTED)).hasMessageContaining("Invalid UTF-8");
    }

    @Test
    void neverReadsAnythingElseThanTheLibraryWhateverABytesChanges() throws Exception {
        Random random = new Random(1);
        int read = 0;
        for (int round = 0; round < 60_000; round++) {
            byte[] changed = bytes(USUAL.get(random.nextInt(USUAL.size())));
            for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
                int at = random.nextInt(changed.length);
                byte[] bytes = "\"\\{}[]:,u 0129-.eEtn\n\u0001\u0080\u00c3\u00ff".getBytes(StandardCharsets.ISO_8859_1);
                changed[at] = random.nextBoolean()
                        ? bytes[random.nextInt(bytes.length)]
                        : changed[random.nextInt(changed.length)];
            }
            Optional<Map<String, Object>> found = plain(changed);
            if (found.isPresent()) {
                assertThat(found.get()).isEqualTo(JsonLine.read(line(changed), WANTED));
                read++;
            }
        }
        assertThat(read).isGreaterThan(1_000);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** In the middle of a buffer, as lines are. */
    private static Line line(byte[] content) {
        byte[] buffer = new byte[content.length + 20];
        Arrays.fill(buffer, (byte) '"');
        System.arraycopy(content, 0, buffer, 5, content.length);
        return new Line(buffer, 5, content.length, true);
    }

    private static Optional<Map<String, Object>> plain(byte[] content) {
        return new PlainJson(WANTED).read(line(content));
    }
}
