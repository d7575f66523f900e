package dev.siiwad.source.rows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.DictionaryEncoding;
import org.apache.arrow.flatbuf.FixedSizeBinary;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Time;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;

/** The values of columns that have nothing inside, written as {@link ParquetLeaf} writes its own. A time that no calendar has stays the number that it is. */
final class ArrowValues {
    private static final int VIEW_BYTES = 16;
    private static final int INLINE_BYTES_MAX = 12;
    private static final int EXCERPT_BYTES_MAX = 8000;
    private static final ChronoUnit[] UNITS = {
        ChronoUnit.SECONDS, ChronoUnit.MILLIS, ChronoUnit.MICROS, ChronoUnit.NANOS
    };

    private ArrowValues() {}

    /** @throws UnreadableException if values of its type are not read */
    static ArrowColumn.Values number(ArrowField field, ByteBuffer data) throws UnreadableException {
        return switch (field.type()) {
            case Type.Bool -> of(row -> (data.get(row >> 3) >> (row & 7) & 1) != 0);
            case Type.Int -> integer(field.details(Int::new), data);
            case Type.FloatingPoint ->
                floating(field.details(FloatingPoint::new).precision(), data);
            case Type.Decimal -> decimal(field.details(Decimal::new), data);
            case Type.Date -> date(field.details(Date::new).unit(), data);
            case Type.Time -> time(field.details(Time::new).unit(), data);
            case Type.Timestamp -> timestamp(field.details(Timestamp::new), data);
            case Type.FixedSizeBinary -> {
                int width = field.details(FixedSizeBinary::new).byteWidth();
                yield text(field, ArrowOffsets.every(width), data);
            }
            default ->
                throw new UnreadableException(
                        "column \"" + field.name() + "\" is of type " + field.typeName() + ", which is not read");
        };
    }

    private static ArrowColumn.Values of(IntFunction<Object> values) {
        return (row, room) -> Optional.of(values.apply(row));
    }

    private static ArrowColumn.Values integer(Int type, ByteBuffer data) {
        return type.bitWidth() == Long.SIZE && !type.isSigned()
                ? of(row -> PlainValues.unsigned(data.getLong(row * Long.BYTES)))
                : of(row -> integer(type, data, row));
    }

    private static long integer(Int type, ByteBuffer data, int row) {
        boolean signed = type.isSigned();
        return switch (type.bitWidth()) {
            case Byte.SIZE -> signed ? data.get(row) : Byte.toUnsignedLong(data.get(row));
            case Short.SIZE -> {
                short value = data.getShort(row * Short.BYTES);
                yield signed ? value : Short.toUnsignedLong(value);
            }
            case Integer.SIZE -> {
                int value = data.getInt(row * Integer.BYTES);
                yield signed ? value : Integer.toUnsignedLong(value);
            }
            case Long.SIZE -> data.getLong(row * Long.BYTES);
            default -> throw new IllegalStateException("an integer has " + type.bitWidth() + " bits");
        };
    }

    private static ArrowColumn.Values floating(short precision, ByteBuffer data) {
        return switch (precision) {
            case Precision.HALF -> of(row -> PlainValues.number(half(data.getShort(row * Short.BYTES))));
            case Precision.SINGLE -> of(row -> PlainValues.number(data.getFloat(row * Float.BYTES)));
            default -> of(row -> PlainValues.number(data.getDouble(row * Double.BYTES)));
        };
    }

    /** IEEE 754: a bit for the sign, 5 for the exponent, 10 for the fraction. */
    private static float half(short bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        float size = switch (exponent) {
            case 0 -> Math.scalb((float) fraction, -24);
            case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
            default -> Math.scalb((float) (0x400 + fraction), exponent - 25);
        };
        return bits < 0 ? -size : size;
    }

    private static ArrowColumn.Values decimal(Decimal type, ByteBuffer data) {
        int width = type.bitWidth() / Byte.SIZE;
        return of(row -> {
            byte[] bytes = new byte[width];
            for (int i = 0; i < width; i++) {
                int place = data.order() == ByteOrder.BIG_ENDIAN ? i : width - 1 - i;
                bytes[place] = data.get(row * width + i);
            }
            return PlainValues.decimal(new BigDecimal(new BigInteger(bytes), type.scale()));
        });
    }

    private static ArrowColumn.Values date(short unit, ByteBuffer data) {
        return unit == DateUnit.DAY
                ? of(row -> day(data.getInt(row * Integer.BYTES)))
                : of(row -> day(Math.floorDiv(
                        data.getLong(row * Long.BYTES),
                        ChronoUnit.DAYS.getDuration().toMillis())));
    }

    private static Object day(long sinceEpoch) {
        return orNumber(sinceEpoch, () -> LocalDate.ofEpochDay(sinceEpoch).toString());
    }

    private static ArrowColumn.Values time(short unit, ByteBuffer data) {
        boolean wide = unit == TimeUnit.MICROSECOND || unit == TimeUnit.NANOSECOND;
        return of(row -> {
            long value = wide ? data.getLong(row * Long.BYTES) : data.getInt(row * Integer.BYTES);
            long nanos = UNITS[unit].getDuration().toNanos();
            return orNumber(
                    value,
                    () -> LocalTime.ofNanoOfDay(Math.multiplyExact(value, nanos))
                            .format(DateTimeFormatter.ISO_LOCAL_TIME));
        });
    }

    private static ArrowColumn.Values timestamp(Timestamp type, ByteBuffer data) {
        boolean inUtc = !Optional.ofNullable(type.timezone()).orElse("").isEmpty();
        return of(row -> {
            long value = data.getLong(row * Long.BYTES);
            return orNumber(value, () -> PlainValues.timestamp(Instant.EPOCH.plus(value, UNITS[type.unit()]), inUtc));
        });
    }

    private static Object orNumber(long value, Supplier<Object> written) {
        try {
            return written.get();
        } catch (DateTimeException | ArithmeticException noSuchTime) {
            return value;
        }
    }

    static ArrowColumn.Values text(ArrowField field, ArrowOffsets offsets, ByteBuffer data) {
        return (row, room) -> {
            int length = offsets.count(row);
            room.take(length);
            byte[] bytes = new byte[length];
            data.get(offsets.of(row), bytes);
            return Optional.of(text(field, bytes));
        };
    }

    /**
     * Short values are in the view itself.
     *
     * <pre>length, 4 bytes | up to 12 bytes, or: the first 4, number of the buffer, place in it, 4 bytes each</pre>
     */
    static ArrowColumn.Values views(ArrowField field, ByteBuffer views, ByteBuffer[] data) {
        return (row, room) -> {
            int view = row * VIEW_BYTES;
            int length = views.getInt(view);
            room.take(length);
            byte[] bytes = new byte[length];
            if (length <= INLINE_BYTES_MAX) {
                views.get(view + Integer.BYTES, bytes);
            } else {
                data[views.getInt(view + 2 * Integer.BYTES)].get(views.getInt(view + 3 * Integer.BYTES), bytes);
            }
            return Optional.of(text(field, bytes));
        };
    }

    /** Bytes are text where they are UTF-8, else Base64; where text is declared, they have to be. */
    private static Object text(ArrowField field, byte[] bytes) throws BadValueException {
        Optional<String> text = PlainValues.utf8(bytes);
        boolean declared = switch (field.type()) {
            case Type.Utf8, Type.LargeUtf8, Type.Utf8View -> true;
            default -> false;
        };
        if (text.isEmpty() && declared) {
            throw new BadValueException(
                    "column \"" + field.name() + "\" is declared to be text, but its bytes are not UTF-8",
                    new String(bytes, 0, Math.min(bytes.length, EXCERPT_BYTES_MAX), StandardCharsets.UTF_8));
        }
        return text.orElseGet(() -> Base64.getEncoder().encodeToString(bytes));
    }

    /** The values of a dictionary, of which the column has just the places. */
    static ArrowColumn.Values places(
            DictionaryEncoding encoding, ByteBuffer places, Map<Long, ArrowDictionary> dictionaries)
            throws UnreadableException {
        ArrowDictionary dictionary = dictionaries.get(encoding.id());
        if (dictionary == null) {
            throw new UnreadableException("it has no dictionary " + encoding.id() + ", which a batch needs");
        }
        Int type = Optional.ofNullable(encoding.indexType()).orElseThrow();
        return (row, room) -> dictionary.at(integer(type, places, row), room);
    }
}
