package dev.siiwad.source.rows;

import dev.siiwad.source.proved.SeekableBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Schema;

/**
 * An Arrow file that can be read anywhere, since its footer says where each batch is. Also called Feather, version 2.
 *
 * <pre>ARROW1 00 00 | messages … | footer | footer length, 4 bytes little endian | ARROW1</pre>
 */
final class ArrowFooter implements ArrowContainer {
    static final String MAGIC = "ARROW1";

    private static final int ENDING_BYTES = 4 + 6;
    private static final int SHORTEST_BYTES = 8 + ENDING_BYTES;

    private final SeekableBytes file;
    private final Footer footer;
    private final long footerStart;
    private final Map<Long, ArrowDictionary> dictionaries = new TreeMap<>();

    ArrowFooter(SeekableBytes file) throws IOException {
        this.file = file;
        if (file.length() < SHORTEST_BYTES) {
            throw new UnreadableException(
                    "it is " + file.length() + " bytes long; an Arrow file has at least " + SHORTEST_BYTES);
        }
        byte[] ending = file.read(file.length() - ENDING_BYTES, ENDING_BYTES);
        if (!new String(ending, 4, MAGIC.length(), StandardCharsets.ISO_8859_1).equals(MAGIC)) {
            throw new UnreadableException("it does not end with \"" + MAGIC + "\", and so is cut short");
        }
        int length = ArrowMessage.ordered(ending).getInt();
        long most = Math.min(ArrowMessage.METADATA_BYTES_MAX, file.length() - SHORTEST_BYTES);
        if (length < 0 || length > most) {
            throw new UnreadableException("its footer is said to have " + Integer.toUnsignedString(length)
                    + " bytes; at most " + most + " are possible");
        }
        this.footerStart = file.length() - ENDING_BYTES - length;
        ByteBuffer bytes = ArrowMessage.ordered(file.read(footerStart, length));
        this.footer = Footer.getRootAsFooter(bytes);
    }

    @Override
    public Schema schema() {
        return footer.schema();
    }

    /** All are read at once: a batch may use any. */
    @Override
    public void want(Map<Long, ArrowField> wanted) throws IOException {
        for (int i = 0; !wanted.isEmpty() && i < footer.dictionariesLength(); i++) {
            ArrowDictionary.read(file, message(footer.dictionaries(i)), schema(), wanted, dictionaries);
        }
    }

    @Override
    public Optional<ArrowMessage> batch(int number, long start) throws IOException {
        return number < footer.recordBatchesLength()
                ? Optional.of(message(footer.recordBatches(number)))
                : Optional.empty();
    }

    private ArrowMessage message(Block block) throws IOException {
        return ArrowMessage.at(file, block.offset(), footerStart)
                .orElseThrow(() -> new UnreadableException("its footer names byte " + block.offset()
                        + ", where there is the mark of an end. The file is damaged"));
    }

    @Override
    public long start(int number) {
        return 0;
    }

    @Override
    public Map<Long, ArrowDictionary> dictionaries() {
        return dictionaries;
    }

    @Override
    public double share(int number) {
        return (double) number / Math.max(1, footer.recordBatchesLength());
    }
}
