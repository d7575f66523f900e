package dev.siiwad.source.rows;

import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.PositionFields;
import dev.siiwad.source.Reading;
import dev.siiwad.source.TaintedInputException;
import dev.siiwad.source.pinned.Shares;
import dev.siiwad.source.proved.DamagedBlockException;
import dev.siiwad.source.proved.SeekableBytes;
import dev.siiwad.source.proved.SuspectFileException;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads the rows of all shards, one shard after the other. A position is the shard's path and the place in it: {@code data/a.json.gz line=120}, or
 * {@code data/b.json.gz end} after the last one. A shard is released once a position after it is committed, and the reader is then asked for the next document. A shard that cannot be read, and is fetched again and found to be the same, is set aside from there on.
 */
public final class ShardedReader implements DocumentReader {
    private static final String END = "end";

    /** Once so much of a shard is read, it is time to fetch the next one. */
    private static final double HALF = 0.5;

    /** A shard that is found unreadable in another way each time is not broken for good. */
    private static final int UNREADABLE_MAX = 3;

    /** A disk that damages a shard so often will not keep it. */
    private static final int DAMAGED_MAX = 5;

    private final List<Shard> shards;
    private final Shares shares;
    private final Shards store;
    private final Fields fields;
    private final RowDocuments documents;
    private final UnsavedWork unsaved = new UnsavedWork();
    private int index;
    private String place;
    private Optional<Rows> rows = Optional.empty();
    private boolean fetched;
    private boolean oneByOne;
    private int released;
    private int committed;
    private int fetchedAheadOf = -1;
    private int damaged;
    private int unreadable;
    private String unreadableLast = "";
    private Optional<MalformedDocumentException> setAside = Optional.empty();

    private ShardedReader(List<Shard> shards, Shards store, Fields fields, int index, String place) {
        this.shards = shards;
        this.shares = new Shares(shards.stream().map(Shard::bytes).toList());
        this.store = store;
        this.fields = fields;
        this.documents = new RowDocuments(fields);
        this.index = index;
        this.released = index;
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
     * save before it goes into another one that is not there. Brings nothing ahead.
     */
    @Override
    public Optional<Reading> fetch() throws IOException {
        oneByOne = true;
        fetchedAheadOf = -1;
        store.stopAhead();
        Optional<Reading> instead = prepare(false);
        fetched = instead.isEmpty();
        return instead;
    }

    /** Downloads what it needs as well, and says to save before that only where enough was read since it last did, unless all was to be fetched before. */
    @Override
    public Reading read() throws IOException, MalformedDocumentException {
        boolean withoutWaiting = fetched;
        fetched = false;
        while (true) {
            Optional<Reading> instead = prepare(withoutWaiting);
            oneByOne &= withoutWaiting;
            if (instead.isPresent()) {
                return instead.get();
            }
            if (setAside.isPresent()) {
                throw passUnit();
            }
            try {
                Optional<Row> row = nextRow();
                if (row.isPresent()) {
                    unsaved.document();
                    return new Reading.Read(documents.document(row.get(), rows()::texts));
                }
                finishShard();
            } catch (MalformedDocumentException e) {
                unsaved.document();
                throw e;
            } catch (DamagedBlockException e) {
                bringAgain(e);
            } catch (UnreadableException e) {
                readAgainOrSetAside(e);
            }
        }
    }

    private Optional<Reading> prepare(boolean withoutWaiting) throws IOException {
        release();
        if (setAside.isPresent()) {
            return Optional.empty();
        }
        if (index == shards.size()) {
            return Optional.of(new Reading.End());
        }
        Shard shard = shards.get(index);
        if (rows.isEmpty() && (withoutWaiting || unsaved.isWorthSavingBefore(shard)) && !isHere(shard)) {
            unsaved.saved();
            return Optional.of(new Reading.Save("before downloading " + shard.path()));
        }
        try {
            fetchRow();
        } catch (DamagedBlockException e) {
            bringAgain(e);
            return prepare(withoutWaiting);
        } catch (UnreadableException e) {
            readAgainOrSetAside(e);
            return prepare(withoutWaiting);
        }
        return Optional.empty();
    }

    /** Passes over units that are set aside as over any document, so that they are read for it. */
    @Override
    public long skip(long count) throws IOException {
        release();
        long skipped = 0;
        while (skipped < count && index < shards.size()) {
            try {
                if (setAside.isPresent()) {
                    passUnit();
                    skipped++;
                } else if (rows().skip(1) == 1) {
                    skipped++;
                } else {
                    finishShard();
                }
            } catch (DamagedBlockException e) {
                bringAgain(e);
            } catch (UnreadableException e) {
                readAgainOrSetAside(e);
            } catch (SuspectFileException e) {
                throw tainted(e);
            } catch (IOException e) {
                throw distrusted(e);
            }
        }
        return skipped;
    }

    /**
     * The disk has changed what was proved; none of it was given. It is brought again, and read from the same place on.
     *
     * @throws IOException if it cannot be, or the disk does so again and again
     */
    private void bringAgain(DamagedBlockException failure) throws IOException {
        closeRows();
        store.distrust(shards.get(index), failure);
        if (++damaged == DAMAGED_MAX) {
            throw failure;
        }
    }

    /** What earlier attempts have read of this shard may be wrong, and cannot be proved any more. */
    private IOException tainted(SuspectFileException failure) {
        int tainted = index;
        return new TaintedInputException(failure.getMessage(), position -> isBefore(position, tainted));
    }

    private boolean isBefore(Position position, int tainted) {
        try {
            int reached = indexOf(shards, position);
            Shard shard = shards.get(reached);
            return reached < tainted
                    || reached == tainted
                            && position.token()
                                    .equals(shard.path() + " " + shard.format().start());
        } catch (IOException ofOtherFiles) {
            return false;
        }
    }

    /**
     * What is kept of a shard here may be damaged, so it is fetched anew and read from the same place on, unless its checksum is the published one. Where it is
     * found the same then, it is broken for good.
     *
     * @throws IOException if it is found broken in one way after the other
     */
    private void readAgainOrSetAside(UnreadableException failure) throws IOException {
        if (isInterrupted()) {
            throw failure;
        }
        Shard shard = shards.get(index);
        boolean proved = store.isProved(shard);
        if (proved) {
            closeRows();
        } else {
            distrusted(failure);
        }
        String found = place + ": " + failure.getMessage();
        if (proved || found.equals(unreadableLast)) {
            String rest = place.equals(shard.format().start())
                    ? "all of its " + shard.bytes() + " bytes"
                    : "what follows " + place + " in its " + shard.bytes() + " bytes";
            setAside = Optional.of(
                    MalformedDocumentException.unit(shard.path(), failure.getMessage() + ". Not read: " + rest, ""));
        } else if (++unreadable == UNREADABLE_MAX) {
            throw failure;
        }
        unreadableLast = found;
    }

    private MalformedDocumentException passUnit() throws IOException {
        MalformedDocumentException unit = setAside.orElseThrow();
        setAside = Optional.empty();
        unsaved.document();
        finishShard();
        return unit;
    }

    @Override
    public Position position() {
        if (index == shards.size()) {
            return new Position(shards.get(index - 1).path() + " " + END);
        }
        return new Position(
                shards.get(index).path() + " " + rows.map(Rows::place).orElse(place));
    }

    @Override
    public void committed(Position durable) throws IOException {
        if (released < index) {
            committed = indexOf(shards, durable) + (durable.token().endsWith(" " + END) ? 1 : 0);
        }
    }

    @Override
    public boolean atBoundary() {
        return false;
    }

    @Override
    public OptionalDouble share() {
        return shares.at(index, rows.map(Rows::share).orElse(0.0));
    }

    /** A file without a byte need not be brought here. */
    private boolean isHere(Shard shard) throws IOException {
        return shard.bytes() == 0 || store.isHere(shard);
    }

    /** Also begins to bring the next shard here, in time. */
    private void fetchRow() throws IOException {
        try {
            Rows open = rows();
            if (!oneByOne
                    && fetchedAheadOf < index
                    && unsaved.isSmall()
                    && index + 1 < shards.size()
                    && open.share() >= HALF) {
                fetchedAheadOf = index;
                store.fetchAhead(shards.get(index + 1));
            }
            open.fetch();
        } catch (DamagedBlockException | UnreadableException e) {
            throw e;
        } catch (SuspectFileException e) {
            throw tainted(e);
        } catch (IOException e) {
            throw distrusted(e);
        }
    }

    private Optional<Row> nextRow() throws IOException, MalformedDocumentException {
        try {
            return rows().next();
        } catch (DamagedBlockException | UnreadableException e) {
            throw e;
        } catch (SuspectFileException e) {
            throw tainted(e);
        } catch (IOException e) {
            throw distrusted(e);
        }
    }

    private Rows rows() throws IOException {
        if (rows.isEmpty()) {
            rows = Optional.of(open(shards.get(index)));
        }
        return rows.get();
    }

    private IOException distrusted(IOException failure) {
        try {
            closeRows();
            if (!isInterrupted()) {
                store.distrust(shards.get(index), failure);
            }
        } catch (IOException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
        return failure;
    }

    /** What an interrupted thread could not read says nothing of the file. */
    private static boolean isInterrupted() {
        return Thread.currentThread().isInterrupted();
    }

    private Rows open(Shard shard) throws IOException {
        if (shard.bytes() == 0) {
            return new NoRows(place);
        }
        SeekableBytes bytes = store.open(shard, !place.equals(shard.format().start()));
        return switch (shard.format()) {
            case LINES -> LineRows.open(bytes, place, fields.wanted());
            case CSV -> CsvRows.open(bytes, place, fields, ',');
            case TSV -> CsvRows.open(bytes, place, fields, '\t');
            case TEXT -> TextRows.open(bytes, place, fields);
            case PARQUET -> ParquetFileRows.open(bytes, place, fields);
            case ARROW -> ArrowRows.open(bytes, place, fields);
        };
    }

    private void finishShard() throws IOException {
        closeRows();
        unsaved.passed(shards.get(index));
        index++;
        damaged = 0;
        unreadable = 0;
        unreadableLast = "";
        place = index < shards.size() ? shards.get(index).format().start() : END;
    }

    private void release() throws IOException {
        for (; released < Math.min(committed, index); released++) {
            store.release(shards.get(released));
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
