package dev.siiwad.source.rows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;

/** Writes Arrow files and streams of text columns. */
public final class ArrowFile {
    private static final int ALIGNED_BYTES = 8;

    private final List<String> columns;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<long[]> blocks = new ArrayList<>();

    private ArrowFile(List<String> columns) {
        this.columns = columns;
    }

    /** @param rows name to value; a missing one is null */
    public static byte[] file(List<String> columns, int batchRows, List<Map<String, String>> rows) {
        ArrowFile file = new ArrowFile(columns);
        file.out.writeBytes("ARROW1\0\0".getBytes(ISO_8859_1));
        file.messages(batchRows, rows);
        file.footer();
        return file.out.toByteArray();
    }

    public static byte[] stream(List<String> columns, int batchRows, List<Map<String, String>> rows) {
        ArrowFile file = new ArrowFile(columns);
        file.messages(batchRows, rows);
        return file.out.toByteArray();
    }

    private void messages(int batchRows, List<Map<String, String>> rows) {
        FlatBufferBuilder schema = new FlatBufferBuilder();
        message(schema, MessageHeader.Schema, schema(schema), new byte[0]);
        for (int first = 0; first < rows.size(); first += batchRows) {
            batch(rows.subList(first, Math.min(rows.size(), first + batchRows)));
        }
        out.writeBytes(numbers(-1, 0));
    }

    private int schema(FlatBufferBuilder to) {
        int[] fields = columns.stream()
                .mapToInt(name -> {
                    int written = to.createString(name);
                    Utf8.startUtf8(to);
                    int type = Utf8.endUtf8(to);
                    int children = Field.createChildrenVector(to, new int[0]);
                    return Field.createField(to, written, true, Type.Utf8, type, 0, children, 0);
                })
                .toArray();
        int vector = Schema.createFieldsVector(to, fields);
        return Schema.createSchema(to, (short) 0, vector, 0, 0);
    }

    private void batch(List<Map<String, String>> rows) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        List<long[]> buffers = new ArrayList<>();
        List<long[]> nodes = new ArrayList<>();
        for (String column : columns) {
            byte[] valid = new byte[(rows.size() + 7) / 8];
            int[] offsets = new int[rows.size() + 1];
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            int nulls = 0;
            for (int i = 0; i < rows.size(); i++) {
                String value = rows.get(i).get(column);
                if (value == null) {
                    nulls++;
                } else {
                    valid[i / 8] |= (byte) (1 << i % 8);
                    text.writeBytes(value.getBytes(UTF_8));
                }
                offsets[i + 1] = text.size();
            }
            nodes.add(new long[] {rows.size(), nulls});
            for (byte[] buffer : List.of(valid, numbers(offsets), text.toByteArray())) {
                buffers.add(new long[] {body.size(), buffer.length});
                body.writeBytes(buffer);
                body.writeBytes(new byte[Math.floorMod(-body.size(), ALIGNED_BYTES)]);
            }
        }
        FlatBufferBuilder to = new FlatBufferBuilder();
        message(to, MessageHeader.RecordBatch, batch(to, rows.size(), nodes, buffers), body.toByteArray());
    }

    /** Vectors are written from their end on. */
    private static int batch(FlatBufferBuilder to, int rows, List<long[]> nodes, List<long[]> buffers) {
        Collections.reverse(nodes);
        Collections.reverse(buffers);
        RecordBatch.startNodesVector(to, nodes.size());
        nodes.forEach(node -> FieldNode.createFieldNode(to, node[0], node[1]));
        int nodeVector = to.endVector();
        RecordBatch.startBuffersVector(to, buffers.size());
        buffers.forEach(buffer -> Buffer.createBuffer(to, buffer[0], buffer[1]));
        int bufferVector = to.endVector();
        return RecordBatch.createRecordBatch(to, rows, nodeVector, bufferVector, 0, 0);
    }

    private void message(FlatBufferBuilder to, byte type, int header, byte[] body) {
        to.finish(Message.createMessage(to, MetadataVersion.V5, type, header, body.length, 0));
        byte[] metadata = to.sizedByteArray();
        int padded = metadata.length + Math.floorMod(-metadata.length, ALIGNED_BYTES);
        if (type == MessageHeader.RecordBatch) {
            blocks.add(new long[] {out.size(), padded + ALIGNED_BYTES, body.length});
        }
        out.writeBytes(numbers(-1, padded));
        out.writeBytes(metadata);
        out.writeBytes(new byte[padded - metadata.length]);
        out.writeBytes(body);
    }

    private void footer() {
        FlatBufferBuilder to = new FlatBufferBuilder();
        int schema = schema(to);
        Collections.reverse(blocks);
        Footer.startRecordBatchesVector(to, blocks.size());
        blocks.forEach(block -> Block.createBlock(to, block[0], (int) block[1], block[2]));
        int batches = to.endVector();
        Footer.startDictionariesVector(to, 0);
        int none = to.endVector();
        to.finish(Footer.createFooter(to, MetadataVersion.V5, schema, none, batches, 0));
        byte[] footer = to.sizedByteArray();
        out.writeBytes(footer);
        out.writeBytes(numbers(footer.length));
        out.writeBytes("ARROW1".getBytes(ISO_8859_1));
    }

    private static byte[] numbers(int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int number : numbers) {
            bytes.putInt(number);
        }
        return bytes.array();
    }
}
