package example.jdbc;

import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.dataset.DatasetPlace;
import example.jdbc.JdbcFiles.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Published datasets as files of the directories {@code date_accessed=<D>} of their sources. */
final class JdbcDatasetPlace implements DatasetPlace {
    /** What belongs to no source is kept under this name. */
    private static final SourceId SHARED = new SourceId("_");

    private final Database database;
    private final JdbcFiles files;

    JdbcDatasetPlace(Database database, JdbcFiles files) {
        this.database = database;
        this.files = files;
    }

    @Override
    public String where(String path) {
        return database.address() + (path.isEmpty() ? "" : " " + path);
    }

    @Override
    public Optional<Path> directory() {
        return Optional.empty();
    }

    @Override
    public List<String> directories(String path) throws IOException {
        if (path.isEmpty()) {
            return files.sources().stream()
                    .filter(source -> !source.equals(SHARED))
                    .map(Layout::source)
                    .toList();
        }
        return files.directories(Layout.sourceNamed(path).orElseThrow()).stream()
                .filter(Layout::isDay)
                .toList();
    }

    @Override
    public SortedMap<String, Long> files(String path) throws IOException {
        Place directory = place(path.isEmpty() ? "-" : path + "/-");
        SortedMap<String, Long> lengths = new TreeMap<>();
        for (JdbcFiles.Listed file : files.list(directory.source(), directory.directory())) {
            Place place = new Place(directory.source(), directory.directory(), file.name());
            Optional<Long> length = files.length(place);
            length.ifPresent(bytes -> lengths.put(file.name(), bytes));
        }
        return lengths;
    }

    @Override
    public boolean exists(String path) throws IOException {
        return files.length(place(path)).isPresent();
    }

    @Override
    public InputStream open(String path) throws IOException {
        return files.open(place(path)).orElseThrow(() -> new NoSuchFileException(where(path)));
    }

    @Override
    public void replace(String path, byte[] bytes) throws IOException {
        database.allOrNothing(() -> {
            files.delete(place(path));
            files.put(place(path), bytes);
        });
    }

    @Override
    public void delete(List<String> paths) throws IOException {
        database.allOrNothing(() -> {
            for (String path : paths) {
                files.delete(place(path));
            }
        });
    }

    @Override
    public void alone(Action action) throws IOException {
        action.run();
    }

    private static Place place(String path) {
        String[] parts = path.split("/", 3);
        return parts.length < 3
                ? new Place(SHARED, "", parts[parts.length - 1])
                : new Place(Layout.sourceNamed(parts[0]).orElseThrow(), parts[1], parts[2]);
    }
}
