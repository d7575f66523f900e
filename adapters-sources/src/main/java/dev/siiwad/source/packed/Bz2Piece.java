package dev.siiwad.source.packed;

/**
 * What one block of a bzip2 file holds.
 *
 * @param bytes of which the first {@code length} are meant; good until the next block is asked for
 * @param place where it begins
 * @param first whether it is the first one of its stream
 */
public record Bz2Piece(byte[] bytes, int length, Bz2Place place, boolean first) {}
