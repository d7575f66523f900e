package dev.siiwad.source.rows;

import java.io.IOException;
import java.util.Optional;
import java.util.PrimitiveIterator;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;
import org.apache.parquet.io.ParquetDecodingException;

/** The pages of a row group, of which those of lists begin with the beginning of a row. The library takes any first level, and makes other rows of it. */
record ParquetLevels(PageReadStore pages) implements PageReadStore {
    @Override
    public PageReader getPageReader(ColumnDescriptor column) {
        PageReader reader = pages.getPageReader(column);
        return column.getMaxRepetitionLevel() == 0 ? reader : new Checked(column, reader);
    }

    @Override
    public Optional<PrimitiveIterator.OfLong> getRowIndexes() {
        return pages.getRowIndexes();
    }

    @Override
    public long getRowCount() {
        return pages.getRowCount();
    }

    @Override
    public void close() {
        pages.close();
    }

    /** Looks at the first page only. */
    private static final class Checked implements PageReader {
        private final ColumnDescriptor column;
        private final PageReader reader;
        private boolean first = true;

        Checked(ColumnDescriptor column, PageReader reader) {
            this.column = column;
            this.reader = reader;
        }

        @Override
        public DictionaryPage readDictionaryPage() {
            return reader.readDictionaryPage();
        }

        @Override
        public long getTotalValueCount() {
            return reader.getTotalValueCount();
        }

        @Override
        public DataPage readPage() {
            Optional<DataPage> page = Optional.ofNullable(reader.readPage());
            if (first && page.isPresent() && page.get().getValueCount() > 0 && firstLevel(page.get()) != 0) {
                throw new ParquetDecodingException("column \"" + String.join(".", column.getPath())
                        + "\" begins within a list; expected the beginning of a row");
            }
            first = false;
            return page.orElse(null);
        }

        private int firstLevel(DataPage page) {
            return page.accept(new DataPage.Visitor<Integer>() {
                @Override
                public Integer visit(DataPageV1 data) {
                    try {
                        ValuesReader levels = data.getRlEncoding().getValuesReader(column, ValuesType.REPETITION_LEVEL);
                        levels.initFromPage(
                                data.getValueCount(), data.getBytes().toInputStream());
                        return levels.readInteger();
                    } catch (IOException e) {
                        throw new ParquetDecodingException(e);
                    }
                }

                @Override
                public Integer visit(DataPageV2 data) {
                    try {
                        int bits = BytesUtils.getWidthFromMaxInt(column.getMaxRepetitionLevel());
                        return new RunLengthBitPackingHybridDecoder(
                                        bits, data.getRepetitionLevels().toInputStream())
                                .readInt();
                    } catch (IOException e) {
                        throw new ParquetDecodingException(e);
                    }
                }
            });
        }
    }
}
