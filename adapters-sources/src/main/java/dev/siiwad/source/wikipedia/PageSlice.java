package dev.siiwad.source.wikipedia;

import java.util.Optional;

/**
 * The bytes of one {@code <page>} element, UTF-8, and where it is. The bytes are good until the next slice is asked for. Of several revisions
 * it holds the newest.
 *
 * @param stream the compressed stream in which reading begins again to find this page
 * @param number how many pages begin before it, from there on
 * @param end its end in the file (exclusive); -1 where reading cannot begin at any byte
 * @param block the bzip2 block in which reading begins again, if it is not the first one of the stream
 * @param member its end in a file whose unpacked bytes are counted
 * @param begins the first bit of the block, or of what else the file is packed in, that holds the end of its start tag; it tells in which range of the file the page is
 * @param ends the same of its end
 * @param problem why the page cannot be read; the bytes are then its beginning
 */
record PageSlice(
        byte[] bytes,
        int length,
        long stream,
        long number,
        long end,
        Optional<BlockPlace> block,
        Optional<MemberPlace> member,
        long begins,
        long ends,
        Optional<String> problem) {
    /** The same, counted otherwise. */
    PageSlice numbered(long newStream, long newNumber) {
        return new PageSlice(bytes, length, newStream, newNumber, end, block, member, begins, ends, problem);
    }

    /** How many names of elements and attributes there are at most. Text of a page is escaped, so that a "<" begins a tag. */
    int names() {
        int names = 0;
        int at = 0;
        while (at < length) {
            while (at < length && bytes[at] != '<') {
                at++;
            }
            names += at < length ? 1 : 0;
            for (; at < length && bytes[at] != '>'; at++) {
                names += bytes[at] == '=' ? 1 : 0;
            }
        }
        return names;
    }
}
