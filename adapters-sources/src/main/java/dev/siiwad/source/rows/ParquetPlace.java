package dev.siiwad.source.rows;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a row of a Parquet file is, both counted from 0: {@code group=3 row=120}. */
record ParquetPlace(int group, long row) {
    static final ParquetPlace FIRST = new ParquetPlace(0, 0);

    private static final Pattern FORM = Pattern.compile("group=(\\d{1,9}) row=(\\d{1,18})");

    static Optional<ParquetPlace> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches()
                ? Optional.of(new ParquetPlace(Integer.parseInt(form.group(1)), Long.parseLong(form.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "group=" + group + " row=" + row;
    }
}
