package dev.siiwad.source.wikipedia;

import dev.siiwad.source.packed.Bz2Place;
import java.io.IOException;
import java.util.Optional;

/**
 * The bytes of a dump one after the other, and where they are: in which compressed stream, and how many pages have begun from there on. Used by one thread.
 *
 * <p>Reading can begin again at a compressed stream that begins in text. One that begins inside markup could be mistaken, so what is in
 * it counts as a part of the stream before. The same holds for the blocks of a bzip2 stream; but pages are counted from the stream on, so that what names
 * one by its number does not depend on where reading began.
 */
final class DumpInput {
    private final DumpBytes bytes;
    private Optional<Piece> piece = Optional.empty();
    private byte[] input = {};
    private int index;
    private int limit;
    private long lastStream = -1;
    private long stream;
    private long pages;
    private Optional<BlockPlace> block = Optional.empty();

    DumpInput(DumpBytes bytes) {
        this.bytes = bytes;
    }

    /**
     * Whether there is one more byte.
     *
     * @param inText whether it is one of text, so that a stream that begins with it counts as one to begin again at
     */
    boolean isMore(boolean inText) throws IOException {
        return index < limit || refill(inText);
    }

    /** The next byte, which there must be. */
    int next() {
        return input[index++] & 0xff;
    }

    /** Goes back to before the last byte, if it is this one and at hand. */
    boolean goBack(char last) {
        if (index == 0 || input[index - 1] != last) {
            return false;
        }
        index--;
        return true;
    }

    /** The bytes at hand: those from {@link #index} on are still to come. */
    byte[] atHand() {
        return input;
    }

    int index() {
        return index;
    }

    /** Passes the bytes at hand up to this one, or all of them; true if it is there. */
    boolean passTo(char wanted) {
        while (index < limit && input[index] != wanted) {
            index++;
        }
        return index < limit;
    }

    /** Told, before anything is read, that the first byte is that of this block. */
    void beginsAt(BlockPlace place) {
        lastStream = place.block().stream();
        stream = lastStream;
        pages = place.pages();
        block = Optional.of(place);
    }

    /** Told, before anything is read, that the first byte comes after so many pages of the only stream. */
    void beginsAfter(long before) {
        lastStream = 0;
        pages = before;
    }

    /** Told that a page begins. */
    void pageBegins() {
        pages++;
    }

    /** The compressed stream from which on pages are counted: the last one that began in text. */
    long stream() {
        return stream;
    }

    /** The last block of that stream, not its first, that began in text. */
    Optional<BlockPlace> block() {
        return block;
    }

    /** How many pages have begun from there on. */
    long pages() {
        return pages;
    }

    /** Whether {@link #offset} is exactly where the next byte is, so that reading can begin there. */
    boolean isExact() {
        return piece.map(Piece::exact).orElse(true);
    }

    /** Where the next byte is in a file whose unpacked bytes are counted. */
    Optional<MemberPlace> member() {
        return piece.flatMap(at -> at.member().map(first -> first.plus(index - at.start())));
    }

    /** Whether any byte has been read. */
    boolean hasBegun() {
        return piece.isPresent();
    }

    /** Where in the file the next byte is, or the block that it is packed in. */
    long offset() {
        return piece.map(at -> at.fileOffset() + (at.exact() ? index - at.start() : 0))
                .orElse(0L);
    }

    /** The first bit of what the last byte is packed in: a block, or a stream whose first block it is. Its own where it is not packed. */
    long packedAt() {
        Piece last = piece.orElseThrow();
        if (last.exact()) {
            return offset() * Byte.SIZE;
        }
        return last.block().map(Bz2Place::bit).orElse(last.stream() * Byte.SIZE);
    }

    private boolean refill(boolean inText) throws IOException {
        Optional<Piece> next = bytes.next();
        if (next.isEmpty()) {
            return false;
        }
        piece = next;
        input = piece.get().bytes();
        index = piece.get().start();
        limit = piece.get().end();
        if (piece.get().stream() != lastStream) {
            lastStream = piece.get().stream();
            if (inText) {
                stream = lastStream;
                pages = 0;
                block = Optional.empty();
            }
        } else if (inText && lastStream == stream && piece.get().block().isPresent()) {
            block = Optional.of(new BlockPlace(piece.get().block().get(), pages));
        }
        return true;
    }
}
