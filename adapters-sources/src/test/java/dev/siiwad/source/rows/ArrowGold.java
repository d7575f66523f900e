package dev.siiwad.source.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** What Arrow's integration tests say is in a file: its JSON form, from the Arrow project's Integration.rst, as rows of plain values with null for null. */
final class ArrowGold {
    private static final long[] PER_SECOND = {1, 1_000, 1_000_000, 1_000_000_000};
    private static final List<String> UNITS = List.of("SECOND", "MILLISECOND", "MICROSECOND", "NANOSECOND");

    private final JsonNode gold;
    private final Map<Long, List<Object>> dictionaries = new HashMap<>();

    private ArrowGold(JsonNode gold) {
        this.gold = gold;
    }

    static ArrowGold of(byte[] gzip) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return new ArrowGold(new ObjectMapper().readTree(in));
        }
    }

    List<String> columns() {
        List<String> names = new ArrayList<>();
        gold.at("/schema/fields").forEach(field -> names.add(field.path("name").asText()));
        return names;
    }

    /** For each row the values of a column. */
    List<Object> column(String name) {
        List<Object> all = new ArrayList<>();
        for (JsonNode batch : gold.path("batches")) {
            JsonNode fields = gold.at("/schema/fields");
            for (int i = 0; i < fields.size(); i++) {
                if (fields.get(i).path("name").asText().equals(name)) {
                    all.addAll(values(fields.get(i), batch.path("columns").get(i)));
                }
            }
        }
        return all;
    }

    private List<Object> dictionary(long id, JsonNode field) {
        if (!dictionaries.containsKey(id)) {
            for (JsonNode dictionary : gold.path("dictionaries")) {
                if (dictionary.path("id").asLong() == id) {
                    dictionaries.put(id, plain(field, dictionary.at("/data/columns/0")));
                }
            }
        }
        return dictionaries.get(id);
    }

    private List<Object> values(JsonNode field, JsonNode column) {
        if (!field.has("dictionary")) {
            return plain(field, column);
        }
        List<Object> dictionary = dictionary(field.at("/dictionary/id").asLong(), field);
        List<Object> values = new ArrayList<>();
        for (int row = 0; row < column.path("count").asInt(); row++) {
            boolean valid = column.path("VALIDITY").get(row).asInt() == 1;
            values.add(valid ? dictionary.get(column.path("DATA").get(row).asInt()) : null);
        }
        return values;
    }

    private List<Object> plain(JsonNode field, JsonNode column) {
        List<List<Object>> children = new ArrayList<>();
        for (int i = 0; i < field.path("children").size(); i++) {
            children.add(values(
                    field.path("children").get(i), column.path("children").get(i)));
        }
        List<Object> values = new ArrayList<>();
        for (int row = 0; row < column.path("count").asInt(); row++) {
            boolean valid =
                    column.has("VALIDITY") && column.path("VALIDITY").get(row).asInt() == 1;
            values.add(valid ? value(field, column, children, row) : null);
        }
        return values;
    }

    private static Object value(JsonNode field, JsonNode column, List<List<Object>> children, int row) {
        JsonNode type = field.path("type");
        JsonNode data = column.path("DATA").path(row);
        return switch (type.path("name").asText()) {
            case "bool" -> data.asInt() == 1 || data.asBoolean();
            case "int" -> integer(new BigInteger(data.asText()));
            case "floatingpoint" -> data.asDouble();
            case "utf8", "largeutf8" -> data.asText();
            case "binary", "largebinary", "fixedsizebinary" ->
                binary(HexFormat.of().parseHex(data.asText()));
            case "utf8view" -> view(column, row, true);
            case "binaryview" -> view(column, row, false);
            case "decimal" ->
                new BigDecimal(new BigInteger(data.asText()), type.path("scale").asInt()).toPlainString();
            case "date" ->
                LocalDate.ofEpochDay(
                                type.path("unit").asText().equals("DAY")
                                        ? data.asLong()
                                        : Math.floorDiv(data.asLong(), 86_400_000L))
                        .toString();
            case "time" -> time(data.asLong(), data.asLong() * (PER_SECOND[3] / PER_SECOND[unit(type)]));
            case "timestamp" -> timestamp(type, data.asLong());
            case "list", "largelist" -> children.get(0).subList(offset(column, row), offset(column, row + 1));
            case "fixedsizelist" -> {
                int size = type.path("listSize").asInt();
                yield children.get(0).subList(row * size, (row + 1) * size);
            }
            case "struct" -> struct(field, children, row);
            case "map" -> {
                Map<String, Object> map = new LinkedHashMap<>();
                for (Object entry : children.get(0).subList(offset(column, row), offset(column, row + 1))) {
                    List<Object> both = new ArrayList<>(((Map<?, ?>) entry).values());
                    map.put((String) both.get(0), both.get(1));
                }
                yield map;
            }
            default -> throw new IllegalArgumentException("no gold for " + type);
        };
    }

    private static Object integer(BigInteger value) {
        return value.bitLength() < Long.SIZE ? (Object) value.longValueExact() : value.toString();
    }

    /** Some files have a time of 24:00. */
    private static Object time(long value, long nanos) {
        return nanos < 86_400 * PER_SECOND[3]
                ? LocalTime.ofNanoOfDay(nanos).format(DateTimeFormatter.ISO_LOCAL_TIME)
                : (Object) value;
    }

    private static Object timestamp(JsonNode type, long value) {
        long perSecond = PER_SECOND[unit(type)];
        Instant instant = Instant.ofEpochSecond(
                Math.floorDiv(value, perSecond), Math.floorMod(value, perSecond) * (PER_SECOND[3] / perSecond));
        return type.has("timezone")
                ? instant.toString()
                : instant.atOffset(ZoneOffset.UTC).format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    }

    /** Text where it is any. */
    private static String binary(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        return Arrays.equals(text.getBytes(UTF_8), bytes)
                ? text
                : Base64.getEncoder().encodeToString(bytes);
    }

    private static Object struct(JsonNode field, List<List<Object>> children, int row) {
        Map<String, Object> struct = new LinkedHashMap<>();
        for (int i = 0; i < children.size(); i++) {
            struct.put(
                    field.path("children").get(i).path("name").asText(),
                    children.get(i).get(row));
        }
        return struct;
    }

    private static Object view(JsonNode column, int row, boolean declared) {
        JsonNode view = column.path("VIEWS").get(row);
        String inlined = view.path("INLINED").asText();
        if (view.has("INLINED")) {
            return declared ? inlined : binary(HexFormat.of().parseHex(inlined));
        }
        String hex = column.path("VARIADIC_DATA_BUFFERS")
                .get(view.path("BUFFER_INDEX").asInt())
                .asText();
        int start = view.path("OFFSET").asInt() * 2;
        return binary(HexFormat.of()
                .parseHex(hex.substring(start, start + view.path("SIZE").asInt() * 2)));
    }

    private static int unit(JsonNode type) {
        return UNITS.indexOf(type.path("unit").asText());
    }

    private static int offset(JsonNode column, int row) {
        return column.path("OFFSET").get(row).asInt();
    }
}
