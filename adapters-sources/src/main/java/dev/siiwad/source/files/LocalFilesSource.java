package dev.siiwad.source.files;

import dev.siiwad.digest.Sha256;
import dev.siiwad.source.Availability;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Forecast;
import dev.siiwad.source.Input;
import dev.siiwad.source.Position;
import dev.siiwad.source.Settings;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.source.pinned.PinnedFiles;
import dev.siiwad.source.pinned.ProvedFiles;
import dev.siiwad.source.rows.Fields;
import dev.siiwad.source.rows.NaturalOrder;
import dev.siiwad.source.rows.Shard;
import dev.siiwad.source.rows.ShardFormat;
import dev.siiwad.source.rows.ShardedReader;
import dev.siiwad.storage.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Local files in the formats that datasets on the Hub have, read in the natural order of their names. */
public final class LocalFilesSource implements Source {
    private static final int ID_DIGITS = 8;

    private final SourceId id;
    private final PinnedFiles files;
    private final Fields fields;
    private final String language;
    private final String license;

    private LocalFilesSource(SourceId id, PinnedFiles files, Fields fields, String language, String license) {
        this.id = id;
        this.files = files;
        this.fields = fields;
        this.language = language;
        this.license = license;
    }

    /**
     * @param id empty for one made of the absolute paths of the files
     * @param raw the directory of raw data; what is known of the files between attempts goes to {@code source=<id>} in it
     * @throws IOException if there are no files, two of the same name, or one of a format that is not read
     */
    public static LocalFilesSource of(
            List<Path> files, Optional<SourceId> id, Fields fields, String language, String license, Path raw)
            throws IOException {
        for (Path file : files) {
            if (ShardFormat.of(file.toString()).isEmpty()) {
                throw new SourceException(file + ": is of a format that is not read; these are: " + ShardFormat.NAMES);
            }
        }
        List<Path> sorted = new ArrayList<>(files);
        sorted.sort(Comparator.comparing(LocalFilesSource::name, NaturalOrder.INSTANCE));
        SourceId chosen = id.orElseGet(() -> idOf(sorted));
        return new LocalFilesSource(
                chosen, PinnedFiles.of(sorted, raw.resolve(Layout.source(chosen))), fields, language, license);
    }

    @Override
    public SourceId id() {
        return id;
    }

    @Override
    public Settings settings() {
        return fields.settings().with(Settings.GIVEN + "lang", language).with(Settings.GIVEN + "license", license);
    }

    @Override
    public SourceInfo info() {
        return new SourceInfo(id.value(), "web", language, license, "web", "web");
    }

    @Override
    public Snapshot snapshot() throws IOException {
        return files.snapshot();
    }

    @Override
    public void requireReadable(boolean newRun) throws IOException {
        if (newRun) {
            files.requireThere();
        }
    }

    @Override
    public Availability availability(Snapshot pinned) throws IOException {
        return files.availability(pinned);
    }

    @Override
    public List<Input> inputs(Snapshot pinned) throws IOException {
        return files.inputs(pinned);
    }

    @Override
    public Forecast forecast(Snapshot pinned) {
        return Forecast.ofRequests(0);
    }

    /** Whole files. */
    @Override
    public List<Snapshot> slices(Snapshot pinned, int countMax) throws IOException {
        return files.slices(pinned, countMax);
    }

    @Override
    public OptionalLong size(Snapshot pinned) {
        return OptionalLong.empty();
    }

    @Override
    public DocumentReader open(Snapshot pinned, Position position) throws IOException {
        List<Shard> shards = new ArrayList<>();
        ProvedFiles proved = files.proved(pinned);
        for (Path path : proved.paths()) {
            shards.add(shard(path));
        }
        return ShardedReader.open(shards, new LocalShards(proved), fields, position);
    }

    @Override
    public DocumentReader glimpse() throws IOException {
        files.requireThere();
        Map<String, Path> byName = new HashMap<>();
        List<Shard> shards = new ArrayList<>();
        for (Path path : files.paths()) {
            byName.put(name(path), path);
            shards.add(shard(path));
        }
        return ShardedReader.open(shards, new UnprovedShards(byName), fields, Position.START);
    }

    private static Shard shard(Path path) throws IOException {
        try {
            return new Shard(name(path), Files.size(path), Optional.empty());
        } catch (IllegalArgumentException e) {
            throw new SourceException(path + ": " + e.getMessage() + ". Give the file another name", e);
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    /** Where they are is part of what they are: files of the same names in another directory are another source. */
    private static SourceId idOf(List<Path> sorted) {
        return idOf(
                sorted.stream().map(path -> path.toAbsolutePath().normalize().toString()));
    }

    /** The id that earlier versions made of the names alone. */
    public static SourceId earlierIdOf(List<Path> files) {
        List<Path> sorted = new ArrayList<>(files);
        sorted.sort(Comparator.comparing(LocalFilesSource::name, NaturalOrder.INSTANCE));
        return idOf(sorted.stream().map(LocalFilesSource::name));
    }

    private static SourceId idOf(Stream<String> names) {
        String digest = Sha256.hex(names.collect(Collectors.joining("\n")));
        return new SourceId("HuggingFace-files_" + digest.substring(0, ID_DIGITS));
    }
}
