package dev.siiwad.source.rows;

import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.PositionFields;
import dev.siiwad.source.proved.SeekableBytes;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of an Arrow file or stream, of which only the wanted columns are read, one batch at a time. Values are as {@link ParquetFileRows} gives them. Rows
 * are named {@code <path> batch=3 row=120}.
 */
final class ArrowRows implements Rows {
    private final SeekableBytes file;
    private final ArrowContainer container;
    private final List<ArrowField> schema;
    private final Set<String> wanted;
    private final int rowBytesMax;
    private int batch;
    private int row;
    private long start;
    private Optional<Batch> open = Optional.empty();

    private record Batch(int rows, Map<String, ArrowColumn> columns) {}

    @FunctionalInterface
    private interface Step<T, X extends Exception> {
        T take() throws IOException, X;
    }

    private ArrowRows(
            SeekableBytes file,
            ArrowContainer container,
            List<ArrowField> schema,
            Set<String> wanted,
            int rowBytesMax) {
        this.file = file;
        this.container = container;
        this.schema = schema;
        this.wanted = wanted;
        this.rowBytesMax = rowBytesMax;
    }

    /** @throws IOException also if the file has no such place, or no column with the text; then it was closed */
    static ArrowRows open(SeekableBytes file, String place, Fields fields) throws IOException {
        int rowBytesMax = LineReader.lineBytesMax(Runtime.getRuntime().maxMemory());
        ArrowRows rows = open(file, fields.wanted(), rowBytesMax);
        try {
            ColumnTexts.require(file.name(), guarded(file, rows::shapes), fields.text());
            rows.seek(place);
            return rows;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Before the first row.
     *
     * @param wanted names of columns
     * @param rowBytesMax of memory that the wanted values of a row take
     */
    static ArrowRows open(SeekableBytes file, Set<String> wanted, int rowBytesMax) throws IOException {
        try {
            return guarded(file, () -> {
                ArrowContainer container = ArrowFiles.container(file);
                List<ArrowField> schema = ArrowField.of(container.schema());
                Map<Long, ArrowField> dictionaries = new HashMap<>();
                schema.stream()
                        .filter(field -> wanted.contains(field.name()))
                        .forEach(field -> field.addDictionaries(dictionaries));
                container.want(dictionaries);
                return new ArrowRows(file, container, schema, wanted, rowBytesMax);
            });
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private Map<String, ColumnShape> shapes() throws UnreadableException {
        Map<String, ColumnShape> shapes = new LinkedHashMap<>();
        Set<String> twice = new HashSet<>();
        for (ArrowField field : schema) {
            if (shapes.put(field.name(), field.shape()) != null) {
                twice.add(field.name());
            }
        }
        twice.retainAll(wanted);
        if (!twice.isEmpty()) {
            throw new UnreadableException(
                    "it has two columns \"" + twice.iterator().next() + "\", and which one is meant cannot be told");
        }
        return shapes;
    }

    /** The names of all columns of the file. */
    Set<String> columns() throws IOException {
        return guarded(file, this::shapes).keySet();
    }

    /** @throws IOException if the file has no such place */
    void seek(String place) throws IOException {
        ArrowPlace from = ArrowPlace.of(PositionFields.of(new Position(file.name() + " " + place), place));
        batch = from.batch();
        row = from.row();
        start = from.start();
        open = Optional.empty();
        int rows = row == 0 ? 0 : guarded(file, this::enter).map(Batch::rows).orElse(0);
        if (row > rows) {
            throw new IOException("[" + file.name() + "] has no row " + row + " in batch " + batch + ", but " + rows);
        }
    }

    /** The whole file is here. */
    @Override
    public void fetch() {}

    @Override
    public Optional<Row> next() throws IOException, MalformedDocumentException {
        if (!onRow()) {
            return Optional.empty();
        }
        String id = file.name() + " batch=" + batch + " row=" + row;
        try {
            Row found = new Row(id, guarded(file, this::values));
            row++;
            return Optional.of(found);
        } catch (BadValueException e) {
            row++;
            throw new MalformedDocumentException(id, "[" + id + "] " + e.getMessage(), e.excerpt());
        }
    }

    private Map<String, Object> values() throws BadValueException {
        RowRoom room = new RowRoom(rowBytesMax);
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, ArrowColumn> column :
                open.orElseThrow().columns().entrySet()) {
            Optional<Object> value = column.getValue().at(row, room);
            value.ifPresent(found -> values.put(column.getKey(), Written.ifNested(found)));
        }
        return values;
    }

    /** Whether there is a row left, and then it is the next one of the open batch. */
    private boolean onRow() throws IOException {
        while (true) {
            Optional<Batch> entered = guarded(file, this::enter);
            if (entered.isEmpty() || row < entered.get().rows()) {
                return entered.isPresent();
            }
            batch++;
            row = 0;
            open = Optional.empty();
            start = container.start(batch);
        }
    }

    /** Opens the batch of the next row, unless it is open; empty after the last one. */
    private Optional<Batch> enter() throws IOException {
        if (open.isEmpty()) {
            Optional<ArrowMessage> message = container.batch(batch, start);
            if (message.isPresent()) {
                ArrowBatch found = ArrowBatch.of(file, message.get(), container.schema());
                open = Optional.of(new Batch(found.rows(), found.columns(schema, wanted, container.dictionaries())));
            }
        }
        return open;
    }

    /** Reads without reading values: how many rows a batch has is known. */
    @Override
    public long skip(long count) throws IOException {
        long left = count;
        while (left > 0 && onRow()) {
            int step = (int) Math.min(left, open.orElseThrow().rows() - row);
            row += step;
            left -= step;
        }
        return count - left;
    }

    @Override
    public String place() {
        return new ArrowPlace(start, batch, row).toString();
    }

    @Override
    public double share() {
        return container.share(batch);
    }

    /** A damaged file can name any place as that of its parts, and have any of them nested in itself. */
    private static <T, X extends Exception> T guarded(SeekableBytes file, Step<T, X> step) throws IOException, X {
        try {
            return step.take();
        } catch (UnreadableException e) {
            throw new UnreadableException("[" + file.name() + "] cannot be read as Arrow: " + e.getMessage(), e);
        } catch (RuntimeException | StackOverflowError e) {
            throw new UnreadableException(
                    "[" + file.name() + "] cannot be read as Arrow, the file is damaged: "
                            + Optional.ofNullable(e.getMessage())
                                    .orElse(e.getClass().getSimpleName()),
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        open = Optional.empty();
        file.close();
    }
}
