package dev.siiwad.storage.dataset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Where a storage keeps published datasets, as names and bytes. Paths are relative to the directory above {@code source=<SOURCE>}, with slashes; that
 * directory itself is the empty path. Used by one thread at a time.
 */
public interface DatasetPlace {
    /** How a path is called in messages. */
    String where(String path);

    /** The directory on this machine, if it is one. */
    Optional<Path> directory();

    /** The names of the directories in one, in order; none if it is not there. */
    List<String> directories(String path) throws IOException;

    /** The names and lengths in bytes of the files in a directory, hidden ones too; none if it is not there. */
    SortedMap<String, Long> files(String path) throws IOException;

    /** Whether there is a file. */
    boolean exists(String path) throws IOException;

    /**
     * Reads a file; the caller closes it.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    InputStream open(String path) throws IOException;

    /** Makes a file hold these bytes, in one step, whether it was there or not. Durable on return. */
    void replace(String path, byte[] bytes) throws IOException;

    /** Removes files of one directory; nothing happens for those that are not there. Durable on return. */
    void delete(List<String> paths) throws IOException;

    /** Acts while no other process changes what datasets of any source have in common, where the place can keep others out; else at once. */
    void alone(Action action) throws IOException;

    /** What is done alone. */
    @FunctionalInterface
    interface Action {
        void run() throws IOException;
    }
}
