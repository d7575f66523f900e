package dev.siiwad.source.sprakbanken;

import dev.siiwad.source.proved.InOrder;
import dev.siiwad.source.proved.SeekableBytes;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** A corpus file being read, one text ahead of what it gives: so it knows with each text whether that was the last one. */
final class OpenCorpus implements Closeable {
    private final SeekableBytes file;
    private final InOrder bytes;
    private final String sha256;
    private final CorpusTexts texts;
    private Optional<CorpusText> ahead = Optional.empty();
    private Optional<IOException> failure = Optional.empty();

    /**
     * @param file closed with this
     * @param sha256 of the file, which the caller has looked at
     * @param extraction see {@link CorpusTexts}
     */
    OpenCorpus(SeekableBytes file, String sha256, int extraction) throws IOException {
        this.file = file;
        this.sha256 = sha256;
        this.bytes = new InOrder(file, 0);
        this.texts = new CorpusTexts(file.name(), CorpusFile.open(file.name(), bytes), extraction);
        readAhead();
    }

    /** What messages call it. */
    String file() {
        return file.name();
    }

    String sha256() {
        return sha256;
    }

    /** Which share of the file is read, from 0 to 1. */
    double share() {
        return (double) bytes.position() / Math.max(1, file.length());
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
