package dev.siiwad.storage.file;

import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.Storage;
import dev.siiwad.testkit.StorageContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files keep to the contract of a storage, on the real file system; that they are forced in time is what {@link DurableOrderTest} says. */
class FileContractsTest extends StorageContract {
    @Override
    protected Storage open(Path place) {
        return new FileStorage(place.resolve(Layout.STAGING), place.resolve(Layout.SILVER), new FastDisk());
    }

    @Override
    public void damageBackup(Path place, SourceId source) throws IOException {
        Files.writeString(Path.of(open(place).checkpointAdmin().backup(source)), "{\"half");
    }
}
