package dev.siiwad.source.sprakbanken;

import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads corpus after corpus: downloads a file, reads its texts, and removes it once they are committed. After the last text of a file it is
 * before the next one, so a file that is done is never opened again. Inside a file it resumes by reading it from the start: constant
 * in memory, not in time.
 */
final class SprakbankenReader implements DocumentReader {
    private static final long STEP = 1000;

    private final List<PinnedCorpus> corpora;
    private final CorpusFiles files;
    private int index;
    private long given;
    private Optional<String> expectedSha256;
    private Optional<Path> fetched = Optional.empty();
    private Optional<OpenCorpus> open = Optional.empty();
    private long toPassOver;
    private boolean askedToSave;
    private boolean atBoundary;

    SprakbankenReader(List<PinnedCorpus> corpora, CorpusFiles files, int index, CorpusPosition from) {
        this.corpora = corpora;
        this.files = files;
        this.index = index;
        this.given = from.documents();
        this.expectedSha256 = from.sha256();
    }

    /** Downloads the file of the corpus that comes next. */
    @Override
    public Optional<Reading> fetch() throws IOException {
        if (open.isPresent()) {
            return Optional.empty();
        }
        if (!askedToSave) {
            askedToSave = true;
            return Optional.of(new Reading.Save(
                    index < corpora.size()
                            ? "before downloading and reading "
                                    + corpora.get(index).id()
                            : "before removing the last corpus file"));
        }
        files.removeDone(corpora.subList(0, index));
        if (index == corpora.size()) {
            return Optional.of(new Reading.End());
        }
        if (corpora.get(index).problem().isEmpty()) {
            file(corpora.get(index));
        }
        return Optional.empty();
    }

    @Override
    public Reading read() throws IOException, MalformedDocumentException {
        atBoundary = false;
        Optional<Reading> instead = fetch();
        if (instead.isPresent()) {
            return instead.get();
        }
        PinnedCorpus corpus = corpora.get(index);
        requireOpen(corpus);
        if (toPassOver > 0) {
            passOver(corpus, STEP);
            return new Reading.Save("on the way back to document " + given + " of " + corpus.id());
        }
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
                PinnedCorpus corpus = corpora.get(index);
                requireOpen(corpus);
                next(corpus);
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

    /** The next text of a corpus that is open, after those to be passed over. */
    private CorpusText next(PinnedCorpus corpus) throws IOException {
        passOver(corpus, toPassOver);
        CorpusText text = take(corpus, open.orElseThrow());
        given++;
        if (open.get().finished()) {
            goOn();
        }
        return text;
    }

    /** @throws MalformedDocumentException if there is nothing to open, or nothing in it; then the corpus has been passed */
    private void requireOpen(PinnedCorpus corpus) throws IOException, MalformedDocumentException {
        if (corpus.problem().isPresent()) {
            goOn();
            throw new MalformedDocumentException(corpus.id(), corpus.problem().get(), corpus.url());
        }
        if (open.isPresent()) {
            return;
        }
        open = Optional.of(open(corpus));
        toPassOver = given;
        if (given == 0 && open.get().finished()) {
            goOn();
            throw new MalformedDocumentException(corpus.id(), "the corpus holds no sentence", corpus.url());
        }
    }

    private OpenCorpus open(PinnedCorpus corpus) throws IOException {
        Path file = file(corpus);
        String sha256 = CorpusFile.sha256(file);
        if (!expectedSha256.orElse(sha256).equals(sha256)) {
            remove(corpus);
            throw new SourceException(
                    "[" + file + "] has sha256 " + sha256 + "; this run has read " + given
                            + " documents of a file with sha256 " + expectedSha256.get()
                            + ". It is removed, and another attempt downloads it again; if that does not help, the file at "
                            + corpus.url() + " has changed",
                    new Remedy.StartOver(false));
        }
        return opened(corpus, file, sha256);
    }

    /** Brought here once for each time it is opened. */
    private Path file(PinnedCorpus corpus) throws IOException {
        if (fetched.isEmpty()) {
            fetched = Optional.of(files.fetch(corpus));
        }
        return fetched.get();
    }

    private void remove(PinnedCorpus corpus) throws IOException {
        fetched = Optional.empty();
        files.remove(corpus);
    }

    private void passOver(PinnedCorpus corpus, long most) throws IOException {
        for (long n = Math.min(most, toPassOver); n > 0; n--) {
            take(corpus, open.orElseThrow());
            toPassOver--;
        }
    }

    private OpenCorpus opened(PinnedCorpus corpus, Path file, String sha256) throws IOException {
        try {
            return new OpenCorpus(file, sha256);
        } catch (IOException e) {
            throw damaged(corpus, e);
        }
    }

    private CorpusText take(PinnedCorpus corpus, OpenCorpus from) throws IOException {
        if (from.finished()) {
            throw new SourceException(
                    "[" + from.file() + "] holds " + (given - toPassOver) + " documents; the checkpoint is after "
                            + given + ", and before more",
                    new Remedy.StartOver(false));
        }
        try {
            return from.take();
        } catch (IOException e) {
            throw damaged(corpus, e);
        }
    }

    /** Damage may be the disk's: the next attempt downloads the file anew. */
    private IOException damaged(PinnedCorpus corpus, IOException e) throws IOException {
        remove(corpus);
        return new IOException(
                e.getMessage()
                        + ". The file is removed, and another attempt downloads it again; if that does not help, the"
                        + " file at " + corpus.url() + " is damaged",
                e);
    }

    private void goOn() throws IOException {
        close();
        index++;
        given = 0;
        toPassOver = 0;
        expectedSha256 = Optional.empty();
        askedToSave = false;
        fetched = Optional.empty();
        atBoundary = true;
    }
}
