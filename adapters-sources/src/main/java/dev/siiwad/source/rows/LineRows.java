package dev.siiwad.source.rows;

import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.proved.SeekableBytes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rows of a file of JSON Lines; blank lines are not rows. Rows are named {@code <path>:<line>}, the first line being 1. */
final class LineRows implements Rows {
    private static final Logger LOG = LoggerFactory.getLogger(LineRows.class);

    /** As the JSON library says it. */
    private static final String INVALID_UTF_8 = "Invalid UTF-8";

    private final String name;
    private final Set<String> wanted;
    private final PlainJson plain;
    private final LineReader lines;
    private final int lineBytesMax;
    private final LinePlace opened;
    private boolean atFirst;
    private boolean warnedOfEncoding;
    private Optional<Line> last = Optional.empty();

    private LineRows(String name, Set<String> wanted, LineReader lines, int lineBytesMax) {
        this.name = name;
        this.wanted = wanted;
        this.plain = new PlainJson(wanted);
        this.lines = lines;
        this.lineBytesMax = lineBytesMax;
        this.opened = lines.place();
        this.atFirst = opened.equals(LinePlace.FIRST);
    }

    /**
     * Opens a file at a place.
     *
     * @param file closed with the rows; what it is called is what rows are named after
     */
    static LineRows open(SeekableBytes file, String place, Set<String> wanted) throws IOException {
        return open(
                file,
                place,
                wanted,
                LineReader.lineBytesMax(Runtime.getRuntime().maxMemory()));
    }

    static LineRows open(SeekableBytes file, String place, Set<String> wanted, int lineBytesMax) throws IOException {
        LineReader lines = LineReader.open(file, place, lineBytesMax);
        return new LineRows(file.name(), wanted, lines, lineBytesMax);
    }

    /** The whole file is here. */
    @Override
    public void fetch() {}

    @Override
    public Optional<Row> next() throws IOException, MalformedDocumentException {
        Optional<Line> line = nextLine();
        if (line.isEmpty()) {
            return Optional.empty();
        }
        String id = name + ":" + lines.line();
        if (!line.get().whole()) {
            throw malformed(id, "is longer than the " + lineBytesMax + " bytes that are allowed", line.get());
        }
        try {
            Optional<Map<String, Object>> values = plain.read(line.get());
            Row row = new Row(id, values.isPresent() ? values.get() : JsonLine.read(line.get(), wanted));
            last = line;
            return Optional.of(row);
        } catch (JsonLine.NoJsonException e) {
            warnOfEncoding(e.getMessage());
            throw malformed(id, e.getMessage(), line.get());
        }
    }

    @Override
    public List<String> texts() {
        return last.map(JsonLine::texts).orElse(List.of());
    }

    /** The next line that is not blank; of the first one of the file, it is made sure that it is a row. */
    private Optional<Line> nextLine() throws IOException {
        Optional<Line> line = lines.next();
        while (line.isPresent() && (line.get().blank() || atFirst && line.get().onlyMark())) {
            line = lines.next();
        }
        if (atFirst && line.isPresent()) {
            Optional<String> foreign = ForeignContent.ofLines(line.get());
            if (foreign.isPresent()) {
                throw new UnreadableException("[" + name + "] " + foreign.get());
            }
            atFirst = false;
        }
        return line;
    }

    private void warnOfEncoding(String problem) {
        if (!warnedOfEncoding && problem.contains(INVALID_UTF_8)) {
            warnedOfEncoding = true;
            LOG.warn(
                    "[{}] line {} is not UTF-8. If the whole file is Latin-1 or Windows-1252, convert it first, such as"
                            + " with: iconv -f WINDOWS-1252 -t UTF-8",
                    name,
                    lines.line());
        }
    }

    private MalformedDocumentException malformed(String id, String problem, Line line) {
        return new MalformedDocumentException(
                id, "[" + name + "] line " + lines.line() + " " + problem, line.excerpt());
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = 0;
        if (atFirst && count > 0) {
            if (nextLine().isEmpty()) {
                return 0;
            }
            skipped++;
        }
        while (skipped < count) {
            LineReader.Passed passed = lines.pass();
            if (passed == LineReader.Passed.END) {
                break;
            }
            skipped += passed == LineReader.Passed.LINE ? 1 : 0;
        }
        return skipped;
    }

    /** A file that is something else has been passed by nobody, though its first line was looked at. */
    @Override
    public String place() {
        return (atFirst ? opened : lines.place()).toString();
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
