package dev.siiwad.source.wikipedia;

import dev.siiwad.source.Availability;
import dev.siiwad.source.Input;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.pinned.PinnedFiles;
import dev.siiwad.source.pinned.ProvedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A dump that the user gives as a file, pinned by what it holds. */
final class GivenDump implements DumpOrigin {
    private static final String PINNED = "files@";

    /** Files that can be read only from their starts on; that of another name all the same costs slices that are empty. */
    private static final Pattern FROM_START = Pattern.compile("\\.(gz|zst|xz)$", Pattern.CASE_INSENSITIVE);

    private final Path dump;
    private final PinnedFiles files;

    /** @param directory where digests of the dump are kept between attempts */
    GivenDump(Path dump, Path directory) throws IOException {
        this.dump = dump;
        this.files = PinnedFiles.of(List.of(dump), directory);
    }

    /** A file in a format that is not read is refused before a run of it begins. */
    @Override
    public Snapshot snapshot() throws IOException {
        if (Files.isRegularFile(dump)) {
            try (DumpFile file = DumpFile.open(dump)) {
                DumpFormat.of(file);
            }
        }
        return files.snapshot();
    }

    @Override
    public Optional<Snapshot> again(String id) throws IOException {
        requireGiven(Snapshot.of(id));
        return Optional.of(snapshot());
    }

    @Override
    public Availability availability(Snapshot pinned) throws IOException {
        requireGiven(pinned);
        return files.availability(pinned);
    }

    @Override
    public List<Input> inputs(Snapshot pinned) throws IOException {
        requireGiven(pinned);
        return files.inputs(pinned);
    }

    @Override
    public long requests(Snapshot pinned) {
        return 0;
    }

    @Override
    public List<Snapshot> slices(Snapshot pinned, int countMax) throws IOException {
        requireGiven(pinned);
        boolean onlyFromStart = FROM_START.matcher(dump.toString()).find();
        return DumpRange.slices(pinned, onlyFromStart ? 1 : countMax);
    }

    @Override
    public List<DumpPart> parts(Snapshot pinned) throws IOException {
        requireGiven(pinned);
        List<DumpPart> parts = new ArrayList<>();
        Optional<DumpRange> range = DumpRange.of(pinned);
        ProvedFiles proved = files.proved(pinned, range.isPresent());
        for (Path path : proved.paths()) {
            parts.add(new DumpPart.Given(path, proved, range));
        }
        return parts;
    }

    @Override
    public List<DumpPart> glimpse() throws IOException {
        files.requireThere();
        return List.of(
                new DumpPart.Glimpsed(dump.getFileName().toString(), () -> DumpFile.open(dump), Optional.empty()));
    }

    private static void requireGiven(Snapshot pinned) throws IOException {
        if (!pinned.id().startsWith(PINNED)) {
            throw new SourceException(
                    "the run in progress reads " + pinned.id() + ", which was downloaded, and a dump file was given",
                    new Remedy.LeaveOut("dump"));
        }
    }
}
