package dev.siiwad.source.rows;

import dev.siiwad.source.proved.SeekableBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.Schema;

/** The values that the places in a column stand for. It grows by making a new one. */
record ArrowDictionary(List<ArrowColumn> parts) {
    /** Parts that a dictionary is sent in. */
    static final int PARTS_MAX = 10_000;

    /**
     * Adds the dictionary of a message to those there are, or its values to the one of its id, if it is wanted.
     *
     * @param fields by id, what the values are
     */
    static void read(
            SeekableBytes file,
            ArrowMessage message,
            Schema schema,
            Map<Long, ArrowField> fields,
            Map<Long, ArrowDictionary> into)
            throws IOException {
        if (message.metadata().headerType() != MessageHeader.DictionaryBatch) {
            throw new UnreadableException("a batch is where a dictionary should be. The file is damaged");
        }
        DictionaryBatch dictionary = (DictionaryBatch) message.metadata().header(new DictionaryBatch());
        ArrowField field = fields.get(dictionary.id());
        if (field == null) {
            return;
        }
        List<ArrowColumn> parts = new ArrayList<>();
        if (dictionary.isDelta() && into.containsKey(dictionary.id())) {
            parts.addAll(into.get(dictionary.id()).parts());
        }
        parts.add(ArrowBatch.of(file, message, dictionary.data(), schema).column(field, into));
        if (parts.size() > PARTS_MAX) {
            throw new UnreadableException("a dictionary comes in more than " + PARTS_MAX + " parts");
        }
        into.put(dictionary.id(), new ArrowDictionary(parts));
    }

    Optional<Object> at(long place, RowRoom room) throws BadValueException {
        long left = place;
        for (ArrowColumn part : parts) {
            if (left < part.length()) {
                return part.at(Math.toIntExact(left), room);
            }
            left -= part.length();
        }
        throw new IndexOutOfBoundsException("a dictionary has no value " + place);
    }
}
