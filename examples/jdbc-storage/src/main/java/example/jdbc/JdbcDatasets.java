package example.jdbc;

import dev.siiwad.publish.Datasets;
import dev.siiwad.publish.Verification;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.dataset.CopiedDatasets;
import example.jdbc.JdbcFiles.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Published datasets as files of the directories {@code date_accessed=<D>}. */
final class JdbcDatasets implements Datasets {
    private final JdbcFiles files;

    JdbcDatasets(JdbcFiles files) {
        this.files = files;
    }

    @Override
    public String where(SourceId source) {
        return files.where(source, "").replaceFirst("/$", "");
    }

    @Override
    public List<String> files(SourceId source) throws IOException {
        List<String> names = new ArrayList<>();
        for (String directory : files.directories(source)) {
            if (Layout.isDay(directory)) {
                files.list(source, directory).forEach(file -> names.add(directory + "/" + file.name()));
            }
        }
        return List.copyOf(names);
    }

    @Override
    public InputStream open(SourceId source, String file) throws IOException {
        String[] parts = file.split("/", 2);
        Optional<InputStream> found =
                parts.length < 2 ? Optional.empty() : files.open(new Place(source, parts[0], parts[1]));
        return found.orElseThrow(() -> new NoSuchFileException(where(source) + "/" + file));
    }

    @Override
    public Verification verify(Optional<SourceId> source) throws IOException {
        return CopiedDatasets.verify(this, source.isPresent() ? List.of(source.get()) : files.sources());
    }
}
