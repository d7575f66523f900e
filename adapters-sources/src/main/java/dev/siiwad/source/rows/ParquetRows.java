package dev.siiwad.source.rows;

import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.proved.SeekableBytes;
import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.crypto.ParquetCryptoRuntimeException;
import org.apache.parquet.filter.UnboundRecordFilter;
import org.apache.parquet.filter2.columnindex.RowRanges;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * The rows of a Parquet file, of which only the wanted columns are read. How many rows each row group has is known once the file is open, so that going
 * to any row costs reading one row group.
 *
 * <p>Of a large row group whose pages are indexed, it reads the pages from the next row on, few first, so that going to a row costs a few pages. Holds one row group of the wanted
 * columns as it is compressed, or some pages of it, and the current pages. Not safe for use by several threads; closing it closes the
 * file. Every message begins with the file's name.
 */
final class ParquetRows implements Closeable {
    /** What is asked of a file in one read, at most; a column chunk is hardly ever larger. */
    static final int READ_BYTES_MAX = 32 * 1024 * 1024;

    /** A row group of which more than this is wanted is not read at once: some pages first, twice as much each time after. */
    private static final long AT_ONCE_BYTES = 2L << 20;

    private static final long MUCH_AT_ONCE_BYTES = 32L << 20;

    /** How the library names a file that is none of Hadoop's: another name each time, so that the same failure would not be known again. */
    private static final Pattern UNNAMED_FILE = Pattern.compile("org\\.apache\\.hadoop\\.fs\\.Path@[0-9a-f]+");

    private final SeekableBytes bytes;
    private final ParquetBytes file;
    private final ParquetFileReader reader;
    private final MessageType wanted;
    private final ParquetRow row;
    private final long atOnceBytes;

    private int group;
    private long rowInGroup;
    private Optional<PageReadStore> pages = Optional.empty();
    private Optional<RecordReader<Map<String, Object>>> records = Optional.empty();
    private long recordsPassed;
    private long windowEnd;
    private long windowBytes;
    private Optional<ParquetPages> index = Optional.empty();

    private ParquetRows(
            SeekableBytes bytes, ParquetBytes file, ParquetFileReader reader, MessageType wanted, long atOnceBytes) {
        this.atOnceBytes = atOnceBytes;
        this.bytes = bytes;
        this.file = file;
        this.reader = reader;
        this.wanted = wanted;
        this.row = new ParquetRow(wanted);
        enterNextRow();
    }

    /**
     * Opens a file before its first row; only its footer is read.
     *
     * @param fields names of top-level columns; those that the file does not have are left out of every row, see {@link #columns}
     * @throws IOException if the file cannot be read, is not a whole Parquet file; then it was closed
     */
    static ParquetRows open(SeekableBytes bytes, Collection<String> fields) throws IOException {
        return open(bytes, fields, AT_ONCE_BYTES);
    }

    static ParquetRows open(SeekableBytes bytes, Collection<String> fields, long atOnceBytes) throws IOException {
        try {
            ParquetBytes file = new ParquetBytes(bytes);
            ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                    .withCodecFactory(new PageCodecs())
                    .withMaxAllocationInBytes(READ_BYTES_MAX)
                    .withUseHadoopVectoredIo(false)
                    .usePageChecksumVerification()
                    .build();
            ParquetFileReader reader = openReader(bytes, file, options);
            MessageType wanted = ParquetFooter.wanted(bytes.name(), reader.getFooter(), fields, file.footerStart());
            reader.setRequestedSchema(wanted);
            return new ParquetRows(bytes, file, reader, wanted, atOnceBytes);
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    private static ParquetFileReader openReader(SeekableBytes bytes, ParquetBytes file, ParquetReadOptions options)
            throws IOException {
        try {
            return ParquetFileReader.open(file, options);
        } catch (ParquetCryptoRuntimeException e) {
            throw new UnreadableException(
                    bytes.name() + ": is an encrypted Parquet file; only plain ones can be read", e);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw file.failure().orElse(broken(bytes, "the footer", e));
        }
    }

    /** All columns of the file. */
    MessageType schema() {
        return reader.getFileMetaData().getSchema();
    }

    /** The names of all top-level columns of the file. */
    List<String> columns() {
        return schema().getFields().stream().map(Type::getName).toList();
    }

    /** How many rows the file has. */
    long rows() {
        return reader.getRecordCount();
    }

    /** How many row groups the file has. */
    int groups() {
        return reader.getRowGroups().size();
    }

    /** How many rows a row group has. */
    long rowsIn(int rowGroup) {
        return reader.getRowGroups().get(rowGroup).getRowCount();
    }

    /** Which share of the row groups lies before the next row. */
    double share() {
        double ofGroup = group < groups() ? (double) rowInGroup / Math.max(1, rowsIn(group)) : 0;
        return (group + ofGroup) / Math.max(1, groups());
    }

    /** The row group of the next row, counted from 0; {@link #groups} at the end. */
    int group() {
        return group;
    }

    /** The place of the next row in its row group, counted from 0. */
    long rowInGroup() {
        return rowInGroup;
    }

    /**
     * Stands before a row. Nothing is read before {@link #next} is called.
     *
     * @throws IOException if the file has no such place
     */
    void seek(int rowGroup, long place) throws IOException {
        boolean inside = rowGroup >= 0
                && place >= 0
                && (rowGroup < groups() ? place <= rowsIn(rowGroup) : rowGroup == groups() && place == 0);
        if (!inside) {
            throw new IOException(bytes.name() + ": has no row " + place + " in row group " + rowGroup + "; it has "
                    + groups() + " row groups"
                    + (rowGroup >= 0 && rowGroup < groups() ? ", this one with " + rowsIn(rowGroup) + " rows" : ""));
        }
        if (rowGroup != group) {
            leaveGroup();
        } else if (place < recordsPassed || place >= windowEnd) {
            leavePages();
        }
        group = rowGroup;
        rowInGroup = place;
        enterNextRow();
    }

    /** Passes over rows without reading those of whole row groups; fewer than {@code count} only at the end. */
    long skip(long count) throws IOException {
        long left = count;
        while (left > 0 && group < groups()) {
            long step = Math.min(left, rowsIn(group) - rowInGroup);
            left -= step;
            seek(group, rowInGroup + step);
        }
        return count - left;
    }

    /**
     * The next row, column name to value, without columns that are null in it; empty at the end. Values are {@link String}, {@link Long},
     * {@link Double}, {@link Boolean} or {@link Written}; {@link ParquetLeaf} and {@link ParquetRow} say how others are written.
     *
     * @throws MalformedDocumentException if this row has text that is none; the next one can be read
     */
    Optional<Map<String, Object>> next() throws IOException, MalformedDocumentException {
        if (group == groups()) {
            return Optional.empty();
        }
        Map<String, Object> values = read();
        String place = bytes.name() + " group=" + group + " row=" + rowInGroup;
        rowInGroup++;
        enterNextRow();
        Optional<ParquetRow.Malformed> malformed = row.takeMalformed();
        if (malformed.isPresent()) {
            throw new MalformedDocumentException(
                    place, malformed.get().reason(), malformed.get().excerpt());
        }
        return Optional.of(values);
    }

    /** Brings the row group of the next row here, unless it is, and unpacks nothing of it. */
    void fetch() throws IOException {
        if (group == groups() || pages.isPresent()) {
            return;
        }
        try {
            pages = Optional.of(new ParquetLevels(readPages()));
        } catch (IOException | RuntimeException e) {
            leaveGroup();
            throw file.failure().orElse(broken(bytes, "row group " + group, e));
        }
    }

    /** The row group, or the pages of it from the next row on. */
    private PageReadStore readPages() throws IOException {
        if (windowBytes == 0 && ParquetPages.bytes(reader, group, wanted) > atOnceBytes) {
            index = ParquetPages.of(reader, group, wanted);
            windowBytes = atOnceBytes;
        }
        if (index.isEmpty()) {
            windowEnd = rowsIn(group);
            return reader.readRowGroup(group);
        }
        recordsPassed = rowInGroup;
        windowEnd = index.get().end(rowInGroup, windowBytes);
        windowBytes = Math.min(Math.max(atOnceBytes, MUCH_AT_ONCE_BYTES), 2 * windowBytes);
        return reader.readFilteredRowGroup(
                group,
                RowRanges.builder().addSelectedRange(rowInGroup, windowEnd - 1).build());
    }

    private Map<String, Object> read() throws IOException {
        fetch();
        try {
            if (records.isEmpty()) {
                records = Optional.of(new ColumnIOFactory()
                        .getColumnIO(wanted)
                        .getRecordReader(pages.orElseThrow(), row, fromHere()));
            }
            row.takeMalformed();
            return records.get().read();
        } catch (RuntimeException e) {
            leaveGroup();
            throw file.failure().orElse(broken(bytes, "row group " + group, e));
        }
    }

    /** Lets the library pass over the rows before the next one without making anything of what is in them. It asks once for each row, in order. */
    private FilterCompat.Filter fromHere() {
        UnboundRecordFilter fromHere = columns -> () -> recordsPassed++ >= rowInGroup;
        return FilterCompat.get(fromHere);
    }

    private void enterNextRow() {
        while (group < groups() && rowInGroup >= rowsIn(group)) {
            group++;
            rowInGroup = 0;
            leaveGroup();
        }
        if (group < groups() && pages.isPresent() && rowInGroup >= windowEnd) {
            leavePages();
        }
    }

    private void leaveGroup() {
        leavePages();
        index = Optional.empty();
        windowBytes = 0;
    }

    private void leavePages() {
        pages = Optional.empty();
        records = Optional.empty();
        recordsPassed = 0;
    }

    private static IOException broken(SeekableBytes bytes, String where, Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String what = (root == cause ? "" : cause.getMessage() + ": ")
                + Optional.ofNullable(root.getMessage()).orElse(root.toString());
        return new UnreadableException(
                bytes.name() + ": " + where + " cannot be read, the file is damaged: "
                        + UNNAMED_FILE.matcher(what).replaceAll("the file"),
                cause);
    }

    @Override
    public void close() throws IOException {
        leaveGroup();
        try (bytes) {
            reader.close();
        }
    }
}
