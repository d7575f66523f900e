package example.jdbc;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.Glance;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.json.CheckpointJson;
import dev.siiwad.storage.json.CheckpointParser;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One row for each source, whose number goes up with every change, deletions included. A change is an update of the row with the number that was last
 * seen: whoever finds another has lost the race. A database keeps a row whole or not at all, so there is no generation before.
 */
final class JdbcCheckpointStore implements CheckpointStore {
    private final Database database;
    private final CheckpointCopies copies;
    private final Map<SourceId, Row> seen = new HashMap<>();
    private final Set<SourceId> damaged = new HashSet<>();

    /**
     * @param number counts changes; 0 before the first
     * @param written in milliseconds since 1970
     * @param bytes empty if there is no checkpoint
     */
    record Row(long number, long written, Optional<byte[]> bytes) {}

    JdbcCheckpointStore(Database database, CheckpointCopies copies) {
        this.database = database;
        this.copies = copies;
    }

    /** Shuts nobody out: a run that starts takes the source over, and the one before loses at its next change. A dead one holds nothing. */
    @Override
    public Closeable acquire(SourceId source) {
        return () -> {};
    }

    @Override
    public Saved load(SourceId source) throws IOException {
        Row row = look(source);
        try {
            return row.bytes().isEmpty()
                    ? new Saved.None()
                    : CheckpointParser.parse(where(source), row.bytes().get());
        } catch (CorruptCheckpointException e) {
            damaged.add(source);
            throw e;
        }
    }

    /** Nobody holds anything here. */
    @Override
    public Glance glance(SourceId source, RunId run) throws IOException {
        Optional<byte[]> bytes = row(source).bytes();
        try {
            return bytes.isPresent()
                            && CheckpointParser.parse(where(source), bytes.get()).isEndOf(run)
                    ? Glance.EXHAUSTED
                    : Glance.FREE;
        } catch (CorruptCheckpointException toldToWhoeverLoadsIt) {
            return Glance.FREE;
        }
    }

    @Override
    public void commit(Checkpoint checkpoint) throws IOException {
        replace(checkpoint.source(), Optional.of(CheckpointJson.write(checkpoint)));
    }

    @Override
    public void delete(SourceId source) throws IOException {
        if (seen(source).bytes().isPresent()) {
            replace(source, Optional.empty());
        } else {
            requireSeen(source);
        }
    }

    @Override
    public String where(SourceId source) {
        return database.address() + " siiwad_checkpoint " + source;
    }

    @Override
    public List<SourceId> list() throws IOException {
        return database
                .query(
                        "SELECT source FROM siiwad_checkpoint WHERE bytes IS NOT NULL",
                        row -> new SourceId(row.getString(1)))
                .stream()
                .sorted()
                .toList();
    }

    @Override
    public Set<RunId> referencedRuns(SourceId source) throws IOException {
        Set<RunId> runs = new TreeSet<>(copies.runs(source));
        Optional<byte[]> bytes = row(source).bytes();
        if (bytes.isPresent() && CheckpointParser.parse(where(source), bytes.get()) instanceof Saved.Committed found) {
            runs.add(found.checkpoint().runId());
        }
        return runs;
    }

    /** The row as it is now. */
    Row row(SourceId source) throws IOException {
        return database
                .query(
                        "SELECT number, written, bytes FROM siiwad_checkpoint WHERE source = ?",
                        row -> new Row(row.getLong(1), row.getLong(2), Optional.ofNullable(row.getBytes(3))),
                        source.value())
                .stream()
                .findFirst()
                .orElse(new Row(0, 0, Optional.empty()));
    }

    /** The row as it is now; the next change replaces it. */
    Row look(SourceId source) throws IOException {
        Row row = row(source);
        seen.put(source, row);
        return row;
    }

    /** Replaces what was last seen by bytes, or by none. */
    void replace(SourceId source, Optional<byte[]> bytes) throws IOException {
        Row before = seen(source);
        Row after = new Row(before.number() + 1, System.currentTimeMillis(), bytes);
        database.allOrNothing(() -> {
            requireSeen(source);
            if (damaged.contains(source)) {
                copies.keep(source, CheckpointCopies.DAMAGED, before);
            }
            database.update(
                    "UPDATE siiwad_checkpoint SET number = ?, written = ?, bytes = ? WHERE source = ?",
                    after.number(),
                    after.written(),
                    bytes.orElse(null),
                    source.value());
        });
        damaged.remove(source);
        seen.put(source, after);
    }

    /**
     * Refuses if anyone else has changed the row since it was last seen; until the end of the transaction that this is a part of, nobody can. So a run that
     * was taken over changes nothing and removes nothing.
     */
    void requireSeen(SourceId source) throws IOException {
        long expected = seen(source).number();
        if (expected == 0) {
            makeRow(source);
        }
        int unchanged = database.update(
                "UPDATE siiwad_checkpoint SET number = number WHERE source = ? AND number = ?",
                source.value(),
                expected);
        if (unchanged != 1) {
            throw new LostRaceException(
                    where(source) + ": is at change " + row(source).number() + "; this run had last seen " + expected
                            + ". Another run has taken it over");
        }
    }

    private Row seen(SourceId source) throws IOException {
        return seen.containsKey(source) ? seen.get(source) : look(source);
    }

    /** What nobody has changed yet is a row without bytes. */
    private void makeRow(SourceId source) throws IOException {
        database.update(
                "INSERT INTO siiwad_checkpoint (source, number, written) SELECT ?, 0, 0"
                        + " WHERE NOT EXISTS (SELECT source FROM siiwad_checkpoint WHERE source = ?)",
                source.value(),
                source.value());
    }
}
