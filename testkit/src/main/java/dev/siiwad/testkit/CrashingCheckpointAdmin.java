package dev.siiwad.testkit;

import dev.siiwad.checkpoint.CheckpointAdmin;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.source.SourceId;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What people do with checkpoints, counted. */
record CrashingCheckpointAdmin(CheckpointAdmin admin, DurableOperations operations) implements CheckpointAdmin {
    @Override
    public String where() {
        return admin.where();
    }

    @Override
    public List<SourceId> sources() throws IOException {
        return admin.sources();
    }

    @Override
    public Optional<byte[]> bytes(SourceId source) throws IOException {
        return admin.bytes(source);
    }

    @Override
    public boolean exists(SourceId source) {
        return admin.exists(source);
    }

    @Override
    public Optional<Instant> written(SourceId source) throws IOException {
        return admin.written(source);
    }

    @Override
    public Optional<String> holder(SourceId source) throws IOException {
        return admin.holder(source);
    }

    @Override
    public void set(Saved.OffsetOnly offset) throws IOException {
        operations.run("set " + offset.lastIndex(), () -> admin.set(offset));
    }

    @Override
    public String backup(SourceId source) {
        return admin.backup(source);
    }

    @Override
    public boolean hasBackup(SourceId source) throws IOException {
        return admin.hasBackup(source);
    }

    @Override
    public void backUp(SourceId source) throws IOException {
        operations.run("back up", () -> admin.backUp(source));
    }

    @Override
    public Restored restore(SourceId source) throws IOException {
        return operations.call("restore", () -> admin.restore(source));
    }

    @Override
    public Optional<String> keepReplaced(SourceId source) throws IOException {
        return operations.call("keep replaced", () -> admin.keepReplaced(source));
    }

    @Override
    public List<String> keptAsideBefore(SourceId source, Instant before) throws IOException {
        return admin.keptAsideBefore(source, before);
    }

    @Override
    public void removeKeptAside(String name) throws IOException {
        operations.run("remove kept aside", () -> admin.removeKeptAside(name));
    }
}
