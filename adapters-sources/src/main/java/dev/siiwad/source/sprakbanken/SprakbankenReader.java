package dev.siiwad.source.sprakbanken;

import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.TaintedInputException;
import dev.siiwad.source.http.CachedFile;
import dev.siiwad.source.http.DownloadAhead;
import dev.siiwad.source.pinned.Shares;
import dev.siiwad.source.proved.DamagedBlockException;
import dev.siiwad.source.proved.ProvedFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Reads corpus after corpus: downloads a file, reads its texts while the next one is downloaded, and removes it once they are committed. After the last text of a file it is
 * before the next one, so a file that is done is never opened again. Inside a file it resumes at the text it was at, if that has a place of its own, else by
 * reading it from the start. A file that cannot be read to its end is downloaded once more; if it is the same, the rest of the corpus is set aside.
 */
final class SprakbankenReader implements DocumentReader {
    private static final long STEP = 1000;
    private static final int DOWNLOADS_MAX = 4;

    private final List<PinnedCorpus> corpora;
    private final List<PinnedCorpus> ofRun;
    private final CorpusFiles files;
    private final Shares shares;
    private OptionalDouble share = OptionalDouble.empty();
    private final DownloadAhead ahead;
    private final int threads;
    private int index;
    private long given;
    private Optional<String> expectedSha256;
    private Optional<CorpusPosition.Inside> resumedAt;
    private boolean onlyFromStart;
    private boolean failedInside;
    private Optional<CachedFile> fetched = Optional.empty();
    private Optional<String> lost = Optional.empty();
    private int damaged;
    private Optional<OpenCorpus> open = Optional.empty();
    private long toPassOver;
    private boolean askedToSave;
    private boolean atBoundary;
    private boolean oneByOne;
    private int askedAhead;

    /**
     * @param others corpora of the run that are read elsewhere
     * @param threads which unpack bzip2
     */
    SprakbankenReader(
            List<PinnedCorpus> corpora,
            List<PinnedCorpus> others,
            CorpusFiles files,
            int index,
            CorpusPosition from,
            int threads) {
        this.threads = threads;
        this.corpora = corpora;
        this.ofRun = Stream.concat(corpora.stream(), others.stream()).toList();
        this.files = files;
        this.shares = new Shares(corpora.stream().map(PinnedCorpus::tokens).toList());
        this.ahead = files.ahead();
        this.index = index;
        this.given = from.documents();
        this.expectedSha256 = from.sha256();
        this.resumedAt = from.inside();
    }

    /** Downloads the file of the corpus that comes next, and nothing ahead. */
    @Override
    public Optional<Reading> fetch() throws IOException {
        oneByOne = true;
        askedAhead = index;
        ahead.close();
        return prepare();
    }

    private Optional<Reading> prepare() throws IOException {
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
        bring(corpora.get(index));
        return Optional.empty();
    }

    @Override
    public Reading read() throws IOException, MalformedDocumentException {
        atBoundary = false;
        try {
            Optional<Reading> instead = prepare();
            return instead.isPresent() ? instead.get() : readNext();
        } finally {
            oneByOne = false;
        }
    }

    private Reading readNext() throws IOException, MalformedDocumentException {
        PinnedCorpus corpus = corpora.get(index);
        try {
            return read(corpus);
        } catch (NotFromHereException e) {
            return new Reading.Save("on the way back to document " + given + " of " + corpus.id());
        } catch (DamagedFileException e) {
            requireFirstTime(corpus, e);
            return new Reading.Save("before downloading " + corpus.id() + " again: " + e.getMessage());
        }
    }

    private Reading read(PinnedCorpus corpus)
            throws IOException, MalformedDocumentException, DamagedFileException, NotFromHereException {
        requireOpen(corpus);
        bringAhead();
        if (toPassOver > 0 && !(onlyFromStart && toPassOver <= STEP)) {
            passOver(corpus, STEP);
            return new Reading.Save("on the way back to document " + given + " of " + corpus.id());
        }
        passOver(corpus, toPassOver);
        if (open.isEmpty()) {
            return new Reading.Save("after the last document of " + corpus.id());
        }
        try {
            return new Reading.Read(CorpusDocument.of(corpus, next(corpus)));
        } catch (NotFromHereException e) {
            return read(corpus);
        }
    }

    private void bringAhead() throws IOException {
        if (!oneByOne && askedAhead <= index && index + 1 < corpora.size()) {
            askedAhead = index + 1;
            files.bringAhead(corpora.get(index + 1), ahead);
        }
    }

    @Override
    public Position position() {
        if (index == corpora.size()) {
            return CorpusPosition.atEnd().position();
        }
        Optional<String> sha256 =
                given == 0 ? Optional.empty() : open.map(OpenCorpus::sha256).or(() -> expectedSha256);
        return new CorpusPosition(corpora.get(index).id(), given, sha256, inside()).position();
    }

    private Optional<CorpusPosition.Inside> inside() {
        if (open.isEmpty() || toPassOver > 0) {
            return resumedAt;
        }
        String blocks = fetched.orElseThrow().digests().digest();
        return given == 0
                ? Optional.empty()
                : open.get().place().map(place -> new CorpusPosition.Inside(blocks, place));
    }

    @Override
    public long skip(long count) throws IOException {
        atBoundary = false;
        long passed = 0;
        while (passed < count && index < corpora.size()) {
            try {
                passed += skipOne(corpora.get(index)) ? 1 : 0;
            } catch (MalformedDocumentException alsoPassed) {
                passed++;
            }
        }
        return passed;
    }

    /** A file that is read once more is not read for longer by that, as far as this tells. */
    @Override
    public OptionalDouble share() {
        OptionalDouble now = shares.at(index, open.map(OpenCorpus::share).orElse(0.0));
        share = now.isPresent() ? OptionalDouble.of(Math.max(share.orElse(0), now.getAsDouble())) : share;
        return share;
    }

    @Override
    public boolean atBoundary() {
        return atBoundary;
    }

    @Override
    public void close() throws IOException {
        try {
            ahead.close();
        } finally {
            closeFile();
        }
    }

    private void closeFile() throws IOException {
        if (open.isPresent()) {
            open.get().close();
            open = Optional.empty();
        }
    }

    /** Whether there was one to skip; else its file has to be downloaded again. */
    private boolean skipOne(PinnedCorpus corpus) throws IOException, MalformedDocumentException {
        try {
            requireOpen(corpus);
            passOver(corpus, toPassOver);
            if (open.isEmpty()) {
                return false;
            }
            next(corpus);
            return true;
        } catch (NotFromHereException e) {
            return false;
        } catch (DamagedFileException e) {
            requireFirstTime(corpus, e);
            return false;
        }
    }

    /** The next text of a corpus that is open. */
    private CorpusText next(PinnedCorpus corpus) throws IOException, DamagedFileException, NotFromHereException {
        CorpusText text = take(corpus, open.orElseThrow());
        given++;
        if (open.get().finished()) {
            goOn();
        }
        return text;
    }

    /** @throws MalformedDocumentException if there is nothing to open, or nothing in it; then the corpus has been passed */
    private void requireOpen(PinnedCorpus corpus)
            throws IOException, MalformedDocumentException, DamagedFileException, NotFromHereException {
        if (open.isPresent()) {
            return;
        }
        bring(corpus);
        Optional<String> missing = corpus.problem().or(() -> lost);
        if (missing.isPresent()) {
            throw setAside(corpus, missing.get());
        }
        toPassOver = given;
        open = Optional.of(open(corpus, fetched.orElseThrow()));
        if (given == 0 && open.get().finished()) {
            goOn();
            throw new MalformedDocumentException(corpus.id(), "the corpus holds no sentence", corpus.url());
        }
    }

    /** Brings the file here, once for each time it is opened, or finds out that it cannot be had. */
    private void bring(PinnedCorpus corpus) throws IOException {
        if (fetched.isEmpty() && lost.isEmpty() && corpus.problem().isEmpty()) {
            CachedFile file = files.cached(corpus);
            files.await(corpus, ahead);
            lost = files.fetch(corpus, file, expectedSha256, ofRun);
            fetched = lost.isPresent() ? Optional.empty() : Optional.of(file);
        }
    }

    private OpenCorpus open(PinnedCorpus corpus, CachedFile cached)
            throws IOException, MalformedDocumentException, DamagedFileException, NotFromHereException {
        ProvedFile file = cached.open(cached.path().toString());
        String sha256 = expectedSha256.orElse("");
        try {
            if (resumedAt.isPresent()
                    && !onlyFromStart
                    && resumedAt.get().blocks().equals(cached.digests().digest())) {
                CorpusPlace place = resumedAt.get().place();
                toPassOver = place.skip();
                return OpenCorpus.at(file, sha256, Optional.of(place), corpus.extract(), threads);
            }
            sha256 = CorpusFile.sha256(file);
            requireAsRead(corpus, file, sha256);
            resumedAt = Optional.empty();
            return onlyFromStart
                    ? OpenCorpus.fromStart(file, sha256, corpus.extract())
                    : OpenCorpus.at(file, sha256, Optional.empty(), corpus.extract(), threads);
        } catch (SourceException | TaintedInputException | MalformedDocumentException e) {
            file.close();
            throw e;
        } catch (IOException e) {
            file.close();
            requireFromStart(e);
            throw damaged(corpus, file.name(), sha256, e);
        }
    }

    /** Takes a failure for a failure only where the file was read from its start; what the disk has damaged since it was proved fails anyhow. */
    private void requireFromStart(IOException e) throws IOException, NotFromHereException {
        boolean fromStart = onlyFromStart || DamagedBlockException.isCauseOf(e);
        if (!fromStart) {
            readFromStart();
            failedInside = true;
            throw new NotFromHereException();
        }
    }

    private void readFromStart() throws IOException {
        expectedSha256 =
                given == 0 ? Optional.empty() : open.map(OpenCorpus::sha256).or(() -> expectedSha256);
        close();
        onlyFromStart = true;
        resumedAt = Optional.empty();
        toPassOver = 0;
    }

    /** Whether nothing had been read of a corpus. */
    private boolean isBefore(Position position, int corpus) {
        try {
            CorpusPosition reached = CorpusPosition.parse(position);
            return corpora.subList(0, corpus).stream()
                            .anyMatch(other -> other.id().equals(reached.corpus()))
                    || reached.corpus().equals(corpora.get(corpus).id()) && reached.documents() == 0;
        } catch (SourceException ofAnotherSource) {
            return false;
        }
    }

    /**
     * A file is downloaded only where it has the tag that was pinned. So if it is another one than was read before, and has that tag, what was read before had been
     * damaged on the disk.
     */
    private void requireAsRead(PinnedCorpus corpus, ProvedFile file, String sha256)
            throws IOException, MalformedDocumentException {
        if (!expectedSha256.orElse(sha256).equals(sha256)) {
            String problem = "[" + file.name() + "] has sha256 " + sha256 + "; this run has read " + given
                    + " documents of a file with sha256 " + expectedSha256.get();
            if (corpus.etag().isPresent()) {
                int tainted = index;
                throw new TaintedInputException(
                        problem + ", and the file at " + corpus.url() + " has not changed",
                        position -> isBefore(position, tainted));
            }
            fetched = Optional.empty();
            files.remove(corpus);
            if (files.skipsChanged()) {
                throw setAside(
                        corpus, "what comes after its first " + given + " documents: its file has changed since");
            }
            throw new SourceException(
                    problem + ". The file at " + corpus.url() + " has changed", CorpusFiles.waysOut());
        }
    }

    private void passOver(PinnedCorpus corpus, long most)
            throws IOException, DamagedFileException, NotFromHereException {
        for (long n = Math.min(most, toPassOver); n > 0; n--) {
            take(corpus, open.orElseThrow());
            toPassOver--;
        }
        if (failedInside && toPassOver == 0 && open.orElseThrow().finished()) {
            goOn();
        }
    }

    private CorpusText take(PinnedCorpus corpus, OpenCorpus from)
            throws IOException, DamagedFileException, NotFromHereException {
        if (from.finished()) {
            if (resumedAt.isPresent()) {
                readFromStart();
                throw new NotFromHereException();
            }
            throw new SourceException(
                    "[" + from.file() + "] holds " + (given - toPassOver) + " documents; the checkpoint is after "
                            + given + ", and before more",
                    new Remedy.StartOver(false));
        }
        try {
            return from.take();
        } catch (IOException e) {
            requireFromStart(e);
            throw damaged(corpus, from.file(), from.sha256(), e);
        }
    }

    private static DamagedFileException damaged(PinnedCorpus corpus, String file, String sha256, IOException e) {
        return new DamagedFileException(sha256, corpus.inPublicWords(e.getMessage(), file), e);
    }

    /**
     * Damage may be the disk's or the network's: prepares to download the file again. What has changed on the disk since it was proved says nothing of the file
     * as it is upstream.
     *
     * @throws MalformedDocumentException if the same file was found damaged before; then the corpus has been passed
     */
    private void requireFirstTime(PinnedCorpus corpus, DamagedFileException e)
            throws IOException, MalformedDocumentException {
        closeFile();
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException(e.getMessage());
        }
        fetched = Optional.empty();
        toPassOver = 0;
        onlyFromStart = false;
        failedInside = false;
        resumedAt = Optional.empty();
        expectedSha256 = given == 0 ? Optional.empty() : Optional.of(e.sha256());
        boolean onDisk = DamagedBlockException.isCauseOf(e);
        if (!onDisk && files.wasDamaged(corpus, e.sha256())) {
            throw setAside(
                    corpus,
                    (given == 0 ? "it" : "what comes after its first " + given + " documents")
                            + " cannot be read, and its file is the same when it is downloaded again: "
                            + e.getMessage());
        }
        if (onDisk) {
            files.remove(corpus);
        } else {
            files.removeDamaged(corpus, e.sha256());
        }
        askedToSave = true;
        if (++damaged == DOWNLOADS_MAX) {
            throw new IOException(e.getMessage() + ". The file was downloaded " + DOWNLOADS_MAX
                    + " times, and was another damaged one each time");
        }
    }

    /** The corpus, or the rest of it, as a unit; it has been passed. */
    private MalformedDocumentException setAside(PinnedCorpus corpus, String reason) throws IOException {
        goOn();
        return MalformedDocumentException.unit(corpus.id(), reason, corpus.url());
    }

    private void goOn() throws IOException {
        closeFile();
        index++;
        given = 0;
        toPassOver = 0;
        onlyFromStart = false;
        failedInside = false;
        resumedAt = Optional.empty();
        expectedSha256 = Optional.empty();
        askedToSave = false;
        fetched = Optional.empty();
        lost = Optional.empty();
        damaged = 0;
        atBoundary = true;
    }
}
