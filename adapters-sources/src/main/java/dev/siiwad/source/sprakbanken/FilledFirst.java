package dev.siiwad.source.sprakbanken;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Gives as many bytes as are asked for at the first time. The parser counts bytes wrongly where it does not get the whole XML declaration at once. */
final class FilledFirst extends FilterInputStream {
    private boolean filled;
    private Optional<IOException> failure = Optional.empty();

    FilledFirst(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int start, int length) throws IOException {
        if (failure.isPresent()) {
            throw failure.get();
        }
        if (filled) {
            return in.read(into, start, length);
        }
        filled = true;
        int count = 0;
        try {
            for (int more = 0; more >= 0 && count < length; more = in.read(into, start + count, length - count)) {
                count += more;
            }
        } catch (IOException e) {
            if (count == 0) {
                throw e;
            }
            failure = Optional.of(e);
        }
        return count == 0 && length > 0 ? -1 : count;
    }
}
