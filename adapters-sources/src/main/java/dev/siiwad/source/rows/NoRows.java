package dev.siiwad.source.rows;

import java.util.Optional;

/** The rows of a file without a byte, of any format: there are none. */
record NoRows(String place) implements Rows {
    @Override
    public void fetch() {
        // There is nothing to bring.
    }

    @Override
    public Optional<Row> next() {
        return Optional.empty();
    }

    @Override
    public long skip(long count) {
        return 0;
    }

    @Override
    public double share() {
        return 1;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
