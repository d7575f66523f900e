package dev.siiwad.source.rows;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How the values of typed columns are written, the same for every format that has them. */
final class PlainValues {
    private static final int SCALE_MAX = 1000;

    private PlainValues() {}

    /** A schema may name any scale; the digits of one that no column has would fill the memory. */
    static String decimal(BigDecimal number) {
        return number.scale() <= SCALE_MAX ? number.toPlainString() : number.toString();
    }

    /** As the shortest decimal of the float, on every Java version the same one: 0.1, not 0.10000000149011612. */
    static Object number(float value) {
        return number(Double.parseDouble(NumberOutput.toString(value, true)));
    }

    /** Itself, or the written form of NaN and the infinities. */
    static Object number(double value) {
        return Double.isFinite(value) ? (Object) value : Double.toString(value);
    }

    /** A number that has no sign, in its written form where {@link Long} is too small for it. */
    static Object unsigned(long value) {
        return value < 0 ? Long.toUnsignedString(value) : (Object) value;
    }

    /** As ISO 8601, with {@code Z} if it is known to be in UTC. */
    static String timestamp(Instant instant, boolean inUtc) {
        return inUtc
                ? instant.toString()
                : LocalDateTime.ofInstant(instant, ZoneOffset.UTC).format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    }

    /** Empty for bytes that are not UTF-8. */
    static Optional<String> utf8(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.indexOf('\uFFFD') < 0 || isUtf8(bytes) ? Optional.of(text) : Optional.empty();
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
