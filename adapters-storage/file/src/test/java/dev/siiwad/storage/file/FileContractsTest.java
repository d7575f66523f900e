package dev.siiwad.storage.file;

import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import dev.siiwad.testkit.StorageContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files keep to the contract of a storage, on the real file system. */
class FileContractsTest extends StorageContract {
    @Override
    protected Storage open(Path place) {
        return FileStorage.below(place);
    }

    @Override
    public void damageBackup(Path place, SourceId source) throws IOException {
        Files.writeString(Path.of(open(place).checkpointAdmin().backup(source)), "{\"half");
    }
}
