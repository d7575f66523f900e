package dev.siiwad.storage.silver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every expected value was printed by Python 3. */
class PythonJsonTest {
    @Test
    void writesMetadataAsPythonDoes() {
        Map<String, Object> metadata = new TreeMap<>();
        metadata.put("b", "\u00e9\uD83D\uDE00\u007f\u2028\"\\/\n\r\t\b\f\u0001");
        metadata.put("a", 1e16);
        metadata.put("\uff5e", 0.1);
        metadata.put("\uD83D\uDE00", true);
        metadata.put("n", -5L);
        metadata.put("", false);
        assertThat(PythonJson.dumps(metadata))
                .isEqualTo(
                        "{\"\": false, \"a\": 1e+16, \"b\": \"\\u00e9\\ud83d\\ude00\\u007f\\u2028\\\"\\\\/\\n\\r\\t\\b"
                                + "\\f\\u0001\", \"n\": -5, \"\\uff5e\": 0.1, \"\\ud83d\\ude00\": true}");
        assertThat(PythonJson.dumps(Map.of())).isEqualTo("{}");
    }

    @Test
    void ordersKeysByCodePoint() {
        Map<String, Object> metadata =
                Map.of("x\uFB01", 1L, "x\uD83D\uDE01", 2L, "x\uD83D\uDE00", 3L, "x", 4L, "xy", 5L);
        assertThat(PythonJson.dumps(metadata))
                .isEqualTo("{\"x\": 4, \"xy\": 5, \"x\\ufb01\": 1, \"x\\ud83d\\ude00\": 3, \"x\\ud83d\\ude01\": 2}");
    }

    @ParameterizedTest
    @CsvSource({
        "0.0, 0.0",
        "-0.0, -0.0",
        "100, 100.0",
        "12345.678, 12345.678",
        "0.1, 0.1",
        "1e16, 1e+16",
        "9999999999999998, 9999999999999998.0",
        "9007199254740993, 9007199254740992.0",
        "123456789012345680, 1.2345678901234568e+17",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "-1e22, -1e+22",
        "4.9e-324, 5e-324",
        "2.2250738585072014e-308, 2.2250738585072014e-308",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "6.189700196426902e26, 6.189700196426902e+26",
        "2e-3, 0.002",
        "2e23, 2e+23"
    })
    void writesFloatsAsReprDoes(double number, String expected) {
        assertThat(PythonJson.repr(number)).isEqualTo(expected);
    }
}
