package dev.siiwad.source.rows;

import dev.siiwad.source.proved.SeekableBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.FixedSizeList;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Union;
import org.apache.arrow.flatbuf.UnionMode;

/**
 * Finds the columns of a batch: its lengths and buffers come in the order of the fields, each before those inside it, and how many a field has depends on its
 * type. From the Arrow project's Columnar.rst and Schema.fbs.
 */
final class ArrowBatch {
    private final RecordBatch batch;
    private final ArrowBuffers buffers;
    private final boolean unionsHaveValidity;
    private int node;
    private int views;

    private ArrowBatch(RecordBatch batch, ArrowBuffers buffers, boolean unionsHaveValidity) {
        this.batch = batch;
        this.buffers = buffers;
        this.unionsHaveValidity = unionsHaveValidity;
    }

    static ArrowBatch of(SeekableBytes file, ArrowMessage message, RecordBatch batch, Schema schema)
            throws UnreadableException {
        if (batch == null) {
            throw new UnreadableException("a message has no batch in it. The file is damaged");
        }
        ByteOrder order = schema.endianness() == Endianness.Big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return new ArrowBatch(
                batch,
                new ArrowBuffers(file, message, batch, order),
                message.metadata().version() == MetadataVersion.V4);
    }

    /** The batch of a message, which is one. */
    static ArrowBatch of(SeekableBytes file, ArrowMessage message, Schema schema) throws UnreadableException {
        if (message.metadata().headerType() != MessageHeader.RecordBatch) {
            throw new UnreadableException("where a batch should be there is "
                    + MessageHeader.name(message.metadata().headerType()) + ". The file is damaged");
        }
        return of(file, message, (RecordBatch) message.metadata().header(new RecordBatch()), schema);
    }

    int rows() {
        return Math.toIntExact(batch.length());
    }

    /** The wanted ones by name. */
    Map<String, ArrowColumn> columns(
            List<ArrowField> fields, Set<String> wanted, Map<Long, ArrowDictionary> dictionaries) throws IOException {
        Map<String, ArrowColumn> columns = new LinkedHashMap<>();
        for (ArrowField field : fields) {
            if (wanted.contains(field.name())) {
                ArrowColumn column = column(field, dictionaries);
                if (column.length() < rows()) {
                    throw new UnreadableException("column \"" + field.name() + "\" is said to have " + column.length()
                            + " values, and its batch " + rows() + " rows. The file is damaged");
                }
                columns.put(field.name(), column);
            } else {
                pass(field);
            }
        }
        return columns;
    }

    /** The column that is next. */
    ArrowColumn column(ArrowField field, Map<Long, ArrowDictionary> dictionaries) throws IOException {
        FieldNode own = batch.nodes(node++);
        int length = Math.toIntExact(own.length());
        if (field.type() == Type.Null && field.dictionary().isEmpty()) {
            return ArrowColumn.ofNulls(length);
        }
        ByteBuffer bits = buffers.take();
        Optional<ByteBuffer> valid = own.nullCount() == 0 ? Optional.empty() : Optional.of(bits);
        return new ArrowColumn(length, valid, values(field, dictionaries));
    }

    private ArrowColumn.Values values(ArrowField field, Map<Long, ArrowDictionary> dictionaries) throws IOException {
        if (field.dictionary().isPresent()) {
            return ArrowValues.places(field.dictionary().get(), buffers.take(), dictionaries);
        }
        return switch (field.type()) {
            case Type.Utf8, Type.Binary -> ArrowValues.text(field, ArrowOffsets.of32(buffers.take()), buffers.take());
            case Type.LargeUtf8, Type.LargeBinary ->
                ArrowValues.text(field, ArrowOffsets.of64(buffers.take()), buffers.take());
            case Type.Utf8View, Type.BinaryView -> {
                ByteBuffer seen = buffers.take();
                ByteBuffer[] data = new ByteBuffer[Math.toIntExact(viewed())];
                for (int i = 0; i < data.length; i++) {
                    data[i] = buffers.take();
                }
                yield ArrowValues.views(field, seen, data);
            }
            case Type.List -> ArrowNesting.list(ArrowOffsets.of32(buffers.take()), only(field, dictionaries));
            case Type.LargeList -> ArrowNesting.list(ArrowOffsets.of64(buffers.take()), only(field, dictionaries));
            case Type.FixedSizeList ->
                ArrowNesting.list(
                        ArrowOffsets.every(field.details(FixedSizeList::new).listSize()), only(field, dictionaries));
            case Type.Map -> ArrowNesting.map(ArrowOffsets.of32(buffers.take()), entries(field, dictionaries));
            case Type.Struct_ -> ArrowNesting.struct(members(field, dictionaries));
            default -> ArrowValues.number(field, buffers.take());
        };
    }

    private ArrowColumn only(ArrowField list, Map<Long, ArrowDictionary> dictionaries) throws IOException {
        return column(list.children().get(0), dictionaries);
    }

    /** Of the struct that a map's keys and values are in. */
    private List<ArrowColumn> entries(ArrowField map, Map<Long, ArrowDictionary> dictionaries) throws IOException {
        ArrowField entry = map.children().get(0);
        node++;
        buffers.pass(1);
        return List.of(
                column(entry.children().get(0), dictionaries),
                column(entry.children().get(1), dictionaries));
    }

    private Map<String, ArrowColumn> members(ArrowField struct, Map<Long, ArrowDictionary> dictionaries)
            throws IOException {
        Map<String, ArrowColumn> members = new LinkedHashMap<>();
        for (ArrowField child : struct.children()) {
            members.put(child.name(), column(child, dictionaries));
        }
        return members;
    }

    private long viewed() {
        return batch.variadicBufferCounts(views++);
    }

    /** Passes over a column without reading it. */
    private void pass(ArrowField field) {
        node++;
        if (field.dictionary().isPresent()) {
            buffers.pass(2);
            return;
        }
        switch (field.type()) {
            case Type.Null, Type.RunEndEncoded -> buffers.pass(0);
            case Type.Struct_, Type.FixedSizeList -> buffers.pass(1);
            case Type.Utf8, Type.Binary, Type.LargeUtf8, Type.LargeBinary, Type.ListView, Type.LargeListView ->
                buffers.pass(3);
            case Type.Utf8View, Type.BinaryView -> buffers.pass(2 + viewed());
            case Type.Union -> {
                boolean dense = field.details(Union::new).mode() == UnionMode.Dense;
                buffers.pass((dense ? 2 : 1) + (unionsHaveValidity ? 1 : 0));
            }
            default -> buffers.pass(2);
        }
        field.children().forEach(this::pass);
    }
}
