package dev.siiwad.source.rows;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.flatbuf.Schema;

/** Where the record batches of an Arrow file are. There are two ways to keep them: a file with a footer, and a stream. */
interface ArrowContainer {
    Schema schema();

    /**
     * Tells which dictionaries are read, before any batch is.
     *
     * @param wanted by id, the field that the values of a dictionary are of
     */
    void want(Map<Long, ArrowField> wanted) throws IOException;

    /**
     * The record batch of a number, empty after the last one. Asked for in order.
     *
     * @param start where it begins, if that is known; else 0
     */
    Optional<ArrowMessage> batch(int number, long start) throws IOException;

    /** Where a batch begins from which reading can be taken up again; 0 where it is found by its number. */
    long start(int number);

    /** The dictionaries as they are for the batch that was asked for last. */
    Map<Long, ArrowDictionary> dictionaries();

    /** Which share of the file lies before a batch, from 0 to 1. */
    double share(int number);
}
