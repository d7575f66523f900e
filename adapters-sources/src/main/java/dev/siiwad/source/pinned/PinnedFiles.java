package dev.siiwad.source.pinned;

import dev.siiwad.digest.Sha256;
import dev.siiwad.source.Availability;
import dev.siiwad.source.Cut;
import dev.siiwad.source.Input;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.proved.BlockDigests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The files that a user gave on the command line, pinned by what they hold. Names count, directories do not: files may be moved between attempts,
 * and are found where the command line says. A file whose length and time of change are the pinned ones is taken for unchanged at first without reading it;
 * what it holds is proved when it is read, see {@link ProvedFiles}.
 */
public final class PinnedFiles {
    public static final int FILES_MAX = 100_000;

    private final Map<String, Path> byName;
    private final Map<String, BlockDigests> blocks = new HashMap<>();
    private final Path directory;

    private PinnedFiles(Map<String, Path> byName, Path directory) {
        this.byName = byName;
        this.directory = directory;
    }

    /**
     * Files in the order in which they will be read. Nothing is looked at yet.
     *
     * @param directory where digests of them are kept between attempts; may vanish at any time
     * @throws IOException if there are none, too many, or two of the same name
     */
    public static PinnedFiles of(List<Path> files, Path directory) throws IOException {
        if (files.isEmpty() || files.size() > FILES_MAX) {
            throw new SourceException("got " + files.size() + " files; expected 1 to " + FILES_MAX);
        }
        Map<String, Path> byName = new LinkedHashMap<>();
        for (Path file : files) {
            Path before = byName.putIfAbsent(name(file), file);
            if (before != null) {
                throw new SourceException("two files have the same name: " + before + " and " + file
                        + ". Give each file once, under a name of its own");
            }
        }
        return new PinnedFiles(byName, directory);
    }

    /** Where they are given, in the order in which they are read. */
    public List<Path> paths() {
        return List.copyOf(byName.values());
    }

    /** @throws SourceException if one of them is not there */
    public void requireThere() throws SourceException {
        for (Path file : byName.values()) {
            if (!Files.isRegularFile(file)) {
                throw new SourceException(file + ": there is no such file");
            }
        }
    }

    /** Reads all files once and pins them. */
    public Snapshot snapshot() throws IOException {
        requireThere();
        List<PinnedFile> pinned = new ArrayList<>();
        for (Map.Entry<String, Path> file : byName.entrySet()) {
            pinned.add(pin(file.getKey(), file.getValue()));
        }
        return snapshot(pinned);
    }

    private static Snapshot snapshot(List<PinnedFile> pinned) {
        MessageDigest whole = Sha256.start();
        for (PinnedFile one : pinned) {
            String line = one.name() + "\n" + one.size() + " " + one.sha256() + "\n";
            whole.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return Snapshot.of("files@sha256:" + Sha256.hex(whole), PinnedFile.toJson(pinned));
    }

    /** A snapshot of some of the files for each slice, about as many bytes in each. */
    public List<Snapshot> slices(Snapshot snapshot, int countMax) throws SourceException {
        return Cut.into(PinnedFile.fromJson(snapshot), countMax, PinnedFile::size).stream()
                .map(PinnedFiles::snapshot)
                .toList();
    }

    /** Whether the files given are the pinned ones. Reads only those whose time of change differs. */
    public Availability availability(Snapshot snapshot) throws IOException {
        List<PinnedFile> pinned = PinnedFile.fromJson(snapshot);
        for (PinnedFile file : pinned) {
            Optional<String> difference = difference(file);
            if (difference.isPresent()) {
                return new Availability.Changed(difference.get(), false);
            }
        }
        if (pinned.size() != byName.size()) {
            return new Availability.Changed(
                    byName.size() + " files are given, and the run was begun with " + pinned.size() + ": "
                            + pinned.stream().map(PinnedFile::name).toList(),
                    false);
        }
        return new Availability.Available(Optional.empty());
    }

    /**
     * The pinned files, to be read.
     *
     * @throws IOException if one was not given this time
     */
    public ProvedFiles proved(Snapshot snapshot) throws IOException {
        return proved(snapshot, false);
    }

    /**
     * The same.
     *
     * @param shared whether other processes read the same files at the same time
     */
    public ProvedFiles proved(Snapshot snapshot, boolean shared) throws IOException {
        List<PinnedFile> pinned = PinnedFile.fromJson(snapshot);
        for (PinnedFile file : pinned) {
            if (!byName.containsKey(file.name())) {
                throw new IOException(file.name() + ": is part of the run in progress and was not given; given are "
                        + byName.keySet());
            }
        }
        return new ProvedFiles(pinned, byName, blocks, directory, shared || pinned.size() < byName.size());
    }

    /** The pinned files, by the paths that they are given under. */
    public List<Input> inputs(Snapshot snapshot) throws SourceException {
        List<Input> inputs = new ArrayList<>();
        for (PinnedFile file : PinnedFile.fromJson(snapshot)) {
            Path given = byName.getOrDefault(file.name(), Path.of(file.name()));
            inputs.add(
                    new Input(given.toString(), OptionalLong.of(file.size()), Optional.of("sha256:" + file.sha256())));
        }
        return inputs;
    }

    private Optional<String> difference(PinnedFile pinned) throws IOException {
        Path path = byName.get(pinned.name());
        if (path == null || !Files.isRegularFile(path)) {
            return Optional.of(
                    path == null
                            ? pinned.name() + " is not given, and the run was begun with it"
                            : path + " is not there any more, and the run was begun with it");
        }
        long size = Files.size(path);
        if (size == pinned.size() && modified(path).equals(pinned.modified())) {
            return Optional.empty();
        }
        PinnedFile found = pin(pinned.name(), path);
        boolean same = found.size() == pinned.size() && found.sha256().equals(pinned.sha256());
        return same
                ? Optional.empty()
                : Optional.of(path + " holds something else than when the run was begun: " + found.size()
                        + " bytes with sha256 " + found.sha256() + ", and then " + pinned.size() + " bytes with sha256 "
                        + pinned.sha256());
    }

    private PinnedFile pin(String name, Path file) throws IOException {
        Instant before = modified(file);
        MessageDigest digest = Sha256.start();
        BlockDigests read = BlockDigests.of(file, digest);
        long size = read.bytes();
        if (!modified(file).equals(before) || Files.size(file) != size) {
            throw new IOException(file + ": changed while it was read, from " + before + " to " + modified(file)
                    + ". Wait until it is complete");
        }
        PinnedFile pinned = new PinnedFile(name, size, before, Sha256.hex(digest));
        blocks.put(name, read);
        return pinned;
    }

    private static Instant modified(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant();
    }

    private static String name(Path file) throws IOException {
        if (file.getFileName() == null) {
            throw new SourceException(file + ": is not a file");
        }
        return file.getFileName().toString();
    }
}
