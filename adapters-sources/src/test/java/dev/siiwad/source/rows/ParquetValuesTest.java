package dev.siiwad.source.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;

/** How a value of each type is given. */
class ParquetValuesTest {
    @Test
    void givesNumbersBooleansAndTextAsTheyAre() throws Exception {
        assertThat(only("required int32 v;", row -> row.append("v", -5))).isEqualTo(-5L);
        assertThat(only("required int32 v (INTEGER(32,false));", row -> row.append("v", -1)))
                .isEqualTo(4294967295L);
        assertThat(only("required int64 v;", row -> row.append("v", Long.MIN_VALUE)))
                .isEqualTo(Long.MIN_VALUE);
        assertThat(only("required int64 v (INTEGER(64,false));", row -> row.append("v", -1L)))
                .isEqualTo("18446744073709551615");
        assertThat(only("required boolean v;", row -> row.append("v", true))).isEqualTo(true);
        assertThat(only("required float v;", row -> row.append("v", 0.1f))).isEqualTo(0.1);
        assertThat(only("required double v;", row -> row.append("v", 1e300))).isEqualTo(1e300);
        assertThat(only("required double v;", row -> row.append("v", Double.NaN)))
                .isEqualTo("NaN");
        assertThat(only("required float v;", row -> row.append("v", Float.NEGATIVE_INFINITY)))
                .isEqualTo("-Infinity");
        assertThat(only("required binary v (STRING);", row -> row.append("v", "Soomaali \uD83D\uDE00 \uFFFD")))
                .isEqualTo("Soomaali \uD83D\uDE00 \uFFFD");
        assertThat(only("required binary v (ENUM);", row -> row.append("v", "A")))
                .isEqualTo("A");
        assertThat(only("required fixed_len_byte_array(2) v (FLOAT16);", row -> row.append("v", bytes(0, 0x3e))))
                .isEqualTo(1.5);
    }

    @Test
    void givesBytesAsTextWhereTheyAreUtf8ElseAsBase64() throws Exception {
        assertThat(only("required binary v;", row -> row.append("v", bytes('a', 'b'))))
                .isEqualTo("ab");
        assertThat(only("required binary v;", row -> row.append("v", bytes(0xff, 0xfe))))
                .isEqualTo("//4=");
    }

    @Test
    void givesTimesInIso8601() throws Exception {
        assertThat(only("required int32 v (DATE);", row -> row.append("v", 17945)))
                .isEqualTo("2019-02-18");
        assertThat(only("required int64 v (TIMESTAMP(MILLIS,true));", row -> row.append("v", 1550484000000L)))
                .isEqualTo("2019-02-18T10:00:00Z");
        assertThat(only("required int64 v (TIMESTAMP(MICROS,false));", row -> row.append("v", 1550484000000001L)))
                .isEqualTo("2019-02-18T10:00:00.000001");
        assertThat(only("required int64 v (TIMESTAMP(NANOS,true));", row -> row.append("v", -1L)))
                .isEqualTo("1969-12-31T23:59:59.999999999Z");
        assertThat(only("required int32 v (TIME(MILLIS,true));", row -> row.append("v", 3_600_000)))
                .isEqualTo("01:00:00");
        assertThat(only("required int64 v (TIME(MICROS,true));", row -> row.append("v", 1L)))
                .isEqualTo("00:00:00.000001");
        assertThat(only("required int96 v;", row -> row.append("v", new NanoTime(2_440_588, 1_000_000_000))))
                .isEqualTo("1970-01-01T00:00:01Z");
    }

    @Test
    void givesDecimalsAndUuidsInTheirExactWrittenForm() throws Exception {
        Binary one = Binary.fromConstantByteArray(new byte[] {1});
        assertThat(only("required binary v (DECIMAL(2147483647,2147483647));", row -> row.append("v", one)))
                .isEqualTo("1E-2147483647");
        assertThat(only("required int32 v (DECIMAL(9,2));", row -> row.append("v", 1050)))
                .isEqualTo("10.50");
        Binary large = Binary.fromConstantByteArray(new BigInteger("-123456789012345678901").toByteArray());
        assertThat(only("required binary v (DECIMAL(30,3));", row -> row.append("v", large)))
                .isEqualTo("-123456789012345678.901");
        Binary uuid = bytes(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
        assertThat(only("required fixed_len_byte_array(16) v (UUID);", row -> row.append("v", uuid)))
                .isEqualTo("00010203-0405-0607-0809-0a0b0c0d0e0f");
    }

    @Test
    void givesNestedValuesAsCompactJson() throws Exception {
        assertThat(only(
                        "required group v { required binary so (STRING); optional int32 n; repeated int32 r; }",
                        row -> row.addGroup("v")
                                .append("so", "haa \"wad\"")
                                .append("r", 1)
                                .append("r", 2)))
                .isEqualTo(new Written("{\"so\":\"haa \\\"wad\\\"\",\"n\":null,\"r\":[1,2]}"));
        assertThat(only(
                        "required group v (LIST) { repeated group list { optional binary element (STRING); } }",
                        row -> {
                            Group list = row.addGroup("v");
                            list.addGroup("list").append("element", "a");
                            list.addGroup("list");
                        }))
                .isEqualTo(new Written("[\"a\",null]"));
        assertThat(only(
                        "required group v (LIST) { repeated int32 array; }",
                        row -> row.addGroup("v").append("array", 3)))
                .isEqualTo(new Written("[3]"));
        assertThat(only(
                        "required group v (LIST) { repeated group array { required int32 x; } }",
                        row -> row.addGroup("v").addGroup("array").append("x", 3)))
                .isEqualTo(new Written("[{\"x\":3}]"));
        assertThat(only(
                        "required group v (MAP) { repeated group key_value { required int32 key; optional double value; } }",
                        row -> {
                            Group map = row.addGroup("v");
                            map.addGroup("key_value").append("key", 7).append("value", 0.5);
                            map.addGroup("key_value").append("key", 8);
                        }))
                .isEqualTo(new Written("{\"7\":0.5,\"8\":null}"));
        assertThat(only(
                        "repeated binary v (STRING);",
                        row -> row.append("v", "a").append("v", "b")))
                .isEqualTo(new Written("[\"a\",\"b\"]"));
        assertThat(only("repeated binary v (STRING);", row -> {})).isEqualTo(new Written("[]"));
    }

    private interface Fill {
        void accept(Group row);
    }

    private static Object only(String column, Fill fill) throws Exception {
        MessageType type = MessageTypeParser.parseMessageType("message m { " + column + " optional int32 none; }");
        Group row = new SimpleGroupFactory(type).newGroup();
        fill.accept(row);
        byte[] file = ParquetFile.write(type, CompressionCodecName.ZSTD, 10, List.of(row));
        try (ParquetRows rows = ParquetRows.open(new ParquetFile.Bytes(file), List.of("v", "none"))) {
            Map<String, Object> values = rows.next().orElseThrow();
            assertThat(values).containsOnlyKeys("v");
            return values.get("v");
        }
    }

    private static Binary bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return Binary.fromConstantByteArray(bytes);
    }
}
