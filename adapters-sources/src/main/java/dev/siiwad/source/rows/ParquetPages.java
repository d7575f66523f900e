package dev.siiwad.source.rows;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ColumnPath;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.schema.MessageType;

/**
 * Which pages hold which rows of a row group, as its offset indexes say, so that some rows can be read without all. Only where every wanted column has an index, none is
 * a list, and the pages of each lie in its chunk without a gap, from its first row on: another index is not believed, and the row group is read whole.
 */
final class ParquetPages {
    private final OffsetIndex largest;
    private final long rows;

    private ParquetPages(OffsetIndex largest, long rows) {
        this.largest = largest;
        this.rows = rows;
    }

    static Optional<ParquetPages> of(ParquetFileReader reader, int group, MessageType wanted) throws IOException {
        BlockMetaData block = reader.getRowGroups().get(group);
        List<ColumnChunkMetaData> chunks = chunks(block, wanted);
        boolean flat = wanted.getColumns().stream().allMatch(column -> column.getMaxRepetitionLevel() == 0);
        if (!flat || chunks.size() != wanted.getColumns().size() || chunks.isEmpty()) {
            return Optional.empty();
        }
        Optional<OffsetIndex> largest = Optional.empty();
        long largestBytes = -1;
        for (ColumnChunkMetaData chunk : chunks) {
            Optional<OffsetIndex> index = Optional.ofNullable(reader.readOffsetIndex(chunk));
            if (index.isEmpty() || !isSound(index.get(), chunk, block.getRowCount())) {
                return Optional.empty();
            }
            if (chunk.getTotalSize() > largestBytes) {
                largest = index;
                largestBytes = chunk.getTotalSize();
            }
        }
        return largest.map(index -> new ParquetPages(index, block.getRowCount()));
    }

    /** How many bytes the wanted columns of a row group have. */
    static long bytes(ParquetFileReader reader, int group, MessageType wanted) {
        return chunks(reader.getRowGroups().get(group), wanted).stream()
                .mapToLong(ColumnChunkMetaData::getTotalSize)
                .sum();
    }

    private static List<ColumnChunkMetaData> chunks(BlockMetaData block, MessageType wanted) {
        List<ColumnPath> paths = wanted.getColumns().stream()
                .map(ColumnDescriptor::getPath)
                .map(ColumnPath::get)
                .toList();
        return block.getColumns().stream()
                .filter(chunk -> paths.contains(chunk.getPath()))
                .toList();
    }

    private static boolean isSound(OffsetIndex index, ColumnChunkMetaData chunk, long rows) {
        long end = chunk.getStartingPos() + chunk.getTotalSize();
        int pages = index.getPageCount();
        if (pages == 0 || index.getFirstRowIndex(0) != 0 || index.getOffset(0) != chunk.getFirstDataPageOffset()) {
            return false;
        }
        for (int page = 0; page < pages; page++) {
            long next = index.getOffset(page) + index.getCompressedPageSize(page);
            boolean last = page == pages - 1;
            long lastRow = last ? rows : index.getFirstRowIndex(page + 1);
            if (index.getCompressedPageSize(page) < 1
                    || next != (last ? end : index.getOffset(page + 1))
                    || lastRow <= index.getFirstRowIndex(page)
                    || lastRow > rows) {
                return false;
            }
        }
        return true;
    }

    /** The end (exclusive) of the rows that are in pages of about so many bytes from a row on: where a page of the largest column ends, at least one page on. */
    long end(long row, long bytes) {
        int page = page(largest, row);
        long read = 0;
        while (page < largest.getPageCount()) {
            read += largest.getCompressedPageSize(page);
            page++;
            if (read >= bytes) {
                break;
            }
        }
        return page < largest.getPageCount() ? largest.getFirstRowIndex(page) : rows;
    }

    private static int page(OffsetIndex index, long row) {
        int page = 0;
        while (page + 1 < index.getPageCount() && index.getFirstRowIndex(page + 1) <= row) {
            page++;
        }
        return page;
    }
}
