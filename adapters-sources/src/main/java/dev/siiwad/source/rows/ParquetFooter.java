package dev.siiwad.source.rows;

import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Checks what a footer says before anything is read or allocated by it. */
final class ParquetFooter {
    /** A wanted column of one row group, compressed. */
    static final long COLUMN_CHUNK_BYTES_MAX = 1024L * 1024 * 1024;

    static final int NESTING_MAX = 100;

    private final String name;
    private final MessageType wanted;
    private final long footerStart;
    private final Set<ColumnPath> paths = new HashSet<>();
    private final Set<ColumnPath> flat = new HashSet<>();

    private ParquetFooter(String name, MessageType wanted, long footerStart) {
        this.name = name;
        this.wanted = wanted;
        this.footerStart = footerStart;
    }

    /**
     * The wanted columns, of which the file has all it says it has.
     *
     * @param fields names of top-level columns; those that the file does not have are left out
     * @throws IOException naming the file and the row group that cannot be as the footer says, or cannot be read here
     */
    static MessageType wanted(String name, ParquetMetadata metadata, Collection<String> fields, long footerStart)
            throws IOException {
        MessageType schema = metadata.getFileMetaData().getSchema();
        List<Type> columns = schema.getFields().stream()
                .filter(column -> fields.contains(column.getName()))
                .toList();
        Set<String> names = new HashSet<>();
        for (Type column : columns) {
            if (!names.add(column.getName())) {
                throw new UnreadableException(
                        name + ": has two columns \"" + column.getName() + "\", and which one is meant cannot be told");
            }
        }
        MessageType wanted = new MessageType(schema.getName(), columns);
        requireSound(name, metadata.getBlocks(), wanted, footerStart);
        return wanted;
    }

    private static void requireSound(String name, List<BlockMetaData> groups, MessageType wanted, long footerStart)
            throws IOException {
        ParquetFooter footer = new ParquetFooter(name, wanted, footerStart);
        footer.collectPaths();
        for (int group = 0; group < groups.size(); group++) {
            for (ColumnChunkMetaData chunk : groups.get(group).getColumns()) {
                if (footer.paths.contains(chunk.getPath())) {
                    footer.requireSound(group, groups.get(group).getRowCount(), chunk);
                }
            }
        }
    }

    private void collectPaths() throws IOException {
        for (ColumnDescriptor column : wanted.getColumns()) {
            if (column.getPath().length > NESTING_MAX) {
                throw new UnreadableException(name + ": column \"" + column.getPath()[0] + "\" is nested "
                        + column.getPath().length + " deep; at most " + NESTING_MAX + " are read");
            }
            ColumnPath path = ColumnPath.get(column.getPath());
            paths.add(path);
            if (column.getMaxRepetitionLevel() == 0) {
                flat.add(path);
            }
        }
    }

    private void requireSound(int group, long rows, ColumnChunkMetaData chunk) throws IOException {
        String where =
                name + ": row group " + group + ", column \"" + chunk.getPath().toDotString() + "\" ";
        if (chunk.isEncrypted()) {
            throw new UnreadableException(where + "is encrypted; only plain ones can be read");
        }
        if (rows == 0 && chunk.getValueCount() == 0) {
            return;
        }
        if (!PageCodecs.SUPPORTED.contains(chunk.getCodec())) {
            throw new UnreadableException(where + "is compressed with " + chunk.getCodec()
                    + ", which cannot be read; write the file anew with ZSTD, SNAPPY or GZIP");
        }
        long start = chunk.getStartingPos();
        long length = chunk.getTotalSize();
        if (length > COLUMN_CHUNK_BYTES_MAX) {
            throw new UnreadableException(where + "has " + length + " bytes; at most " + COLUMN_CHUNK_BYTES_MAX
                    + " are read. Write the file anew with smaller row groups");
        }
        if (start < 4 || length < 0 || start > footerStart - length) {
            throw new UnreadableException(where + "is said to be at " + start + " with " + length
                    + " bytes; the footer begins at " + footerStart + ". The file is damaged");
        }
        if (rows < 0 || flat.contains(chunk.getPath()) && chunk.getValueCount() != rows) {
            throw new UnreadableException(where + "is said to have " + chunk.getValueCount()
                    + " values, and the row group " + rows + " rows. The file is damaged");
        }
    }
}
