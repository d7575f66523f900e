package dev.siiwad.source.rows;

import dev.siiwad.source.proved.BlockDigests;
import dev.siiwad.source.proved.ProvedFile;
import dev.siiwad.source.proved.SeekableBytes;
import java.io.IOException;
import java.nio.file.Path;

/** Files as readers of rows get them. */
final class OnDisk {
    private OnDisk() {}

    static SeekableBytes bytes(String name, Path file) throws IOException {
        return ProvedFile.open(name, file, BlockDigests.of(file));
    }
}
