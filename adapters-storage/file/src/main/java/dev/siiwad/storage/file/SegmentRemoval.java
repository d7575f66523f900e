package dev.siiwad.storage.file;

import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.storage.json.SegmentFiles;
import dev.siiwad.storage.json.StoredSegment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Removes the segments of runs that are over, and nothing else: see {@link OwnFiles}. */
final class SegmentRemoval {
    private final Path segments;
    private final Disk disk;
    private final List<Path> strangers = new ArrayList<>();

    /** @param segments the directory that has one for each run */
    SegmentRemoval(Path segments, Disk disk) {
        this.segments = segments;
        this.disk = disk;
    }

    /**
     * Leaves the segments of runs that are needed, of those that have begun since that was asked, and everything that this program has not made.
     *
     * @return what it met of the latter, in the order of the names
     */
    List<Path> retainOnly(SegmentStore.Needed needed) throws IOException {
        for (Path above : List.of(segments.getParent(), segments)) {
            if (!OwnFiles.isDirectory(above)) {
                return RegularFile.mayExist(above) ? List.of(above) : List.of();
            }
        }
        List<Path> there = OwnFiles.all(segments);
        Set<RunId> runs = needed.of(there.stream()
                .map(OwnFiles::name)
                .filter(RunId::isSafe)
                .map(RunId::new)
                .collect(Collectors.toSet()));
        for (Path entry : there) {
            String name = OwnFiles.name(entry);
            if (runs.stream().anyMatch(id -> id.value().equals(name))) {
                continue;
            }
            if (OwnFiles.isDirectory(entry) && RunId.isSafe(name) && isOurs(entry, name)) {
                removeFiles(entry);
            } else {
                strangers.add(entry);
            }
        }
        return List.copyOf(strangers);
    }

    /** The runs whose segments, payloads or attempts are there. */
    SortedSet<RunId> runs() throws IOException {
        SortedSet<RunId> runs = new TreeSet<>();
        if (OwnFiles.isDirectory(segments.getParent()) && OwnFiles.isDirectory(segments)) {
            for (Path entry : OwnFiles.all(segments)) {
                String name = OwnFiles.name(entry);
                if (OwnFiles.isDirectory(entry)
                        && RunId.isSafe(name)
                        && isOurs(entry, name)
                        && !OwnFiles.files(entry, SegmentFiles::isOurs).isEmpty()) {
                    runs.add(new RunId(name));
                }
            }
        }
        return runs;
    }

    private static boolean isOurs(Path run, String name) throws IOException {
        Optional<String> named = Optional.empty();
        for (Path file : OwnFiles.files(run, SegmentFiles::isSegment)) {
            if (named.isEmpty()) {
                named = runNamedIn(file);
            }
        }
        return SegmentFiles.areOf(name, named);
    }

    private static Optional<String> runNamedIn(Path segment) {
        try (InputStream in = Files.newInputStream(segment)) {
            return StoredSegment.runNamedIn(in);
        } catch (IOException tornOrUnreadable) {
            return Optional.empty();
        }
    }

    private void removeFiles(Path run) throws IOException {
        for (Path file : OwnFiles.files(run, SegmentFiles::isOurs)) {
            disk.delete(file);
        }
        strangers.addAll(OwnFiles.all(run));
        try {
            disk.delete(run);
        } catch (DirectoryNotEmptyException notOurs) {
            // what somebody else has put there stays, and the directory with it; it is harmless, as all garbage here
        }
    }
}
