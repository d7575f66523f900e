package dev.siiwad.storage.file;

import dev.siiwad.publish.Receipt;
import dev.siiwad.segment.RunId;
import dev.siiwad.storage.dataset.DatasetNames;
import dev.siiwad.storage.dataset.DatasetOutputs;
import dev.siiwad.storage.dataset.DurableOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The directories, hidden from whoever looks for datasets, in which attempts at a run and processes that help them write its files. Each writes in its own; whoever publishes takes parts from
 * the others, by a rename, so that nobody else can move them any more. Part and record are looked for separately: after a power cut either may be where it was before.
 */
final class Asides implements DatasetOutputs {
    private final Path own;
    private final Path day;
    private final DatasetNames names;
    private final Disk disk;
    private final boolean takes;

    /**
     * @param own where this process writes
     * @param day where the dataset will be
     * @param takes whether this process publishes the dataset
     */
    Asides(Path own, Path day, RunId run, Disk disk, boolean takes) {
        this.own = own;
        this.day = day;
        this.names = new DatasetNames(run);
        this.disk = disk;
        this.takes = takes;
    }

    @Override
    public String where() {
        return own.toString();
    }

    @Override
    public DurableOutput create(String name) throws IOException {
        return disk.create(own.resolve(name));
    }

    @Override
    public Optional<byte[]> written(String record) throws IOException {
        for (Path aside : all()) {
            Optional<byte[]> bytes = read(aside.resolve(record));
            if (bytes.isPresent()) {
                return bytes;
            }
        }
        return Optional.empty();
    }

    private static Optional<byte[]> read(Path record) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(record));
        } catch (NoSuchFileException nobodyHas) {
            return Optional.empty();
        }
    }

    @Override
    public OptionalLong begun(String name) throws IOException {
        for (Path aside : all()) {
            if (!aside.equals(own)) {
                try {
                    return OptionalLong.of(Files.size(aside.resolve(name)));
                } catch (NoSuchFileException notThere) {
                    continue;
                }
            }
        }
        return OptionalLong.empty();
    }

    @Override
    public void keep(String record, Optional<String> file, byte[] bytes) throws IOException {
        try (DurableOutput out = disk.create(own.resolve(record))) {
            out.write(bytes);
            out.force();
        }
    }

    @Override
    public boolean take(String record, Optional<Receipt.PublishedFile> file) throws IOException {
        if (!takes) {
            return true;
        }
        try {
            return (file.isEmpty() || take(file.get())) && take(record);
        } catch (NoSuchFileException takenBySomebodyElse) {
            return false;
        }
    }

    private boolean take(Receipt.PublishedFile file) throws IOException {
        for (Path aside : all()) {
            if (isThere(aside.resolve(file.name()), file)) {
                return moved(aside, file.name());
            }
        }
        return isShown(file) && moved(day, file.name());
    }

    /** Moved into its place by an attempt that died before its receipt was there. */
    private boolean isShown(Receipt.PublishedFile file) throws IOException {
        return !Files.exists(day.resolve(names.receipt())) && isThere(day.resolve(file.name()), file);
    }

    private static boolean isThere(Path path, Receipt.PublishedFile file) throws IOException {
        return OwnFiles.isFile(path) && Files.size(path) == file.bytes();
    }

    private boolean take(String record) throws IOException {
        for (Path aside : all()) {
            if (OwnFiles.isFile(aside.resolve(record))) {
                return moved(aside, record);
            }
        }
        return false;
    }

    private boolean moved(Path from, String name) throws IOException {
        if (!from.equals(own)) {
            disk.rename(from.resolve(name), own.resolve(name));
        }
        return true;
    }

    /** Removes from another of them what is not a part that was written to its end, or the record of one. */
    void keepWritten(Path aside) throws IOException {
        for (Path file : OwnFiles.files(aside, names::isOfThisRun)) {
            String name = OwnFiles.name(file);
            boolean written = DatasetNames.isRecord(name) || DatasetNames.isPart(name) && hasRecord(name);
            if (!written) {
                disk.delete(file);
            }
        }
    }

    private boolean hasRecord(String part) throws IOException {
        for (Path aside : all()) {
            if (!OwnFiles.files(aside, name -> names.isRecordOf(name, part)).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private List<Path> all() throws IOException {
        return OwnFiles.directories(
                day,
                name -> DatasetNames.ofUnfinished(name).filter(names::equals).isPresent());
    }
}
