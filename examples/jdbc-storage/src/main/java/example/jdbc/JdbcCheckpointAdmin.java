package example.jdbc;

import dev.siiwad.checkpoint.CheckpointAdmin;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.json.CheckpointJson;
import dev.siiwad.storage.json.CheckpointParser;
import example.jdbc.JdbcFiles.Place;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What people do with the rows of {@link JdbcCheckpointStore} between runs. A copy that was kept aside goes by {@code <SOURCE>/<NAME>}. */
final class JdbcCheckpointAdmin implements CheckpointAdmin {
    private final Database database;
    private final JdbcFiles files;
    private final CheckpointCopies copies;
    private final JdbcCheckpointStore store;

    JdbcCheckpointAdmin(Database database, JdbcFiles files, CheckpointCopies copies, JdbcCheckpointStore store) {
        this.database = database;
        this.files = files;
        this.copies = copies;
        this.store = store;
    }

    @Override
    public String where() {
        return database.address() + " siiwad_checkpoint";
    }

    @Override
    public List<SourceId> sources() throws IOException {
        TreeSet<SourceId> sources = new TreeSet<>(store.list());
        for (SourceId source : files.sources()) {
            if (!files.list(source, CheckpointCopies.DIRECTORY).isEmpty()) {
                sources.add(source);
            }
        }
        return List.copyOf(sources);
    }

    @Override
    public Optional<byte[]> bytes(SourceId source) throws IOException {
        return store.row(source).bytes();
    }

    /** Of what a database does not give nothing is seen. */
    @Override
    public boolean exists(SourceId source) {
        try {
            return bytes(source).isPresent();
        } catch (IOException unseen) {
            return false;
        }
    }

    @Override
    public Optional<Instant> written(SourceId source) throws IOException {
        JdbcCheckpointStore.Row row = store.row(source);
        return row.bytes().map(bytes -> Instant.ofEpochMilli(row.written()));
    }

    /** Nobody is shut out, so nobody holds it. */
    @Override
    public Optional<String> holder(SourceId source) {
        return Optional.empty();
    }

    @Override
    public void set(Saved.OffsetOnly offset) throws IOException {
        store.look(offset.source());
        store.replace(offset.source(), Optional.of(CheckpointJson.write(offset)));
    }

    @Override
    public String backup(SourceId source) {
        return files.where(CheckpointCopies.backup(source));
    }

    @Override
    public boolean hasBackup(SourceId source) throws IOException {
        return files.length(CheckpointCopies.backup(source)).isPresent();
    }

    @Override
    public void backUp(SourceId source) throws IOException {
        byte[] bytes = bytes(source)
                .orElseThrow(() -> new NoSuchFileException(store.where(source) + ": there is no checkpoint"));
        Place backup = CheckpointCopies.backup(source);
        database.allOrNothing(() -> {
            files.delete(backup);
            files.put(backup, bytes);
        });
    }

    @Override
    public Restored restore(SourceId source) throws IOException {
        Place backup = CheckpointCopies.backup(source);
        byte[] bytes = files.read(backup)
                .orElseThrow(() -> new NoSuchFileException(backup(source) + ": there is no backup to restore"));
        Saved saved = CheckpointParser.parse(backup(source), bytes);
        CheckpointParser.requireSource(backup(source), saved, source);
        JdbcCheckpointStore.Row current = store.look(source);
        boolean same =
                current.bytes().filter(found -> Arrays.equals(found, bytes)).isPresent();
        return database.transaction(() -> {
            Optional<String> replaced = same ? Optional.empty() : keepReplaced(source);
            store.replace(source, Optional.of(bytes));
            files.delete(backup);
            return new Restored(saved, replaced);
        });
    }

    @Override
    public Optional<String> keepReplaced(SourceId source) throws IOException {
        return copies.keep(source, CheckpointCopies.REPLACED, store.row(source));
    }

    @Override
    public List<String> keptAsideBefore(SourceId source, Instant before) throws IOException {
        return files.list(source, CheckpointCopies.DIRECTORY).stream()
                .filter(file -> file.written() < before.toEpochMilli())
                .map(JdbcFiles.Listed::name)
                .filter(JdbcCheckpointAdmin::isKeptAside)
                .map(name -> source + "/" + name)
                .toList();
    }

    @Override
    public void removeKeptAside(String name) throws IOException {
        String[] parts = name.split("/", 2);
        if (parts.length < 2 || !isKeptAside(parts[1])) {
            throw new IllegalArgumentException(name + " is not a checkpoint that was kept aside");
        }
        files.delete(new Place(new SourceId(parts[0]), CheckpointCopies.DIRECTORY, parts[1]));
    }

    private static boolean isKeptAside(String name) {
        return name.matches("(" + CheckpointCopies.DAMAGED + "|" + CheckpointCopies.REPLACED + ")-\\d+");
    }
}
