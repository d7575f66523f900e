package dev.siiwad.source.sprakbanken;

import dev.siiwad.source.proved.SeekableBytes;
import dev.siiwad.source.proved.WatchedBytes;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** A corpus file being read, one text ahead of what it gives: so it knows with each text whether that was the last one. */
final class OpenCorpus implements Closeable {
    private final WatchedBytes file;
    private final String sha256;
    private final CorpusTexts texts;
    private final boolean fromStart;
    private Optional<CorpusText> ahead = Optional.empty();
    private Optional<IOException> failure = Optional.empty();

    private OpenCorpus(WatchedBytes file, String sha256, CorpusTexts texts, boolean fromStart) {
        this.file = file;
        this.sha256 = sha256;
        this.texts = texts;
        this.fromStart = fromStart;
        readAhead();
    }

    /**
     * From the start, as all places are found but the slowest way: says exactly where and why a file cannot be read, and gives what is before that.
     *
     * @param file closed with this
     * @param sha256 of the file, which the caller has looked at
     * @param extraction see {@link CorpusTexts}
     */
    static OpenCorpus fromStart(SeekableBytes file, String sha256, int extraction) throws IOException {
        WatchedBytes watched = new WatchedBytes(file);
        CorpusTexts texts = new CorpusTexts(file.name(), CorpusFile.open(watched), extraction);
        return new OpenCorpus(watched, sha256, texts, true);
    }

    /** From a place on, or from the start. What this fails at has to be read again {@link #fromStart}, where it may be found readable or fails for good. */
    static OpenCorpus at(SeekableBytes file, String sha256, Optional<CorpusPlace> place, int extraction, int threads)
            throws IOException {
        WatchedBytes watched = new WatchedBytes(file);
        CorpusBytes bytes = CorpusBytes.open(watched, place, threads);
        return new OpenCorpus(watched, sha256, new CorpusTexts(file.name(), bytes, place, extraction), false);
    }

    /** Whether it fails for good where it fails. */
    boolean isFromStart() {
        return fromStart;
    }

    /** Where reading can begin to have the next text first; empty where only the start will do. */
    Optional<CorpusPlace> place() {
        return fromStart ? Optional.empty() : texts.placeOfLast();
    }

    /** What messages call it. */
    String file() {
        return file.name();
    }

    String sha256() {
        return sha256;
    }

    /** Which share of the file is read, from 0 to 1: an estimate. */
    double share() {
        return file.share();
    }

    /** Whether every text has been given, and the file was whole. */
    boolean finished() {
        return ahead.isEmpty() && failure.isEmpty();
    }

    /**
     * The next text; there is one unless {@link #finished}.
     *
     * @throws IOException if the file cannot be read after the texts given so far; then every call says so
     */
    CorpusText take() throws IOException {
        if (failure.isPresent()) {
            throw failure.get();
        }
        CorpusText text = ahead.orElseThrow();
        readAhead();
        return text;
    }

    @Override
    public void close() throws IOException {
        texts.close();
    }

    private void readAhead() {
        ahead = Optional.empty();
        try {
            ahead = texts.next();
        } catch (IOException e) {
            failure = Optional.of(e);
        }
    }
}
