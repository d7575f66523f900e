package dev.siiwad.source.sprakbanken;

import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.proved.InPieces;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The texts of corpora for somebody who wants to see the first of them: files are brought in pieces, as far as they are read, and nothing of them is kept. */
final class FirstTexts implements DocumentReader {
    private final Iterator<Corpus> corpora;
    private final CorpusServer server;
    private Optional<OpenCorpus> open = Optional.empty();
    private Optional<PinnedCorpus> corpus = Optional.empty();

    /** @param corpora with files */
    FirstTexts(List<Corpus> corpora, CorpusServer server) {
        this.corpora = corpora.iterator();
        this.server = server;
    }

    /**
     * Opens the first file.
     *
     * @throws IOException also if the server gives no parts of files, or does not say how long they are
     */
    void begin() throws IOException {
        open(corpora.next());
    }

    @Override
    public Reading read() throws IOException, MalformedDocumentException {
        while (open.isEmpty() || open.get().finished()) {
            close();
            if (!corpora.hasNext()) {
                return new Reading.End();
            }
            try {
                open(corpora.next());
            } catch (IOException e) {
                throw setAside(e);
            }
        }
        try {
            return new Reading.Read(
                    CorpusDocument.of(corpus.orElseThrow(), open.get().take()));
        } catch (IOException e) {
            throw setAside(e);
        }
    }

    private MalformedDocumentException setAside(IOException e) throws IOException {
        close();
        PinnedCorpus unit = corpus.orElseThrow();
        return MalformedDocumentException.unit(unit.id(), e.getMessage(), unit.url());
    }

    private void open(Corpus next) throws IOException {
        PinnedCorpus seen = PinnedCorpus.of(next, OptionalLong.empty(), Optional.empty(), Optional.empty());
        corpus = Optional.of(seen);
        InPieces pieces = new InPieces(server.remote(seen));
        pieces.read(0, 1);
        open = Optional.of(OpenCorpus.fromStart(pieces, "", seen.extract()));
    }

    @Override
    public Optional<Reading> fetch() {
        return Optional.empty();
    }

    /** No run goes on from here. */
    @Override
    public Position position() {
        return Position.START;
    }

    @Override
    public long skip(long count) throws IOException {
        long passed = 0;
        while (passed < count) {
            try {
                if (read() instanceof Reading.End) {
                    break;
                }
            } catch (MalformedDocumentException alsoPassed) {
                // Counts as one.
            }
            passed++;
        }
        return passed;
    }

    @Override
    public boolean atBoundary() {
        return false;
    }

    @Override
    public void close() throws IOException {
        if (open.isPresent()) {
            open.get().close();
            open = Optional.empty();
        }
    }
}
