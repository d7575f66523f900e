package dev.siiwad.cli.checkpoint;

import dev.siiwad.source.SourceId;
import dev.siiwad.source.proved.OwnFile;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Downloads that were left by runs which are finished or abandoned.
 *
 * @param raw the directory of all downloads
 */
record Downloads(Path raw, Storage storage) {
    /** Downloads of one source. */
    record Left(SourceId source, Path directory, List<Path> files, long bytes) {}

    /** Those of sources without an unfinished run and that nobody holds, written before a time, and named as this program names them. Looks into no link. */
    List<Left> before(Instant time) throws IOException {
        List<Left> all = new ArrayList<>();
        for (Path directory : directories()) {
            SourceId source =
                    Layout.sourceNamed(directory.getFileName().toString()).orElseThrow();
            boolean free = !storage.checkpointAdmin().exists(source)
                    && storage.checkpointAdmin().holder(source).isEmpty();
            if (free) {
                Left left = left(source, directory, time);
                if (!left.files().isEmpty()) {
                    all.add(left);
                }
            }
        }
        return all;
    }

    private List<Path> directories() throws IOException {
        try (Stream<Path> files = Files.list(raw)) {
            return files.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .filter(path ->
                            Layout.sourceNamed(path.getFileName().toString()).isPresent())
                    .sorted()
                    .toList();
        } catch (NoSuchFileException nothing) {
            return List.of();
        }
    }

    /** What else lies there that long: this program did not make it, or an earlier version did, and it stays. */
    List<Path> unknownBefore(Instant time) throws IOException {
        List<Path> unknown = new ArrayList<>();
        for (Path directory : directories()) {
            files(directory, time, name -> !OwnFile.isOne(name)).forEach((file, bytes) -> unknown.add(file));
        }
        return unknown;
    }

    private static Left left(SourceId source, Path directory, Instant time) throws IOException {
        Map<Path, Long> files = files(directory, time, OwnFile::isOne);
        long bytes = files.values().stream().mapToLong(Long::longValue).sum();
        return new Left(source, directory, List.copyOf(files.keySet()), bytes);
    }

    /** Their lengths, of regular files with such names. */
    private static Map<Path, Long> files(Path directory, Instant time, Predicate<String> name) throws IOException {
        Map<Path, Long> files = new TreeMap<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()
                        && name.test(file.getFileName().toString())
                        && attributes.lastModifiedTime().toInstant().isBefore(time)) {
                    files.put(file, attributes.size());
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }
}
