package dev.siiwad.source.wikipedia;

/**
 * The bytes of one {@code <page>} element, UTF-8, and where it is. The bytes are good until the next slice is asked for.
 *
 * @param stream the compressed stream in which reading begins again to find this page
 * @param number how many pages begin before it, from there on
 * @param end its end in the file (exclusive); -1 where reading cannot begin at any byte
 */
record PageSlice(byte[] bytes, int length, long stream, long number, long end) {}
