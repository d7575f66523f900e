package dev.siiwad.testkit;

import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What stands in for real storage in tests keeps to the contract of real ones. */
class InMemoryContractsTest extends StorageContract {
    private final Map<Path, InMemoryPlace> places = new HashMap<>();

    @Override
    protected Storage open(Path place) {
        return memory(place).open(new DurableOperations());
    }

    @Override
    public void damageBackup(Path place, SourceId source) {
        memory(place).damageBackup(source);
    }

    @Override
    public boolean outlivesProcesses() {
        return false;
    }

    private InMemoryPlace memory(Path place) {
        return places.computeIfAbsent(place, any -> new InMemoryPlace());
    }
}
