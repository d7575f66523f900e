package dev.siiwad.source.rows;

import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.PositionFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** The rows of a file of JSON Lines; blank lines are not rows. Rows are named {@code <path>:<line>}, the first line being 1. */
final class LineRows implements Rows {
    private final String name;
    private final Set<String> wanted;
    private final LineReader lines;
    private final long fileBytes;
    private final int lineBytesMax;

    private LineRows(String name, Set<String> wanted, LineReader lines, long fileBytes, int lineBytesMax) {
        this.name = name;
        this.wanted = wanted;
        this.lines = lines;
        this.fileBytes = fileBytes;
        this.lineBytesMax = lineBytesMax;
    }

    /**
     * Opens a file at a place.
     *
     * @param name what the file is called in messages and rows, wherever it lies
     */
    static LineRows open(String name, ShardFormat format, Path file, String place, Set<String> wanted)
            throws IOException {
        return open(name, format, file, place, wanted, LineReader.LINE_BYTES_MAX);
    }

    static LineRows open(String name, ShardFormat format, Path file, String place, Set<String> wanted, int lineBytesMax)
            throws IOException {
        long bytes = Files.size(file);
        LinePlace parsed = LinePlace.of(PositionFields.of(new Position(name + " " + place), place));
        if (parsed.start() > bytes) {
            throw new IOException("[" + name + "] has no place " + parsed + "; it has " + bytes + " bytes");
        }
        Unpacked unpacked = unpack(name, format, file, parsed.start());
        try {
            LineReader lines = LineReader.open(name, format, unpacked, parsed, lineBytesMax);
            return new LineRows(name, wanted, lines, bytes, lineBytesMax);
        } catch (IOException e) {
            unpacked.close();
            throw e;
        }
    }

    private static Unpacked unpack(String name, ShardFormat format, Path file, long start) throws IOException {
        return switch (format) {
            case LINES -> new PlainBytes(file, start);
            case GZIP_LINES -> new GzipMembers(file, start);
            case ZSTD_LINES -> new ZstdFrames(file, start);
            case PARQUET -> throw new IllegalArgumentException(name + " has no lines");
        };
    }

    /** The whole file is here. */
    @Override
    public void fetch() {}

    @Override
    public Optional<Row> next() throws IOException, MalformedDocumentException {
        Optional<Line> line = lines.next();
        while (line.isPresent() && line.get().blank()) {
            line = lines.next();
        }
        if (line.isEmpty()) {
            return Optional.empty();
        }
        if (lines.line() == 1 && line.get().bytes()[line.get().from()] == '[') {
            throw new IOException("[" + name + "] is a JSON array; expected JSON Lines, one object on each line."
                    + " Convert it, such as with: jq -c '.[]'");
        }
        String id = name + ":" + lines.line();
        if (!line.get().whole()) {
            throw malformed(id, "is longer than the " + lineBytesMax + " bytes that are allowed", line.get());
        }
        try {
            return Optional.of(new Row(id, JsonLine.read(line.get(), wanted)));
        } catch (JsonLine.NoJsonException e) {
            throw malformed(id, e.getMessage(), line.get());
        }
    }

    private MalformedDocumentException malformed(String id, String problem, Line line) {
        return new MalformedDocumentException(
                id, "[" + name + "] line " + lines.line() + " " + problem, line.excerpt());
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = 0;
        while (skipped < count) {
            LineReader.Passed passed = lines.pass();
            if (passed == LineReader.Passed.END) {
                break;
            }
            skipped += passed == LineReader.Passed.LINE ? 1 : 0;
        }
        return skipped;
    }

    @Override
    public String place() {
        return lines.place().toString();
    }

    @Override
    public boolean pastHalf() {
        return lines.bytesRead() >= fileBytes / 2;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
