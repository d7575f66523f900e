/** Where a command looks for what is kept: {@link dev.siiwad.cli.storage.Storages}. */
package dev.siiwad.cli.storage;
