package dev.siiwad.storage.dataset;

import dev.siiwad.publish.Datasets;
import dev.siiwad.publish.Verification;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Layout;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Verifies datasets that are not files, by a copy of them in a temporary directory of this machine. Public for every storage. */
public final class CopiedDatasets {
    private CopiedDatasets() {}

    /**
     * Counts again what is published of these sources; needs as much room as they have bytes.
     *
     * @throws NoSuchFileException if that is nothing
     */
    public static Verification verify(Datasets datasets, List<SourceId> sources) throws IOException {
        Path directory = Files.createTempDirectory("siiwad-verify-");
        try {
            for (SourceId source : sources) {
                copy(datasets, source, directory);
            }
            if (isEmpty(directory)) {
                throw new NoSuchFileException(sources.stream()
                        .map(datasets::where)
                        .collect(Collectors.joining(", ", "", ": nothing is published there")));
            }
            return named(new DatasetVerification().verify(directory).summary(), datasets, sources, directory);
        } finally {
            remove(directory);
        }
    }

    private static void copy(Datasets datasets, SourceId source, Path directory) throws IOException {
        for (String name : datasets.files(source)) {
            Path file = directory.resolve(Layout.source(source)).resolve(name);
            Files.createDirectories(file.getParent());
            try (InputStream in = datasets.open(source, name);
                    OutputStream out = Files.newOutputStream(file)) {
                in.transferTo(out);
            }
        }
    }

    /** The same, with the names of what was copied in the place of the copies' names. */
    private static Verification named(Verification copies, Datasets datasets, List<SourceId> sources, Path directory) {
        return new Verification(
                copies.datasets().stream()
                        .map(dataset -> new Verification.Dataset(
                                named(dataset.receipt(), datasets, sources, directory),
                                dataset.rows(),
                                dataset.differentIds(),
                                dataset.sound()))
                        .toList(),
                copies.findings().stream()
                        .map(finding -> named(finding, datasets, sources, directory))
                        .toList());
    }

    private static String named(String text, Datasets datasets, List<SourceId> sources, Path directory) {
        String named = text;
        for (SourceId source : sources) {
            String copy = directory.resolve(Layout.source(source))
                    + directory.getFileSystem().getSeparator();
            named = named.replace(copy, datasets.where(source) + "/");
        }
        return named;
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
