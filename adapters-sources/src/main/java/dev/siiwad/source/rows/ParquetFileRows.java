package dev.siiwad.source.rows;

import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.PositionFields;
import dev.siiwad.source.proved.SeekableBytes;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The rows of a Parquet file, of which only the wanted columns are read. Rows are named {@code <path> group=3 row=120}. */
final class ParquetFileRows implements Rows {
    private final String name;
    private final ParquetRows rows;

    private ParquetFileRows(String name, ParquetRows rows) {
        this.name = name;
        this.rows = rows;
    }

    /** @throws IOException also if the file has no such place, or no column with the text; then it was closed */
    static ParquetFileRows open(SeekableBytes file, String place, Fields fields) throws IOException {
        ParquetRows rows = ParquetRows.open(file, fields.wanted());
        try {
            ColumnTexts.require(file.name(), ParquetShape.of(rows.schema()), fields.text());
            ParquetPlace parsed = ParquetPlace.of(PositionFields.of(new Position(file.name() + " " + place), place));
            rows.seek(parsed.group(), parsed.row());
            return new ParquetFileRows(file.name(), rows);
        } catch (IOException e) {
            rows.close();
            throw e;
        }
    }

    @Override
    public void fetch() throws IOException {
        rows.fetch();
    }

    @Override
    public Optional<Row> next() throws IOException, MalformedDocumentException {
        String id = name + " " + place();
        Optional<Map<String, Object>> values = rows.next();
        return values.map(found -> new Row(id, found));
    }

    @Override
    public long skip(long count) throws IOException {
        return rows.skip(count);
    }

    @Override
    public String place() {
        return new ParquetPlace(rows.group(), rows.rowInGroup()).toString();
    }

    @Override
    public double share() {
        return rows.share();
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
