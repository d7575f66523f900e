package dev.siiwad.source.rows;

import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.proved.SeekableBytes;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of a CSV or TSV file, whose first record names the columns. All values are text; an empty one is missing. Rows are named {@code <path>:<line>}, after
 * the line that they begin in.
 */
final class CsvRows implements Rows {
    private static final String MARK = "\uFEFF";

    private final String name;
    private final char separator;
    private final Set<String> wanted;
    private final LineReader lines;
    private final int bytesMax;
    private final List<String> columns;
    private String place;

    private CsvRows(
            String name, char separator, Set<String> wanted, LineReader lines, int bytesMax, List<String> columns) {
        this.name = name;
        this.separator = separator;
        this.wanted = wanted;
        this.lines = lines;
        this.bytesMax = bytesMax;
        this.columns = columns;
        this.place = lines.place().toString();
    }

    /** @throws SourceException if no column has the name of the text's field */
    static CsvRows open(SeekableBytes file, String place, Fields fields, char separator) throws IOException {
        return open(
                file,
                place,
                fields,
                separator,
                LineReader.lineBytesMax(Runtime.getRuntime().maxMemory()));
    }

    static CsvRows open(SeekableBytes file, String place, Fields fields, char separator, int bytesMax)
            throws IOException {
        List<String> columns;
        try (LineReader lines = LineReader.open(new Lent(file), LinePlace.FIRST.toString(), bytesMax)) {
            columns = columns(file.name(), lines, new CsvRecord(separator, bytesMax));
            requireText(file.name(), columns, fields.text());
        } catch (IOException e) {
            file.close();
            throw e;
        }
        LineReader lines = LineReader.open(file, place, bytesMax);
        return new CsvRows(file.name(), separator, fields.wanted(), lines, bytesMax, columns);
    }

    /** The file stays open when who reads the header is done with it. */
    private record Lent(SeekableBytes file) implements SeekableBytes {
        @Override
        public String name() {
            return file.name();
        }

        @Override
        public long length() {
            return file.length();
        }

        @Override
        public byte[] read(long from, int length) throws IOException {
            return file.read(from, length);
        }

        @Override
        public void close() {
            // Is not ours.
        }
    }

    private static List<String> columns(String name, LineReader lines, CsvRecord header) throws IOException {
        Optional<Line> first = notBlank(lines);
        if (first.isEmpty()) {
            return List.of();
        }
        Optional<String> foreign = ForeignContent.ofText(first.get());
        if (foreign.isPresent()) {
            throw new UnreadableException("[" + name + "] " + foreign.get());
        }
        complete(lines, header, first.get());
        try {
            List<String> columns = header.fields();
            if (new HashSet<>(columns).size() < columns.size()) {
                throw new UnreadableException("[" + name + "] has two columns of one name: " + columns);
            }
            boolean marked = columns.get(0).startsWith(MARK);
            return marked ? parsedAgain(columns) : columns;
        } catch (CharacterCodingException e) {
            throw new UnreadableException("[" + name + "] line 1, which names the columns, is not UTF-8", e);
        }
    }

    /** A byte order mark keeps the quotes after it from being any. */
    private static List<String> parsedAgain(List<String> columns) {
        List<String> unmarked = new ArrayList<>(columns);
        String first = columns.get(0).substring(MARK.length());
        boolean quoted = first.length() > 1 && first.startsWith("\"") && first.endsWith("\"");
        unmarked.set(0, quoted ? first.substring(1, first.length() - 1) : first);
        return unmarked;
    }

    private static void requireText(String name, List<String> columns, String text) throws SourceException {
        boolean there = columns.isEmpty()
                || columns.contains(text)
                || TextPath.of(text).parts().stream()
                        .allMatch(part -> columns.contains(part.steps().get(0)));
        if (!there) {
            throw new SourceException(
                    "[" + name + "] has no column \"" + text + "\"", new Remedy.Choose("text_field", columns));
        }
    }

    private static Optional<Line> notBlank(LineReader lines) throws IOException {
        Optional<Line> line = lines.next();
        while (line.isPresent() && line.get().blank()) {
            line = lines.next();
        }
        return line;
    }

    private static void complete(LineReader lines, CsvRecord record, Line first) throws IOException {
        Optional<Line> line = Optional.of(first);
        while (line.isPresent() && !record.add(line.get())) {
            line = lines.next();
        }
    }

    /** The whole file is here. */
    @Override
    public void fetch() {}

    @Override
    public Optional<Row> next() throws IOException, MalformedDocumentException {
        if (place.equals(LinePlace.FIRST.toString())) {
            columns(name, lines, new CsvRecord(separator, bytesMax));
        }
        Optional<Line> first = notBlank(lines);
        if (first.isEmpty()) {
            place = lines.place().toString();
            return Optional.empty();
        }
        String id = name + ":" + lines.line();
        CsvRecord record = new CsvRecord(separator, bytesMax);
        complete(lines, record, first.get());
        place = lines.place().toString();
        if (!record.whole()) {
            throw malformed(id, "is longer than the " + bytesMax + " bytes that are allowed", record);
        }
        if (record.unfinished()) {
            throw malformed(id, "begins with quotes that never end", record);
        }
        return Optional.of(new Row(id, values(id, record)));
    }

    private Map<String, Object> values(String id, CsvRecord record) throws MalformedDocumentException {
        List<String> fields;
        try {
            fields = record.fields();
        } catch (CharacterCodingException e) {
            throw malformed(id, "is not UTF-8", record);
        }
        if (fields.size() > columns.size()) {
            throw malformed(
                    id, "has " + fields.size() + " fields; the file has " + columns.size() + " columns", record);
        }
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < fields.size(); i++) {
            if (!fields.get(i).isEmpty() && wanted.contains(columns.get(i))) {
                values.put(columns.get(i), fields.get(i));
            }
        }
        return values;
    }

    private static MalformedDocumentException malformed(String id, String problem, CsvRecord record) {
        return new MalformedDocumentException(id, "[" + id + "] " + problem, record.excerpt());
    }

    /** By reading, since only that tells where a record ends. */
    @Override
    public long skip(long count) throws IOException {
        return Rows.skipByReading(this, count);
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public double share() {
        return lines.share();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
