package dev.siiwad.source.rows;

import dev.siiwad.source.proved.SeekableBytes;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.Schema;

/**
 * An Arrow stream, as the {@code datasets} library keeps its data: the schema, then batches, each after the dictionaries that it needs and the ones before did
 * not. A batch is found by its first byte where no dictionary is wanted, else by going from message to message.
 */
final class ArrowStream implements ArrowContainer {
    private final SeekableBytes file;
    private final Schema schema;
    private final long first;
    private Map<Long, ArrowField> wanted = Map.of();
    private Map<Long, ArrowDictionary> dictionaries = new TreeMap<>();
    private int number = -1;
    private long next;
    private long batchStart;
    private Optional<ArrowMessage> batch = Optional.empty();

    ArrowStream(SeekableBytes file) throws IOException {
        this.file = file;
        ArrowMessage message = ArrowMessage.at(file, 0, file.length())
                .filter(found -> found.metadata().headerType() == MessageHeader.Schema)
                .orElseThrow(() -> new UnreadableException("it does not begin with a schema"));
        this.schema = (Schema) message.metadata().header(new Schema());
        this.first = message.end();
        this.next = first;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public void want(Map<Long, ArrowField> byId) {
        wanted = byId;
    }

    @Override
    public Optional<ArrowMessage> batch(int asked, long start) throws IOException {
        if (number < 0 && start > 0 && wanted.isEmpty()) {
            if (start < first) {
                throw new UnreadableException("no batch begins at byte " + start);
            }
            next = start;
            number = asked - 1;
        }
        while (number < asked) {
            advance();
        }
        return batch;
    }

    private void advance() throws IOException {
        while (true) {
            long start = next;
            Optional<ArrowMessage> message = ArrowMessage.at(file, start, file.length());
            if (message.isEmpty()) {
                batch = Optional.empty();
                batchStart = start;
                number++;
                return;
            }
            next = message.get().end();
            int type = message.get().metadata().headerType();
            if (type == MessageHeader.RecordBatch) {
                batch = message;
                batchStart = start;
                number++;
                return;
            }
            if (type != MessageHeader.DictionaryBatch) {
                throw new UnreadableException(
                        "at byte " + start + " there is " + MessageHeader.name(type) + ", not a batch");
            }
            if (!wanted.isEmpty()) {
                dictionaries = new TreeMap<>(dictionaries);
                ArrowDictionary.read(file, message.get(), schema, wanted, dictionaries);
            }
        }
    }

    @Override
    public long start(int asked) {
        if (asked == 0 || !wanted.isEmpty()) {
            return 0;
        }
        return asked > number ? next : batchStart;
    }

    @Override
    public Map<Long, ArrowDictionary> dictionaries() {
        return dictionaries;
    }

    @Override
    public double share(int asked) {
        return (double) next / Math.max(1, file.length());
    }
}
