/** Where everything of a run is kept: start at the port {@link dev.siiwad.storage.Storage}. */
package dev.siiwad.storage;
