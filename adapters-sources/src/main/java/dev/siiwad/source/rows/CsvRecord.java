package dev.siiwad.source.rows;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One record of a CSV file (RFC 4180), line by line: a field in quotes may hold separators, line breaks and, twice each, quotes. */
final class CsvRecord {
    private final char separator;
    private final int bytesMax;
    private final List<byte[]> fields = new ArrayList<>();
    private final ByteArrayOutputStream field = new ByteArrayOutputStream();
    private boolean inQuotes;
    private boolean wasQuoted;
    private long bytes;

    CsvRecord(char separator, int bytesMax) {
        this.separator = separator;
        this.bytesMax = bytesMax;
    }

    /** Takes a line, and says whether the record ends with it; one that is too long does, since its quotes may never end. */
    boolean add(Line line) {
        int length = line.length();
        boolean carriageReturn = length > 0 && line.bytes()[line.from() + length - 1] == '\r';
        int end = line.from() + length - (carriageReturn ? 1 : 0);
        bytes += line.whole() ? length + 1L : bytesMax + 1L;
        if (!whole()) {
            endField();
            return true;
        }
        if (inQuotes) {
            field.write('\n');
        }
        for (int at = line.from(); at < end; at++) {
            boolean twice = at + 1 < end && line.bytes()[at + 1] == '"';
            at += take(line.bytes()[at], twice) ? 1 : 0;
        }
        if (!inQuotes) {
            endField();
        }
        return !inQuotes;
    }

    /** Takes a byte, and says whether the quote after it belongs to it. */
    private boolean take(byte next, boolean quoteFollows) {
        if (next == '"' && inQuotes) {
            if (quoteFollows) {
                field.write('"');
                return true;
            }
            inQuotes = false;
        } else if (next == '"' && field.size() == 0 && !wasQuoted) {
            inQuotes = true;
            wasQuoted = true;
        } else if (next == separator && !inQuotes) {
            endField();
        } else {
            field.write(next);
        }
        return false;
    }

    private void endField() {
        fields.add(field.toByteArray());
        field.reset();
        wasQuoted = false;
    }

    /** Whether it is no longer than allowed. */
    boolean whole() {
        return bytes - 1 <= bytesMax;
    }

    /** Whether the file ended before its quotes did. */
    boolean unfinished() {
        return inQuotes;
    }

    /** @throws CharacterCodingException if one is not UTF-8 */
    List<String> fields() throws CharacterCodingException {
        List<String> texts = new ArrayList<>();
        for (byte[] bytes : fields) {
            texts.add(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        }
        return texts;
    }

    /** The beginning, for people. */
    String excerpt() {
        List<String> texts = new ArrayList<>();
        fields.forEach(bytes -> texts.add(new String(bytes, StandardCharsets.UTF_8)));
        return String.join(String.valueOf(separator), texts) + field.toString(StandardCharsets.UTF_8);
    }
}
