package dev.siiwad.storage.silver;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes metadata as Python's {@code json.dumps(metadata, sort_keys=True)} does: keys in the order of code points, {@code ", "} and {@code ": "} between,
 * everything but printable ASCII escaped, floats as {@code repr} writes them.
 */
final class PythonJson {
    private static final MathContext ONE_DIGIT = new MathContext(1, RoundingMode.HALF_EVEN);
    private static final Comparator<String> BY_CODE_POINTS = PythonJson::compareCodePoints;

    private PythonJson() {}

    /** @param metadata values are String, Long, finite Double or Boolean, as in a document */
    static String dumps(Map<String, Object> metadata) {
        List<String> keys = metadata.keySet().stream().sorted(BY_CODE_POINTS).toList();
        return keys.stream()
                .map(key -> quoted(key) + ": " + value(metadata.get(key)))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** The value as Python's {@code json} writes it. */
    static String value(Object value) {
        if (value instanceof String text) {
            return quoted(text);
        }
        return value instanceof Double number ? repr(number) : value.toString();
    }

    /** The shortest decimal that reads back as this number, as {@code repr} writes it. */
    static String repr(double number) {
        if (number == 0) {
            return 1 / number < 0 ? "-0.0" : "0.0";
        }
        BigDecimal shortest = shortest(Math.abs(number)).stripTrailingZeros();
        String digits = shortest.unscaledValue().toString();
        int exponent = digits.length() - 1 - shortest.scale();
        String written;
        if (exponent < -4 || exponent >= 16) {
            String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
            String sign = exponent < 0 ? "-" : "+";
            written = digits.charAt(0) + fraction + "e" + sign + String.format(Locale.ROOT, "%02d", Math.abs(exponent));
        } else {
            String plain = shortest.toPlainString();
            written = plain.indexOf('.') < 0 ? plain + ".0" : plain;
        }
        return number < 0 ? "-" + written : written;
    }

    /** Jackson gives the shortest decimal that reads back, but two digits at least, as Java does; Python writes one where one does. */
    private static BigDecimal shortest(double number) {
        BigDecimal oneDigit = new BigDecimal(number).round(ONE_DIGIT);
        return oneDigit.doubleValue() == number ? oneDigit : new BigDecimal(NumberOutput.toString(number, true));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                case '\f' -> quoted.append("\\f");
                case '\b' -> quoted.append("\\b");
                default -> {
                    if (c >= ' ' && c <= '~') {
                        quoted.append(c);
                    } else {
                        quoted.append("\\u").append(HexFormat.of().toHexDigits(c));
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    private static int compareCodePoints(String left, String right) {
        int shorter = Math.min(left.length(), right.length());
        for (int i = 0; i < shorter; i++) {
            if (left.charAt(i) != right.charAt(i)) {
                return Integer.compare(codePointAround(left, i), codePointAround(right, i));
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    private static int codePointAround(String text, int index) {
        boolean second = Character.isLowSurrogate(text.charAt(index)) && index > 0;
        return text.codePointAt(second && Character.isHighSurrogate(text.charAt(index - 1)) ? index - 1 : index);
    }
}
