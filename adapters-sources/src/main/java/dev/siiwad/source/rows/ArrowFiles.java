package dev.siiwad.source.rows;

import dev.siiwad.source.proved.SeekableBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Tells the ways to keep Arrow data from one another, and from what is none, by how a file begins. */
final class ArrowFiles {
    private static final int BEGINNING_BYTES = 512;
    private static final String FEATHER_1 = "FEA1";

    private ArrowFiles() {}

    /** @throws UnreadableException if it is not an Arrow file, or one of before there was a format of files */
    static ArrowContainer container(SeekableBytes file) throws IOException {
        byte[] first = file.read(0, (int) Math.min(BEGINNING_BYTES, file.length()));
        String beginning = new String(first, StandardCharsets.ISO_8859_1);
        if (beginning.startsWith(ArrowFooter.MAGIC)) {
            return new ArrowFooter(file);
        }
        if (beginning.startsWith(FEATHER_1)) {
            throw new UnreadableException(
                    "it is Feather of version 1, which is not read; write it anew with version 2");
        }
        Wrapping wrapping = Wrapping.of(first);
        if (wrapping != Wrapping.PLAIN) {
            throw new UnreadableException("it is packed with " + wrapping + "; unpack it first");
        }
        Line line = new Line(first, 0, first.length, true);
        Optional<String> foreign =
                first.length > 0 && first[0] >= ' ' ? ForeignContent.ofLines(line) : Optional.empty();
        if (foreign.isPresent()) {
            throw new UnreadableException("it " + foreign.get());
        }
        return new ArrowStream(file);
    }
}
