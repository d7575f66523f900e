package dev.siiwad.cli.storage;

import dev.siiwad.storage.file.Disk;
import java.nio.file.Path;

/** Gives the disk that the files of this process are changed on. */
@FunctionalInterface
public interface Disks {
    /**
     * @param staging where checkpoints and segments are
     * @param silver where datasets are published
     */
    Disk disk(Path staging, Path silver);
}
