/** Checkpoints, segments and datasets as files: durable through {@link dev.siiwad.storage.file.Disk}. */
package dev.siiwad.storage.file;
