package dev.siiwad.source.wikipedia;

import dev.siiwad.source.packed.Bz2Place;
import java.util.Optional;

/**
 * One line of an index dump. Its bytes are good until the next one is asked for.
 *
 * @param bytes of which the first {@code length} are the line, without its end; of one that is too long, its beginning
 * @param tooLong whether there is more of it than a page may have
 * @param ended whether a line feed ends it, and not the file
 * @param stream the compressed stream that begins where this line does; -1 where none does
 * @param block in which this line begins, past its first byte, if it is not the first block of its stream
 * @param start its place in the file, and {@code end} that of what follows it; -1 where reading cannot begin at any byte
 */
record IndexLine(
        byte[] bytes,
        int length,
        boolean tooLong,
        boolean ended,
        long stream,
        Optional<Bz2Place> block,
        long start,
        long end) {
    boolean isBlank() {
        for (int i = 0; i < length; i++) {
            if (bytes[i] > ' ' || bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }
}
