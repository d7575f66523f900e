package dev.siiwad.storage.file;

import dev.siiwad.storage.dataset.DatasetPlace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Published datasets as files. Reading follows links; what is reached through one is never changed or removed.
 */
final class FileDatasetPlace implements DatasetPlace {
    private final Path silver;
    private final Disk disk;

    FileDatasetPlace(Path silver, Disk disk) {
        this.silver = silver;
        this.disk = disk;
    }

    @Override
    public String where(String path) {
        return silver.resolve(path).toString();
    }

    @Override
    public Optional<Path> directory() {
        return Optional.of(silver);
    }

    @Override
    public List<String> directories(String path) throws IOException {
        List<String> names = new ArrayList<>();
        for (Path inner : list(silver.resolve(path))) {
            if (Files.isDirectory(inner)) {
                names.add(inner.getFileName().toString());
            }
        }
        return names;
    }

    @Override
    public SortedMap<String, Long> files(String path) throws IOException {
        SortedMap<String, Long> lengths = new TreeMap<>();
        for (Path inner : list(silver.resolve(path))) {
            if (Files.isRegularFile(inner)) {
                lengths.put(inner.getFileName().toString(), Files.size(inner));
            }
        }
        return lengths;
    }

    @Override
    public boolean exists(String path) {
        return Files.isRegularFile(silver.resolve(path));
    }

    @Override
    public InputStream open(String path) throws IOException {
        return Files.newInputStream(silver.resolve(path));
    }

    @Override
    public void replace(String path, byte[] bytes) throws IOException {
        Path file = silver.resolve(path);
        Optional<Path> link = linkAbove(file);
        if (link.isPresent()) {
            throw new IOException(link.get() + ": is a link; what it leads to is left to whoever made the link");
        }
        String hidden = "." + OwnFiles.name(file) + ".";
        Pattern left = Pattern.compile(Pattern.quote(hidden) + "([0-9a-f]{16}\\.)?tmp");
        for (Path temporary :
                OwnFiles.files(file.getParent(), name -> left.matcher(name).matches())) {
            disk.delete(temporary);
        }
        AtomicFile.replace(disk, file.resolveSibling(hidden + CommitRace.unique() + ".tmp"), file, bytes);
        disk.syncDirectory(file.getParent());
    }

    /** Also a directory that is empty then; nothing that is reached through a link. */
    @Override
    public void delete(List<String> paths) throws IOException {
        if (paths.isEmpty() || linkAbove(silver.resolve(paths.get(0))).isPresent()) {
            return;
        }
        Path directory = silver.resolve(paths.get(0)).getParent();
        for (String path : paths) {
            Path file = silver.resolve(path);
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                disk.delete(file);
            }
        }
        disk.syncDirectory(directory);
        if (list(directory).isEmpty()) {
            removeEmpty(directory);
        }
    }

    private void removeEmpty(Path directory) throws IOException {
        try {
            disk.delete(directory);
            disk.syncDirectory(directory.getParent());
        } catch (DirectoryNotEmptyException somethingNew) {
            // it stays
        }
    }

    /** By an OS lock on a file of its own, so that runs of different sources wait for each other no longer than a card takes. */
    @Override
    public void alone(Action action) throws IOException {
        if (Files.isDirectory(silver)) {
            CardLock.hold(silver.resolve(".lock"), disk, action);
        } else {
            action.run();
        }
    }

    private Optional<Path> linkAbove(Path file) {
        for (Path above = file.getParent(); !above.equals(silver); above = above.getParent()) {
            if (Files.isSymbolicLink(above)) {
                return Optional.of(above);
            }
        }
        return Optional.empty();
    }

    private static List<Path> list(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.sorted().toList();
        }
    }
}
