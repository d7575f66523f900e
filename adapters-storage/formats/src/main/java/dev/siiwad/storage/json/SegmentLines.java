package dev.siiwad.storage.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.siiwad.document.Document;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.Predecessors;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentForm;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStart;
import dev.siiwad.segment.Tally;
import dev.siiwad.source.Position;
import dev.siiwad.storage.silver.SilverLine;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The JSON Lines inside a segment, UTF-8.
 *
 * <pre>
 * {"segment":"00000042-1","run_id":"…","format":1,"first_index":41000,"position":"…","text_before":71402113,"previous":{"first_index":40000,"position":"…"},"earlier":{…}}
 * {"offset":41000,"id":"7","title":"…","url":"…","metadata":{…},"text":"…"}
 * {"offset":41001,"rejected":{"rule":"min_length","value":"12"},"id":"8","title":"…","url":"…","metadata":{…},"text":"…"}
 * {"offset":41002,"quarantined":{"id":"9","reason":"…","excerpt":"…"}}            "unit":true in it where a whole unit is set aside
 * {"last_index":42000,"kept":998,"quarantined":1,"dropped":{"min_length":1}}
 * </pre>
 *
 * Those are lines of {@link SegmentForm#DOCUMENTS}. Of the others, {@code format} is the form's number, and a document that is kept is a {@link StoredLine}.
 *
 * <p>{@code text_before} is there in the forms that are measured. There are rejected documents only in runs that keep what they drop; they count in {@code dropped}. Early versions wrote neither {@code position} nor
 * {@code previous}, later ones no {@code earlier} ({@link EarlierStarts}); nobody writes {@code previous} in the first, or {@code earlier} in the second.
 */
public final class SegmentLines {
    private static final ObjectMapper JSON = Json.mapper();

    private SegmentLines() {}

    /** The run that the first line names; empty if it is not such a line. */
    static Optional<String> runNamedIn(InputStream text) throws IOException {
        try (JsonParser json = JSON.createParser(text)) {
            boolean named = json.nextToken() == JsonToken.START_OBJECT
                    && "segment".equals(json.nextFieldName())
                    && json.nextTextValue() != null
                    && "run_id".equals(json.nextFieldName());
            return named ? Optional.ofNullable(json.nextTextValue()) : Optional.empty();
        }
    }

    /** What the first line says, whatever follows it; empty if it is not the first line of this segment. */
    static Optional<SegmentStart> startIn(InputStream text, RunId run, SegmentName name) throws IOException {
        try {
            JsonNode header = line(new ByteLines(text)).orElse(MissingNode.getInstance());
            boolean ours = header.path("segment").asText().equals(name.toString())
                    && header.path("run_id").asText().equals(run.value());
            return ours ? Optional.of(start(name, header)) : Optional.empty();
        } catch (IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    /** Writes the lines of one segment, keeping the count of what goes by. */
    public static final class Writer implements Closeable {
        private final OutputStream out;
        private final SegmentForm form;
        private final JsonGenerator json;
        private final long firstIndex;
        private final SortedMap<String, Long> dropped = new TreeMap<>();
        private long kept;
        private long quarantined;
        private long read;
        private long textBytes;

        /** Writes the first line; does not close {@code out}. */
        public Writer(OutputStream out, RunId run, SegmentStart start) throws IOException {
            this.out = out;
            this.form = start.form();
            this.firstIndex = start.firstIndex();
            this.json = JSON.createGenerator(out);
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
            json.setRootValueSeparator(null);
            json.writeStartObject();
            json.writeStringField("segment", start.name().toString());
            json.writeStringField("run_id", run.value());
            json.writeNumberField("format", form.number());
            writeStart(start.firstIndex(), start.position());
            if (start.textBefore().isPresent()) {
                json.writeNumberField("text_before", start.textBefore().getAsLong());
            }
            writeBefore(start.before().starts());
            endLine();
        }

        private void writeBefore(List<Predecessors.Start> starts) throws IOException {
            if (!starts.isEmpty()) {
                json.writeObjectFieldStart("previous");
                writeStart(starts.get(0).firstIndex(), starts.get(0).position());
                json.writeEndObject();
            }
            if (starts.size() > 1) {
                json.writeObjectField(EarlierStarts.MEMBER, EarlierStarts.written(starts.subList(1, starts.size())));
            }
        }

        private void writeStart(long first, Optional<Position> position) throws IOException {
            json.writeNumberField("first_index", first);
            if (position.isPresent()) {
                json.writeStringField("position", position.get().token());
            }
        }

        /** @throws IllegalStateException if the entry's offset is not the next one */
        public void add(Entry entry) throws IOException {
            long next = firstIndex + read;
            if (entry.offset() != next) {
                throw new IllegalStateException("entry at offset " + entry.offset() + "; expected " + next);
            }
            if (entry instanceof Entry.Kept keep) {
                kept++;
                read++;
                if (form.hasLines()) {
                    json.flush();
                    SilverLine line = SilverLine.of(keep, form.words());
                    textBytes += line.textBytes();
                    StoredLine.write(keep.offset(), line, out);
                    return;
                }
            }
            json.writeStartObject();
            json.writeNumberField("offset", entry.offset());
            if (entry instanceof Entry.Kept keep) {
                textBytes += keep.stored().textBytes();
                write(keep.document());
            } else if (entry instanceof Entry.Rejected rejected) {
                write(rejected);
                drop(rejected.rule());
            } else {
                write((Entry.Quarantined) entry);
                quarantined++;
                read++;
            }
            endLine();
        }

        public void drop(String reason) {
            dropped.merge(reason, 1L, Long::sum);
            read++;
        }

        /** Writes the last line. */
        public void end() throws IOException {
            json.writeStartObject();
            json.writeNumberField("last_index", firstIndex + read);
            json.writeNumberField("kept", kept);
            json.writeNumberField("quarantined", quarantined);
            json.writeObjectFieldStart("dropped");
            for (Map.Entry<String, Long> reason : dropped.entrySet()) {
                json.writeNumberField(reason.getKey(), reason.getValue());
            }
            json.writeEndObject();
            endLine();
            json.flush();
        }

        /** Of the documents kept. */
        public long textBytes() {
            return textBytes;
        }

        public Tally tally() {
            return new Tally(kept, quarantined, dropped);
        }

        @Override
        public void close() throws IOException {
            json.close();
        }

        private void write(Document document) throws IOException {
            json.writeStringField("id", document.id());
            json.writeStringField("title", document.title());
            json.writeStringField("url", document.url());
            json.writeObjectFieldStart("metadata");
            for (Map.Entry<String, Object> field : document.metadata().entrySet()) {
                json.writeObjectField(field.getKey(), field.getValue());
            }
            json.writeEndObject();
            json.writeStringField("text", document.text());
        }

        private void write(Entry.Rejected entry) throws IOException {
            json.writeObjectFieldStart("rejected");
            json.writeStringField("rule", entry.rule());
            json.writeStringField("value", entry.value());
            json.writeEndObject();
            write(entry.document());
        }

        private void write(Entry.Quarantined entry) throws IOException {
            json.writeObjectFieldStart("quarantined");
            json.writeStringField("id", entry.documentId());
            json.writeStringField("reason", entry.reason());
            json.writeStringField("excerpt", entry.excerpt());
            if (entry.unit()) {
                json.writeBooleanField("unit", true);
            }
            json.writeEndObject();
        }

        private void endLine() throws IOException {
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    /** What the first and last lines say, and how much text is in those between. */
    public record Contents(SegmentStart start, Tally tally, long textBytes) {}

    /**
     * Reads all lines, giving the entries in order.
     *
     * @param file for messages
     * @throws DamagedSegmentException if they are not what a {@link Writer} has written, to the last line
     */
    public static Contents read(
            String file, RunId run, SegmentName name, InputStream in, Consumer<? super Entry> entries)
            throws IOException {
        try {
            return read(run, name, new ByteLines(in), entries);
        } catch (JsonProcessingException e) {
            throw new DamagedSegmentException(file + ": " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new DamagedSegmentException(file + ": " + e.getMessage(), e);
        }
    }

    private static Contents read(RunId run, SegmentName name, ByteLines lines, Consumer<? super Entry> entries)
            throws IOException {
        JsonNode header = line(lines).orElseThrow(() -> new IllegalArgumentException("has no lines"));
        require("segment", header.path("segment").asText(), name.toString());
        require("run_id", header.path("run_id").asText(), run.value());
        SegmentStart start = start(name, header);
        long kept = 0;
        long quarantined = 0;
        long textBytes = 0;
        SortedMap<String, Long> rejected = new TreeMap<>();
        Optional<JsonNode> line = Optional.empty();
        while (lines.next()) {
            Optional<Entry.Kept> stored = start.form().hasLines()
                    ? StoredLine.read(lines.buffer(), lines.from(), lines.to())
                    : Optional.empty();
            if (stored.isPresent()) {
                textBytes += stored.get().stored().textBytes();
                entries.accept(stored.get());
                kept++;
                continue;
            }
            line = Optional.of(tree(lines));
            if (!line.get().has("offset")) {
                break;
            }
            Entry entry = entry(line.get());
            entries.accept(entry);
            if (entry instanceof Entry.Kept keep) {
                textBytes += keep.stored().textBytes();
                kept++;
            }
            quarantined += entry instanceof Entry.Quarantined ? 1 : 0;
            if (entry instanceof Entry.Rejected reject) {
                rejected.merge(reject.rule(), 1L, Long::sum);
            }
        }
        JsonNode footer = line.filter(last -> !last.has("offset"))
                .orElseThrow(() -> new IllegalArgumentException("ends without its last line"));
        SortedMap<String, Long> dropped = new TreeMap<>();
        footer.path("dropped")
                .properties()
                .forEach(
                        reason -> dropped.put(reason.getKey(), reason.getValue().longValue()));
        Tally tally = new Tally(kept, quarantined, dropped);
        require("kept", kept, number(footer, "kept"));
        require("quarantined", quarantined, number(footer, "quarantined"));
        if (!rejected.isEmpty()) {
            require("dropped", rejected, dropped);
        }
        require("last_index", start.firstIndex() + tally.read(), number(footer, "last_index"));
        require("lines after the last", line(lines).isPresent(), false);
        return new Contents(start, tally, textBytes);
    }

    private static SegmentStart start(SegmentName name, JsonNode header) {
        List<Predecessors.Start> before = new ArrayList<>();
        Optional.ofNullable(header.get("previous"))
                .map(previous -> new Predecessors.Start(number(previous, "first_index"), position(previous)))
                .ifPresent(before::add);
        before.addAll(EarlierStarts.in(new CheckedMembers(header, "")));
        SegmentForm form = SegmentForm.of(number(header, "format"));
        OptionalLong textBefore =
                header.has("text_before") ? OptionalLong.of(number(header, "text_before")) : OptionalLong.empty();
        return new SegmentStart(
                name, number(header, "first_index"), position(header), new Predecessors(before), form, textBefore);
    }

    private static Optional<Position> position(JsonNode line) {
        return line.has("position") ? Optional.of(new Position(text(line, "position"))) : Optional.empty();
    }

    private static Optional<JsonNode> line(ByteLines lines) throws IOException {
        return lines.next() ? Optional.of(tree(lines)) : Optional.empty();
    }

    private static JsonNode tree(ByteLines lines) throws IOException {
        return JSON.readTree(lines.buffer(), lines.from(), lines.to() - lines.from());
    }

    private static Entry entry(JsonNode line) {
        long offset = number(line, "offset");
        JsonNode quarantined = line.get("quarantined");
        if (quarantined != null) {
            return new Entry.Quarantined(
                    offset,
                    text(quarantined, "id"),
                    text(quarantined, "reason"),
                    text(quarantined, "excerpt"),
                    quarantined.path("unit").asBoolean(false));
        }
        JsonNode rejected = line.get("rejected");
        return rejected == null
                ? new Entry.Kept(offset, document(line))
                : new Entry.Rejected(offset, document(line), text(rejected, "rule"), text(rejected, "value"));
    }

    private static Document document(JsonNode line) {
        SortedMap<String, Object> metadata = new TreeMap<>();
        line.path("metadata").properties().forEach(field -> metadata.put(field.getKey(), value(field.getValue())));
        return new Document(text(line, "id"), text(line, "title"), text(line, "text"), text(line, "url"), metadata);
    }

    private static Object value(JsonNode node) {
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isIntegralNumber()) {
            return node.longValue();
        }
        return node.isNumber() ? node.doubleValue() : node.textValue();
    }

    private static String text(JsonNode line, String member) {
        JsonNode node = line.get(member);
        if (node == null || !node.isTextual()) {
            throw new IllegalArgumentException(member + " is " + node + "; expected a string");
        }
        return node.textValue();
    }

    private static long number(JsonNode line, String member) {
        JsonNode node = line.get(member);
        if (node == null || !node.canConvertToLong()) {
            throw new IllegalArgumentException(member + " is " + node + "; expected a number");
        }
        return node.longValue();
    }

    private static void require(String what, Object found, Object expected) {
        if (!found.equals(expected)) {
            throw new IllegalArgumentException(what + " is " + found + "; expected " + expected);
        }
    }
}
