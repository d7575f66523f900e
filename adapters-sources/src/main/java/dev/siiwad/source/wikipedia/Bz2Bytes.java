package dev.siiwad.source.wikipedia;

import dev.siiwad.source.packed.Bz2Blocks;
import dev.siiwad.source.packed.Bz2Place;
import java.io.IOException;
import java.util.Optional;

/** The bytes of a bzip2 dump of any number of streams, block by block, from the start of any block on. */
final class Bz2Bytes implements DumpBytes {
    private final Bz2Blocks blocks;

    Bz2Bytes(DumpFile file, Bz2Place from, int threads) {
        this.blocks = new Bz2Blocks(file, from, threads);
    }

    @Override
    public Optional<Piece> next() throws IOException {
        return blocks.next()
                .map(block -> new Piece(
                        block.bytes(),
                        0,
                        block.length(),
                        block.place().stream(),
                        block.place().bit() / Byte.SIZE,
                        false,
                        block.first() ? Optional.empty() : Optional.of(block.place())));
    }

    @Override
    public long offset() {
        return blocks.offset();
    }

    @Override
    public void close() throws IOException {
        blocks.close();
    }
}
