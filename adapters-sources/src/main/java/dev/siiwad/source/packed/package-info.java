/**
 * Packed files that are unpacked from places inside them, not only from their start: bzip2 from any block, in several threads
 * ({@link dev.siiwad.source.packed.Bz2Blocks}), deflate from any block that was noted ({@link dev.siiwad.source.packed.SeekPoints}).
 */
package dev.siiwad.source.packed;
