package dev.siiwad.source.sprakbanken;

import dev.siiwad.source.packed.Bz2Place;
import dev.siiwad.source.packed.Bz2Stream;
import dev.siiwad.source.proved.InOrder;
import dev.siiwad.source.proved.SeekableBytes;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The XML of a corpus file from a place in it on, with the tags of the elements around that place before it; and where in the file its bytes are. */
final class CorpusBytes {
    private static final int BUFFER_BYTES = 64 << 10;

    private final InputStream xml;
    private final Optional<Bz2Stream> packed;
    private final long start;
    private final int contextBytes;

    private CorpusBytes(InputStream in, Optional<Bz2Stream> packed, long start, String context) {
        byte[] before = context.getBytes(StandardCharsets.US_ASCII);
        this.xml = new FilledFirst(
                before.length == 0 ? in : new SequenceInputStream(new ByteArrayInputStream(before), in));
        this.packed = packed;
        this.start = start;
        this.contextBytes = before.length;
    }

    /**
     * @param threads which unpack bzip2
     * @throws IOException also if there is no such place in the file
     */
    static CorpusBytes open(SeekableBytes file, Optional<CorpusPlace> from, int threads) throws IOException {
        String context = from.map(CorpusPlace::context).orElse("");
        if (!CorpusFile.isPacked(file)) {
            long start = from.map(CorpusPlace::into).orElse(0L);
            InputStream in = new BufferedInputStream(new InOrder(file, start), BUFFER_BYTES);
            return new CorpusBytes(in, Optional.empty(), start, context);
        }
        Bz2Place block = from.flatMap(CorpusPlace::block).orElse(Bz2Place.stream(0));
        Bz2Stream in = new Bz2Stream(
                file, block, from.map(CorpusPlace::into).orElse(0L), threads, 2 * MeasuredBytes.PIECE_BYTES_MAX);
        return new CorpusBytes(in, Optional.of(in), 0, context);
    }

    InputStream xml() {
        return xml;
    }

    /** The place of a byte of the {@linkplain #xml XML}, which was among those last read of it; empty if it is of the context. */
    Optional<CorpusPlace> place(long offset, String context, UnitFinder.Counts counts) {
        long after = offset - contextBytes;
        if (after < 0) {
            return Optional.empty();
        }
        if (packed.isEmpty()) {
            return Optional.of(place(Optional.empty(), start + after, context, counts));
        }
        return packed.get().spot(after).map(spot -> place(Optional.of(spot.block()), spot.into(), context, counts));
    }

    private static CorpusPlace place(Optional<Bz2Place> block, long into, String context, UnitFinder.Counts counts) {
        return new CorpusPlace(block, into, context, counts.texts(), counts.pages(), counts.parts(), 0);
    }
}
