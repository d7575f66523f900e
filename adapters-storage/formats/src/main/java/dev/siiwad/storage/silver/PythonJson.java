package dev.siiwad.storage.silver;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes metadata as Python's {@code json.dumps(metadata, sort_keys=True)} does: keys in the order of code points, {@code ", "} and {@code ": "} between,
 * everything but printable ASCII escaped, floats as {@code repr} writes them.
 */
final class PythonJson {
    private static final MathContext ONE_DIGIT = new MathContext(1, RoundingMode.HALF_EVEN);
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();
    private static final Comparator<String> BY_CODE_POINTS = PythonJson::compareCodePoints;

    private PythonJson() {}

    /** @param metadata values are String, Long, finite Double or Boolean, as in a document */
    static String dumps(Map<String, Object> metadata) {
        List<String> keys = new ArrayList<>(metadata.keySet());
        keys.sort(BY_CODE_POINTS);
        StringBuilder written = new StringBuilder("{");
        for (String key : keys) {
            if (written.length() > 1) {
                written.append(", ");
            }
            quote(key, written);
            written.append(": ");
            if (metadata.get(key) instanceof String text) {
                quote(text, written);
            } else {
                written.append(value(metadata.get(key)));
            }
        }
        return written.append('}').toString();
    }

    /**
     * What {@link #dumps} was given.
     *
     * @throws IllegalArgumentException if it is not what that gives
     */
    static SortedMap<String, Object> loads(String dumped) {
        SortedMap<String, Object> metadata = new TreeMap<>();
        try (JsonParser json = JSON.createParser(dumped)) {
            json.nextToken();
            for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
                metadata.put(
                        key,
                        switch (json.nextToken()) {
                            case VALUE_STRING -> json.getText();
                            case VALUE_NUMBER_INT -> json.getLongValue();
                            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
                            default -> json.getBooleanValue();
                        });
            }
            return metadata;
        } catch (IOException e) {
            throw new IllegalArgumentException("metadata is not as it was written: " + e.getMessage(), e);
        }
    }

    /** The value as Python's {@code json} writes it. */
    static String value(Object value) {
        if (value instanceof String text) {
            StringBuilder quoted = new StringBuilder(text.length() + 2);
            quote(text, quoted);
            return quoted.toString();
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

    private static void quote(String text, StringBuilder into) {
        into.append('"');
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c <= '~' && c != '"' && c != '\\') {
                continue;
            }
            into.append(text, from, i).append('\\');
            from = i + 1;
            switch (c) {
                case '"', '\\' -> into.append(c);
                case '\n' -> into.append('n');
                case '\r' -> into.append('r');
                case '\t' -> into.append('t');
                case '\f' -> into.append('f');
                case '\b' -> into.append('b');
                default -> {
                    into.append('u');
                    for (int shift = 12; shift >= 0; shift -= 4) {
                        into.append(Character.forDigit(c >> shift & 0xF, 16));
                    }
                }
            }
        }
        into.append(text, from, text.length()).append('"');
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
