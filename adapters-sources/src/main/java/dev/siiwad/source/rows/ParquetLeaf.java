package dev.siiwad.source.rows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
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
            into.accept(PlainValues.timestamp(sinceEpoch(value, timestamp.getUnit()), timestamp.isAdjustedToUTC()));
        } else if (meaning instanceof TimeLogicalTypeAnnotation time) {
            Instant ofDay = sinceEpoch(value, time.getUnit());
            into.accept(LocalTime.from(ofDay.atOffset(ZoneOffset.UTC)).format(DateTimeFormatter.ISO_LOCAL_TIME));
        } else if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
            into.accept(PlainValues.decimal(BigDecimal.valueOf(value, decimal.getScale())));
        } else if (meaning instanceof IntLogicalTypeAnnotation integer && !integer.isSigned()) {
            into.accept(PlainValues.unsigned(value));
        } else {
            into.accept(value);
        }
    }

    @Override
    public void addFloat(float value) {
        into.accept(PlainValues.number(value));
    }

    @Override
    public void addDouble(double value) {
        into.accept(PlainValues.number(value));
    }

    @Override
    public void addBinary(Binary value) {
        LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
        if (type.getPrimitiveTypeName() == PrimitiveTypeName.INT96) {
            into.accept(PlainValues.timestamp(int96(value.toByteBuffer()), true));
        } else if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
            into.accept(PlainValues.decimal(new BigDecimal(new BigInteger(value.getBytes()), decimal.getScale())));
        } else if (meaning instanceof Float16LogicalTypeAnnotation) {
            addFloat(Float.parseFloat(type.stringifier().stringify(value)));
        } else if (meaning instanceof UUIDLogicalTypeAnnotation) {
            ByteBuffer bits = value.toByteBuffer();
            into.accept(new UUID(bits.getLong(), bits.getLong()).toString());
        } else {
            into.accept(text(value.getBytes(), isText(meaning)));
        }
    }

    private static boolean isText(LogicalTypeAnnotation meaning) {
        return meaning instanceof LogicalTypeAnnotation.StringLogicalTypeAnnotation
                || meaning instanceof LogicalTypeAnnotation.EnumLogicalTypeAnnotation
                || meaning instanceof LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
    }

    private String text(byte[] bytes, boolean declared) {
        Optional<String> text = PlainValues.utf8(bytes);
        if (text.isEmpty() && declared) {
            String damaged = new String(bytes, StandardCharsets.UTF_8);
            row.malformed(
                    "column \"" + type.getName() + "\" is declared to be text, but its bytes are not UTF-8", damaged);
            return damaged;
        }
        return text.orElseGet(() -> Base64.getEncoder().encodeToString(bytes));
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
}
