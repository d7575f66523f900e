/**
 * Files on this machine that are proved as they are read: {@link dev.siiwad.source.proved.ProvedFile} gives no byte of a block whose digest is not the one
 * that was kept of it, {@link dev.siiwad.source.proved.BlockDigests}.
 */
package dev.siiwad.source.proved;
