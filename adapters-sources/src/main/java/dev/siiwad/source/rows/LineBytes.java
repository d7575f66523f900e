package dev.siiwad.source.rows;

import java.io.ByteArrayOutputStream;

/** Lines that make one row, with line breaks between them; of a row that is too long, the first ones. */
final class LineBytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int bytesMax;
    private boolean whole = true;
    private boolean empty = true;

    LineBytes(int bytesMax) {
        this.bytesMax = bytesMax;
    }

    void add(Line line) {
        int length = line.length();
        boolean carriageReturn = length > 0 && line.bytes()[line.from() + length - 1] == '\r';
        length -= carriageReturn ? 1 : 0;
        if (!line.whole() || bytes.size() + 1L + length > bytesMax) {
            whole = false;
        }
        if (whole || empty) {
            if (!empty) {
                bytes.write('\n');
            }
            bytes.write(line.bytes(), line.from(), length);
        }
        empty = false;
    }

    /** Whether all of the lines are there. */
    boolean whole() {
        return whole;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
