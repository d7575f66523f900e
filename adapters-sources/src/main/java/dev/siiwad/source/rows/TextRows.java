package dev.siiwad.source.rows;

import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.proved.SeekableBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The documents of a file of plain text. It has two fields, and which one is asked for says what a document is: {@code text}, each line; {@code paragraph}, the
 * lines up to a blank one. Rows are named {@code <path>:<line>}, after their first line.
 */
final class TextRows implements Rows {
    private static final String LINE = "text";
    private static final String PARAGRAPH = "paragraph";
    private static final String MARK = "\uFEFF";

    private final String name;
    private final boolean paragraphs;
    private final LineReader lines;
    private final int bytesMax;
    private String place;

    private TextRows(String name, boolean paragraphs, LineReader lines, int bytesMax) {
        this.name = name;
        this.paragraphs = paragraphs;
        this.lines = lines;
        this.bytesMax = bytesMax;
        this.place = lines.place().toString();
    }

    /** @throws SourceException if the field of the text is none that plain text has */
    static TextRows open(SeekableBytes file, String place, Fields fields) throws IOException {
        return open(
                file,
                place,
                fields,
                LineReader.lineBytesMax(Runtime.getRuntime().maxMemory()));
    }

    static TextRows open(SeekableBytes file, String place, Fields fields, int bytesMax) throws IOException {
        String name = file.name();
        if (!List.of(LINE, PARAGRAPH).contains(fields.text())) {
            file.close();
            throw new SourceException(
                    "[" + name + "] is plain text and has no field \"" + fields.text() + "\"",
                    new Remedy.Choose("text_field", List.of(LINE, PARAGRAPH)));
        }
        LineReader lines = LineReader.open(file, place, bytesMax);
        return new TextRows(name, fields.text().equals(PARAGRAPH), lines, bytesMax);
    }

    /** The whole file is here. */
    @Override
    public void fetch() {}

    @Override
    public Optional<Row> next() throws IOException, MalformedDocumentException {
        Optional<Line> first = nextLine();
        if (first.isEmpty()) {
            place = lines.place().toString();
            return Optional.empty();
        }
        String id = name + ":" + lines.line();
        LineBytes text = new LineBytes(bytesMax);
        text.add(first.get());
        while (paragraphs) {
            Optional<Line> line = lines.next();
            if (line.isEmpty() || line.get().blank()) {
                break;
            }
            text.add(line.get());
        }
        place = lines.place().toString();
        if (!text.whole()) {
            throw new MalformedDocumentException(
                    id,
                    "[" + id + "] is longer than the " + bytesMax + " bytes that are allowed",
                    new String(text.bytes(), StandardCharsets.UTF_8));
        }
        return Optional.of(new Row(id, Map.of(paragraphs ? PARAGRAPH : LINE, decoded(id, text.bytes()))));
    }

    private Optional<Line> nextLine() throws IOException {
        Optional<Line> line = lines.next();
        while (line.isPresent() && line.get().blank()) {
            line = lines.next();
        }
        if (line.isPresent() && place.equals(LinePlace.FIRST.toString())) {
            Optional<String> foreign = ForeignContent.ofText(line.get());
            if (foreign.isPresent()) {
                throw new UnreadableException("[" + name + "] " + foreign.get());
            }
        }
        return line;
    }

    private static String decoded(String id, byte[] bytes) throws MalformedDocumentException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(MARK) ? text.substring(MARK.length()) : text;
        } catch (CharacterCodingException e) {
            throw new MalformedDocumentException(
                    id, "[" + id + "] is not UTF-8", new String(bytes, StandardCharsets.UTF_8));
        }
    }

    /** By reading, since only that tells where a document ends. */
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
