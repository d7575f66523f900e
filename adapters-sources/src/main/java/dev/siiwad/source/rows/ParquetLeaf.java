package dev.siiwad.source.rows;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * One primitive column as plain values: {@link String}, {@link Long}, {@link Double} (finite) or {@link Boolean}.
 *
 * <p>What those cannot hold exactly becomes text: decimals, unsigned 64-bit numbers beyond {@link Long}, NaN and the infinities as their written form;
 * dates, times and timestamps as ISO 8601, with {@code Z} where the column is in UTC. Bytes are text where they are UTF-8, else Base64,
 * except in a column declared to be text, where they make the row malformed.
 */
final class ParquetLeaf extends PrimitiveConverter {
    private static final long JULIAN_DAY_OF_EPOCH = 2_440_588;
    private static final int SCALE_MAX = 1000;

    private final PrimitiveType type;
    private final ParquetRow row;
    private final Consumer<Object> into;

    ParquetLeaf(PrimitiveType type, ParquetRow row, Consumer<Object> into) {
        this.type = type;
        this.row = row;
        this.into = into;
    }

    @Override
    public void addBoolean(boolean value) {
        into.accept(value);
    }

    @Override
    public void addInt(int value) {
        if (type.getLogicalTypeAnnotation() instanceof DateLogicalTypeAnnotation) {
            into.accept(LocalDate.ofEpochDay(value).toString());
        } else if (type.getLogicalTypeAnnotation() instanceof IntLogicalTypeAnnotation integer && !integer.isSigned()) {
            into.accept(Integer.toUnsignedLong(value));
        } else {
            addLong(value);
        }
    }

    @Override
    public void addLong(long value) {
        LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
        if (meaning instanceof TimestampLogicalTypeAnnotation timestamp) {
            into.accept(timestamp(sinceEpoch(value, timestamp.getUnit()), timestamp.isAdjustedToUTC()));
        } else if (meaning instanceof TimeLogicalTypeAnnotation time) {
            Instant ofDay = sinceEpoch(value, time.getUnit());
            into.accept(LocalTime.from(ofDay.atOffset(ZoneOffset.UTC)).format(DateTimeFormatter.ISO_LOCAL_TIME));
        } else if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
            into.accept(text(BigDecimal.valueOf(value, decimal.getScale())));
        } else if (meaning instanceof IntLogicalTypeAnnotation integer && !integer.isSigned() && value < 0) {
            into.accept(Long.toUnsignedString(value));
        } else {
            into.accept(value);
        }
    }

    /** As the shortest decimal of the float, on every Java version the same one: 0.1, not 0.10000000149011612. */
    @Override
    public void addFloat(float value) {
        addDouble(Double.parseDouble(NumberOutput.toString(value, true)));
    }

    @Override
    public void addDouble(double value) {
        into.accept(Double.isFinite(value) ? (Object) value : Double.toString(value));
    }

    @Override
    public void addBinary(Binary value) {
        LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
        if (type.getPrimitiveTypeName() == PrimitiveTypeName.INT96) {
            into.accept(timestamp(int96(value.toByteBuffer()), true));
        } else if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
            into.accept(text(new BigDecimal(new BigInteger(value.getBytes()), decimal.getScale())));
        } else if (meaning instanceof Float16LogicalTypeAnnotation) {
            addFloat(Float.parseFloat(type.stringifier().stringify(value)));
        } else if (meaning instanceof UUIDLogicalTypeAnnotation) {
            ByteBuffer bits = value.toByteBuffer();
            into.accept(new UUID(bits.getLong(), bits.getLong()).toString());
        } else {
            into.accept(text(value.getBytes(), isText(meaning)));
        }
    }

    /** A schema may name any scale; the digits of one that no column has would fill the memory. */
    private static String text(BigDecimal number) {
        return number.scale() <= SCALE_MAX ? number.toPlainString() : number.toString();
    }

    private static boolean isText(LogicalTypeAnnotation meaning) {
        return meaning instanceof LogicalTypeAnnotation.StringLogicalTypeAnnotation
                || meaning instanceof LogicalTypeAnnotation.EnumLogicalTypeAnnotation
                || meaning instanceof LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
    }

    private String text(byte[] bytes, boolean declared) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') < 0 || isUtf8(bytes)) {
            return text;
        }
        if (declared) {
            row.malformed(
                    "column \"" + type.getName() + "\" is declared to be text, but its bytes are not UTF-8", text);
            return text;
        }
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static Instant sinceEpoch(long value, TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> Instant.ofEpochMilli(value);
            case MICROS -> Instant.EPOCH.plus(value, ChronoUnit.MICROS);
            case NANOS -> Instant.EPOCH.plusNanos(value);
        };
    }

    private static Instant int96(ByteBuffer value) {
        ByteBuffer bits = value.order(ByteOrder.LITTLE_ENDIAN);
        long nanosOfDay = bits.getLong();
        long day = Integer.toUnsignedLong(bits.getInt()) - JULIAN_DAY_OF_EPOCH;
        return Instant.EPOCH.plus(day, ChronoUnit.DAYS).plusNanos(nanosOfDay);
    }

    private static String timestamp(Instant instant, boolean inUtc) {
        return inUtc
                ? instant.toString()
                : LocalDateTime.ofInstant(instant, ZoneOffset.UTC).format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    }
}
