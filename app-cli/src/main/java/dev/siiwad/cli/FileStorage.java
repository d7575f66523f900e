package dev.siiwad.cli;

import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.publish.Publisher;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.file.CheckpointFiles;
import dev.siiwad.storage.file.DatasetVerification;
import dev.siiwad.storage.file.Disk;
import dev.siiwad.storage.file.FileCheckpointStore;
import dev.siiwad.storage.file.FilePublisher;
import dev.siiwad.storage.file.FileSegmentStore;
import dev.siiwad.storage.silver.DatasetFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Everything below directories of this machine. */
final class FileStorage implements Storage {
    private final Directories directories;
    private final Path working;
    private final Disk disk;
    private final FileCheckpointStore checkpoints;
    private final CheckpointFiles files;

    /** @param working the directory that relative names typed by the user start from */
    FileStorage(Directories directories, Path working, Disk disk) {
        this.disk = disk;
        this.directories = directories;
        this.working = working;
        this.checkpoints = new FileCheckpointStore(directories.staging(), disk, Instant::now);
        this.files = new CheckpointFiles(directories.staging(), disk);
    }

    @Override
    public String staging() {
        return directories.staging().toString();
    }

    @Override
    public CheckpointStore checkpoints() {
        return checkpoints;
    }

    @Override
    public SegmentStore segments(SourceId source) {
        return new FileSegmentStore(directories.staging(), source, disk);
    }

    @Override
    public Publisher publisher(SourceId source, SegmentStore segments, DatasetFormat format) {
        return new FilePublisher(directories.silver(), segments, format, Version.text(), disk);
    }

    @Override
    public List<SourceId> sources() throws IOException {
        return checkpoints.known();
    }

    @Override
    public String datasets(SourceId source) {
        return directories.datasets(source).toString();
    }

    @Override
    public String standing(SourceId source) {
        return files.standing(source).toString();
    }

    @Override
    public String backup(SourceId source) {
        return files.backup(source).toString();
    }

    @Override
    public Optional<byte[]> bytes(SourceId source) throws IOException {
        return files.bytes(source);
    }

    @Override
    public boolean isNamed(SourceId source) {
        return Files.exists(files.standing(source), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public boolean hasBackup(SourceId source) {
        return Files.exists(files.backup(source), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public Optional<Instant> written(SourceId source) throws IOException {
        return files.written(source);
    }

    @Override
    public Optional<String> holder(SourceId source) throws IOException {
        return files.holder(source);
    }

    @Override
    public void set(Saved.OffsetOnly offset) throws IOException {
        checkpoints.set(offset);
    }

    @Override
    public void backUp(SourceId source) throws IOException {
        files.backUp(source);
    }

    @Override
    public Optional<String> keepReplaced(SourceId source) throws IOException {
        return files.keepReplaced(source).map(Path::toString);
    }

    @Override
    public Restored restore(SourceId source) throws IOException {
        CheckpointFiles.Restored done = files.restore(source);
        return new Restored(done.saved(), done.replaced().map(Path::toString));
    }

    @Override
    public List<String> keptAsideBefore(SourceId source, Instant before) throws IOException {
        return files.keptAsideBefore(source, before).stream()
                .map(Path::toString)
                .toList();
    }

    @Override
    public void removeKeptAside(String name) throws IOException {
        files.removeKeptAside(Path.of(name));
    }

    @Override
    public Verified verify(Optional<String> what) throws IOException {
        Path path = what.map(this::published).orElse(directories.silver());
        return Verified.of(new DatasetVerification().verify(path));
    }

    private Path published(String what) {
        Path path = working.resolve(Path.of(what));
        if (Files.exists(path)) {
            return path;
        }
        try {
            Path ofSource = directories.datasets(new SourceId(what));
            return Files.exists(ofSource) ? ofSource : path;
        } catch (IllegalArgumentException noSource) {
            return path;
        }
    }

    @Override
    public void close() {
        // nothing is held
    }
}
