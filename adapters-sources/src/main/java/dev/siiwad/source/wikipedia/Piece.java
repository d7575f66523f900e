package dev.siiwad.source.wikipedia;

import dev.siiwad.source.packed.Bz2Place;
import java.util.Optional;

/**
 * Some decompressed bytes of a dump, and where in the file they come from.
 *
 * @param bytes of which {@code start} to {@code end}, the last not included, are meant; never none, and good until the next piece is asked for
 * @param stream where in the file the compressed stream begins that they come from, or else where reading began
 * @param fileOffset where in the file they come from: exactly, or the block they were packed in
 * @param exact whether {@code fileOffset} is the place of the first of these very bytes, so that reading can begin at any of them
 * @param block where in the stream they begin, if reading can begin there as well
 * @param member where they begin in a file whose unpacked bytes are counted
 */
record Piece(
        byte[] bytes,
        int start,
        int end,
        long stream,
        long fileOffset,
        boolean exact,
        Optional<Bz2Place> block,
        Optional<MemberPlace> member) {
    Piece(byte[] bytes, int start, int end, long stream, long fileOffset, boolean exact, Optional<Bz2Place> block) {
        this(bytes, start, end, stream, fileOffset, exact, block, Optional.empty());
    }

    Piece from(int newStart) {
        int passed = newStart - start;
        return new Piece(
                bytes,
                newStart,
                end,
                stream,
                fileOffset + (exact ? passed : 0),
                exact,
                block,
                member.map(place -> place.plus(passed)));
    }

    int length() {
        return end - start;
    }
}
