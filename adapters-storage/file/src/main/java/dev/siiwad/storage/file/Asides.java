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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
    private volatile Map<String, List<Path>> seen = Map.of();

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

    /** Looks for all of them: a directory holds few. */
    @Override
    public void look(String record, String part) throws IOException {
        Map<String, List<Path>> found = new HashMap<>();
        for (Path aside : all()) {
            for (Path file : OwnFiles.all(aside)) {
                found.computeIfAbsent(OwnFiles.name(file), none -> new ArrayList<>())
                        .add(aside);
            }
        }
        seen = found;
    }

    /** The directories in which a file of this name was seen. */
    private List<Path> of(String name) {
        return seen.getOrDefault(name, List.of());
    }

    @Override
    public boolean isKept(String record) {
        return seen.containsKey(record);
    }

    @Override
    public Optional<byte[]> written(String record) throws IOException {
        for (Path aside : of(record)) {
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
    public boolean isBegun(String part) {
        return of(part).stream().anyMatch(aside -> !aside.equals(own));
    }

    @Override
    public long arrived(String part) throws IOException {
        long arrived = 0;
        for (Path aside : of(part)) {
            if (!aside.equals(own)) {
                arrived += bytes(aside.resolve(part));
            }
        }
        return arrived;
    }

    private static long bytes(Path part) throws IOException {
        try {
            return Files.size(part);
        } catch (NoSuchFileException movedMeanwhile) {
            return 0;
        }
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
        for (Path aside : of(file.name())) {
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
        for (Path aside : of(record)) {
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

    /** Removes from some of them what is not a part that was written to its end, or the record of one. */
    void keepWritten(List<Path> some) throws IOException {
        Set<String> written = new HashSet<>();
        for (Path aside : some.isEmpty() ? List.<Path>of() : all()) {
            OwnFiles.all(aside).stream()
                    .map(OwnFiles::name)
                    .filter(name -> DatasetNames.isRecord(name) && names.isOfThisRun(name))
                    .forEach(record -> written.add(names.numbered(record)));
        }
        for (Path aside : some) {
            for (Path file : OwnFiles.files(aside, names::isOfThisRun)) {
                String name = OwnFiles.name(file);
                boolean kept = DatasetNames.isRecord(name)
                        || DatasetNames.isPart(name) && written.contains(names.numbered(name));
                if (!kept) {
                    disk.delete(file);
                }
            }
        }
    }

    private List<Path> all() throws IOException {
        return OwnFiles.directories(
                day,
                name -> DatasetNames.ofUnfinished(name).filter(names::equals).isPresent());
    }
}
