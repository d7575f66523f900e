package dev.siiwad.source.rows;

import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.PositionFields;
import dev.siiwad.source.Reading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reads the rows of all shards, one shard after the other. A position is the shard's path and the place in it: {@code data/a.json.gz line=120}, or
 * {@code data/b.json.gz end} after the last one. A shard is released once the position after it has been asked for, as a commit does, and the
 * reader is then asked for the next document.
 */
public final class ShardedReader implements DocumentReader {
    private static final String END = "end";

    private final List<Shard> shards;
    private final Shards store;
    private final Fields fields;
    private final RowDocuments documents;
    private final List<Shard> finished = new ArrayList<>();
    private int index;
    private String place;
    private Optional<Rows> rows = Optional.empty();
    private boolean saidSave;
    private int releasable;
    private int fetchedAheadOf = -1;

    private ShardedReader(List<Shard> shards, Shards store, Fields fields, int index, String place) {
        this.shards = shards;
        this.store = store;
        this.fields = fields;
        this.documents = new RowDocuments(fields);
        this.index = index;
        this.place = place;
    }

    /** @throws IOException if the position is not one of these shards */
    public static ShardedReader open(List<Shard> shards, Shards store, Fields fields, Position position)
            throws IOException {
        int index = indexOf(shards, position);
        if (position.isStart()) {
            return new ShardedReader(
                    shards, store, fields, 0, shards.get(0).format().start());
        }
        String place = position.token().substring(shards.get(index).path().length() + 1);
        if (place.equals(END)) {
            return new ShardedReader(shards, store, fields, index + 1, END);
        }
        shards.get(index).format().requirePlace(PositionFields.of(position, place));
        return new ShardedReader(shards, store, fields, index, place);
    }

    /** Which shard a position is in. */
    public static int indexOf(List<Shard> shards, Position position) throws IOException {
        if (position.isStart()) {
            return 0;
        }
        return shards.stream()
                .filter(shard -> position.token().startsWith(shard.path() + " "))
                .max(Comparator.comparingInt(shard -> shard.path().length()))
                .map(shards::indexOf)
                .orElseThrow(() -> PositionFields.wrong(position, "it does not begin with one of its files"));
    }

    /**
     * Downloads the shard that comes next, or the pieces that hold the next row, if they are not there. Where the shard has no next row, reading says to
     * save before it goes into another one that is not there.
     */
    @Override
    public Optional<Reading> fetch() throws IOException {
        release();
        if (index == shards.size()) {
            return Optional.of(new Reading.End());
        }
        if (rows.isEmpty() && !saidSave && !store.isHere(shards.get(index))) {
            saidSave = true;
            return Optional.of(
                    new Reading.Save("before downloading " + shards.get(index).path()));
        }
        fetchRow();
        return Optional.empty();
    }

    @Override
    public Reading read() throws IOException, MalformedDocumentException {
        while (true) {
            Optional<Reading> instead = fetch();
            if (instead.isPresent()) {
                return instead.get();
            }
            Optional<Row> row = nextRow();
            if (row.isPresent()) {
                return new Reading.Read(documents.document(row.get()));
            }
            finishShard();
        }
    }

    @Override
    public long skip(long count) throws IOException {
        release();
        long skipped = 0;
        while (skipped < count && index < shards.size()) {
            try {
                skipped += rows().skip(count - skipped);
            } catch (IOException e) {
                throw distrusted(e);
            }
            if (skipped < count) {
                finishShard();
            }
        }
        return skipped;
    }

    @Override
    public Position position() {
        releasable = finished.size();
        if (index == shards.size()) {
            return new Position(shards.get(index - 1).path() + " " + END);
        }
        return new Position(
                shards.get(index).path() + " " + rows.map(Rows::place).orElse(place));
    }

    @Override
    public boolean atBoundary() {
        return false;
    }

    /** Also begins to bring the next shard here, in time. */
    private void fetchRow() throws IOException {
        try {
            Rows open = rows();
            if (fetchedAheadOf < index && finished.isEmpty() && index + 1 < shards.size() && open.pastHalf()) {
                fetchedAheadOf = index;
                store.fetchAhead(shards.get(index + 1));
            }
            open.fetch();
        } catch (IOException e) {
            throw distrusted(e);
        }
    }

    private Optional<Row> nextRow() throws IOException, MalformedDocumentException {
        try {
            return rows().next();
        } catch (IOException e) {
            throw distrusted(e);
        }
    }

    private Rows rows() throws IOException {
        if (rows.isEmpty()) {
            Shard shard = shards.get(index);
            rows = Optional.of(
                    shard.format() == ShardFormat.PARQUET
                            ? ParquetFileRows.open(store.pieces(shard), place, fields)
                            : LineRows.open(shard.path(), shard.format(), store.whole(shard), place, fields.wanted()));
            saidSave = false;
        }
        return rows.get();
    }

    private IOException distrusted(IOException failure) {
        try {
            closeRows();
            store.distrust(shards.get(index));
        } catch (IOException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
        return failure;
    }

    private void finishShard() throws IOException {
        closeRows();
        finished.add(shards.get(index));
        index++;
        place = index < shards.size() ? shards.get(index).format().start() : END;
    }

    private void release() throws IOException {
        for (; releasable > 0; releasable--) {
            store.release(finished.remove(0));
        }
    }

    private void closeRows() throws IOException {
        if (rows.isPresent()) {
            place = rows.get().place();
            rows.get().close();
            rows = Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        closeRows();
        if (index == shards.size()) {
            release();
        }
        store.close();
    }
}
