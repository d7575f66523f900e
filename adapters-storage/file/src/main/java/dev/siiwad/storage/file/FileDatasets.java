package dev.siiwad.storage.file;

import dev.siiwad.publish.Datasets;
import dev.siiwad.publish.Verification;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.dataset.DatasetNames;
import dev.siiwad.storage.dataset.DatasetVerification;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Published datasets as files {@code <silver>/source=<SOURCE>/date_accessed=<D>/…}. */
final class FileDatasets implements Datasets {
    private final Path silver;

    FileDatasets(Path silver) {
        this.silver = silver;
    }

    @Override
    public String where(SourceId source) {
        return ofSource(source).toString();
    }

    @Override
    public List<String> files(SourceId source) throws IOException {
        List<String> files = new ArrayList<>();
        for (String day : names(ofSource(source), Layout::isDay)) {
            names(ofSource(source).resolve(day), DatasetNames::isPublished)
                    .forEach(name -> files.add(day + "/" + name));
        }
        return List.copyOf(files);
    }

    @Override
    public InputStream open(SourceId source, String file) throws IOException {
        return Files.newInputStream(ofSource(source).resolve(file));
    }

    @Override
    public Verification verify(Optional<SourceId> source) throws IOException {
        return new DatasetVerification()
                .verify(source.map(this::ofSource).orElse(silver))
                .summary();
    }

    private Path ofSource(SourceId source) {
        return silver.resolve(Layout.source(source));
    }

    private static List<String> names(Path directory, Predicate<String> wanted) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(wanted)
                    .sorted()
                    .toList();
        }
    }
}
