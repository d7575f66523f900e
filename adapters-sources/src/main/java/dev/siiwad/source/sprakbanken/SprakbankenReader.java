package dev.siiwad.source.sprakbanken;

import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads corpus after corpus: downloads a file, reads its texts, and removes it once they are committed. Behind the last text of a file it stands
 * before the next one, so a file that is done is never opened again. Inside a file it resumes by reading it from the start: constant
 * in memory, not in time.
 */
final class SprakbankenReader implements DocumentReader {
    private final List<PinnedCorpus> corpora;
    private final CorpusFiles files;
    private int index;
    private long given;
    private Optional<String> expectedSha256;
    private Optional<OpenCorpus> open = Optional.empty();
    private boolean askedToSave;
    private boolean atBoundary;

    SprakbankenReader(List<PinnedCorpus> corpora, CorpusFiles files, int index, CorpusPosition from) {
        this.corpora = corpora;
        this.files = files;
        this.index = index;
        this.given = from.documents();
        this.expectedSha256 = from.sha256();
    }

    @Override
    public Reading read() throws IOException, MalformedDocumentException {
        atBoundary = false;
        if (open.isEmpty() && !askedToSave) {
            askedToSave = true;
            return new Reading.Save(
                    index < corpora.size()
                            ? "before downloading and reading "
                                    + corpora.get(index).id()
                            : "before removing the last corpus file");
        }
        if (open.isEmpty()) {
            files.removeDone(corpora.subList(0, index));
        }
        if (index == corpora.size()) {
            return new Reading.End();
        }
        PinnedCorpus corpus = corpora.get(index);
        return new Reading.Read(CorpusDocument.of(corpus, next(corpus)));
    }

    @Override
    public Position position() {
        if (index == corpora.size()) {
            return CorpusPosition.atEnd().position();
        }
        Optional<String> sha256 =
                given == 0 ? Optional.empty() : open.map(OpenCorpus::sha256).or(() -> expectedSha256);
        return new CorpusPosition(corpora.get(index).id(), given, sha256).position();
    }

    @Override
    public long skip(long count) throws IOException {
        atBoundary = false;
        long passed = 0;
        for (; passed < count && index < corpora.size(); passed++) {
            try {
                next(corpora.get(index));
            } catch (MalformedDocumentException alsoPassed) {
                continue;
            }
        }
        return passed;
    }

    @Override
    public boolean atBoundary() {
        return atBoundary;
    }

    @Override
    public void close() throws IOException {
        if (open.isPresent()) {
            open.get().close();
            open = Optional.empty();
        }
    }

    private CorpusText next(PinnedCorpus corpus) throws IOException, MalformedDocumentException {
        if (corpus.problem().isPresent()) {
            goOn();
            throw new MalformedDocumentException(corpus.id(), corpus.problem().get(), corpus.url());
        }
        if (open.isEmpty()) {
            openAt(corpus, given);
            if (open.get().finished()) {
                goOn();
                throw new MalformedDocumentException(corpus.id(), "the corpus holds no sentence", corpus.url());
            }
        }
        CorpusText text = take(corpus, open.get());
        given++;
        if (open.get().finished()) {
            goOn();
        }
        return text;
    }

    private void openAt(PinnedCorpus corpus, long documents) throws IOException {
        Path file = files.fetch(corpus);
        String sha256 = CorpusFile.sha256(file);
        if (!expectedSha256.orElse(sha256).equals(sha256)) {
            files.remove(corpus);
            throw new IOException("[" + file + "] has sha256 " + sha256 + "; this run has read " + documents
                    + " documents of a file with sha256 " + expectedSha256.get()
                    + ". It is removed; run the same command"
                    + " again to download it anew, and if the file at " + corpus.url()
                    + " has changed, start over with --force");
        }
        OpenCorpus opened = opened(corpus, file, sha256);
        try {
            for (long n = 0; n < documents; n++) {
                if (opened.finished()) {
                    throw new IOException("[" + file + "] holds " + n + " documents; the checkpoint stands behind "
                            + documents + ". Start over with --force");
                }
                take(corpus, opened);
            }
        } catch (IOException e) {
            opened.close();
            throw e;
        }
        open = Optional.of(opened);
    }

    private OpenCorpus opened(PinnedCorpus corpus, Path file, String sha256) throws IOException {
        try {
            return new OpenCorpus(file, sha256);
        } catch (IOException e) {
            throw damaged(corpus, e);
        }
    }

    private CorpusText take(PinnedCorpus corpus, OpenCorpus from) throws IOException {
        try {
            return from.take();
        } catch (IOException e) {
            throw damaged(corpus, e);
        }
    }

    /** Damage may be the disk's: the next attempt downloads the file anew. */
    private IOException damaged(PinnedCorpus corpus, IOException e) throws IOException {
        files.remove(corpus);
        return new IOException(
                e.getMessage() + ". The file is removed; run the same command again to download it anew. If that does"
                        + " not help, the file at " + corpus.url() + " is damaged",
                e);
    }

    private void goOn() throws IOException {
        close();
        index++;
        given = 0;
        expectedSha256 = Optional.empty();
        askedToSave = false;
        atBoundary = true;
    }
}
