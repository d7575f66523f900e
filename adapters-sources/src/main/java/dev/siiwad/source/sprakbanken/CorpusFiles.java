package dev.siiwad.source.sprakbanken;

import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.http.BrokenConnectionException;
import dev.siiwad.source.http.CachedFile;
import dev.siiwad.source.http.Checksum;
import dev.siiwad.source.http.DownloadAhead;
import dev.siiwad.source.http.Expected;
import dev.siiwad.source.http.HttpStatusException;
import dev.siiwad.source.http.OtherContentException;
import dev.siiwad.source.http.ResponseHeaders;
import dev.siiwad.source.pinned.TwoAnswers;
import dev.siiwad.source.proved.BlockDigests;
import dev.siiwad.source.proved.OwnFile;
import dev.siiwad.source.proved.ProvedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The files of the corpora: at Språkbanken, and in a cache directory that may vanish at any time. Beside a file that turned out to be damaged its digest is
 * kept until it is done with, so that it is known again when it has been downloaded once more.
 */
final class CorpusFiles {
    /** So many corpora in a row of which the server tells nothing are its trouble, not theirs. */
    static final int UNANSWERED_MAX = 5;

    private static final int TIMES_ASKED = 2;
    private static final Set<Integer> NOT_THERE = Set.of(404, 410);
    private static final Set<Integer> REFUSED = Set.of(403, 404, 410, 451);
    private static final String WEB_PAGE = "text/html";
    private static final int SERVER_ERROR = 500;

    private final CorpusServer server;
    private final Path directory;
    private final boolean keep;
    private final boolean skipChanged;

    /**
     * @param keep whether files stay when they are not needed any more
     * @param skipChanged whether a corpus of which there is another edition now cannot be had, instead of ending the run
     */
    CorpusFiles(CorpusServer server, Path directory, boolean keep, boolean skipChanged) {
        this.server = server;
        this.directory = directory;
        this.keep = keep;
        this.skipChanged = skipChanged;
    }

    boolean skipsChanged() {
        return skipChanged;
    }

    /** The ways out where the pinned edition of a corpus is not to be had any more. */
    static Remedy[] waysOut() {
        return new Remedy[] {new Remedy.Decide("skip_changed", ""), new Remedy.StartOver(false)};
    }

    /**
     * Asks for length and tag of the files of corpora, without the files. What the server refuses to tell of single ones shows when they are read.
     *
     * @throws IOException if it refuses for all, or for {@value #UNANSWERED_MAX} in a row
     */
    List<PinnedCorpus> pin(List<Corpus> corpora) throws IOException {
        List<PinnedCorpus> pinned = new ArrayList<>();
        int unanswered = 0;
        for (Corpus corpus : corpora) {
            try {
                pinned.add(pinTwice(corpus));
                unanswered = 0;
            } catch (HttpStatusException e) {
                unanswered++;
                if (!lasts(e.status()) || unanswered == Math.min(UNANSWERED_MAX, corpora.size())) {
                    throw e;
                }
                pinned.add(PinnedCorpus.of(corpus, OptionalLong.empty(), Optional.empty(), Optional.empty()));
            }
        }
        return pinned;
    }

    /** By two answers that agree. A tag that differs between them is none: some sites have one for each of their machines. */
    private PinnedCorpus pinTwice(Corpus corpus) throws IOException {
        List<PinnedCorpus> answers = new ArrayList<>();
        PinnedCorpus agreed = TwoAnswers.agreed("the file of corpus " + corpus.id(), () -> {
            PinnedCorpus answer = pin(corpus);
            answers.add(answer);
            return answer.withEtag(Optional.empty());
        });
        List<Optional<String>> tags = answers.stream()
                .filter(answer -> answer.withEtag(Optional.empty()).equals(agreed))
                .map(PinnedCorpus::etag)
                .distinct()
                .toList();
        return tags.size() == 1 ? agreed.withEtag(tags.get(0)) : agreed;
    }

    /** What the server says of one corpus. */
    PinnedCorpus pin(Corpus corpus) throws IOException {
        if (corpus.download().isEmpty()) {
            return PinnedCorpus.of(
                    corpus, OptionalLong.empty(), Optional.empty(), Optional.of("no .xml.bz2 or .xml to download"));
        }
        try {
            ResponseHeaders headers = server.head(corpus.download().get());
            if (headers.first("Content-Type").orElse("").startsWith(WEB_PAGE)) {
                return PinnedCorpus.of(
                        corpus,
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.of("its address answers with a web page"));
            }
            return PinnedCorpus.of(corpus, headers.number("Content-Length"), headers.strongEtag(), Optional.empty());
        } catch (HttpStatusException e) {
            if (NOT_THERE.contains(e.status())) {
                return PinnedCorpus.of(
                        corpus, OptionalLong.empty(), Optional.empty(), Optional.of(notThere(e.status())));
            }
            if (CorpusServer.HEAD_NOT_KNOWN.contains(e.status())) {
                return PinnedCorpus.of(corpus, OptionalLong.empty(), Optional.empty(), Optional.empty());
            }
            throw e;
        }
    }

    /**
     * Brings the file of a corpus into the cache, unless it is there.
     *
     * @param sha256 of the file as it was read before, if it was
     * @param all the corpora of the run, this one among them
     * @return why it cannot be had, if it was asked for twice in vain while the server has files of others as they were pinned
     */
    Optional<String> fetch(PinnedCorpus corpus, CachedFile file, Optional<String> sha256, List<PinnedCorpus> all)
            throws IOException {
        if (sha256.isPresent()) {
            file.proveBy(Checksum.sha256(sha256.get()));
        }
        for (int asked = 1; ; asked++) {
            try {
                server.download(corpus, file);
                return Optional.empty();
            } catch (HttpStatusException e) {
                if (!lasts(e.status()) || asked == TIMES_ASKED && !server.hasAnother(corpus, all)) {
                    throw e;
                }
                if (asked == TIMES_ASKED) {
                    return Optional.of(notThere(e.status()));
                }
            } catch (OtherContentException e) {
                if (asked == TIMES_ASKED) {
                    String problem = problemOfOther(corpus, e);
                    if (!skipChanged && !server.hasAnother(corpus, all)) {
                        throw e;
                    }
                    return Optional.of(problem);
                }
            } catch (IOException e) {
                if (!(e.getCause() instanceof BrokenConnectionException) || !server.sendsAnother(corpus, all)) {
                    throw e;
                }
                return Optional.of("its file breaks off each time it is downloaded, and others arrive whole");
            }
        }
    }

    /** Brings the next file while one is read. */
    DownloadAhead ahead() {
        return server.ahead();
    }

    /** Begins to bring the file of a corpus, unless it is there or nothing is known of it. What goes wrong shows when it is {@linkplain #fetch fetched}. */
    void bringAhead(PinnedCorpus corpus, DownloadAhead ahead) throws IOException {
        CachedFile file = cached(corpus);
        if (corpus.problem().isEmpty() && corpus.etag().isPresent() && !file.isHere()) {
            ahead.begin(server.request(corpus), () -> server.download(corpus, file));
        }
    }

    /** Waits for that download, if it is under way, and stops any other. */
    void await(PinnedCorpus corpus, DownloadAhead ahead) throws IOException {
        if (corpus.problem().isEmpty()) {
            ahead.await(server.request(corpus));
        }
    }

    /** The file of a corpus in the cache, here or not. */
    CachedFile cached(PinnedCorpus corpus) {
        Expected expected = new Expected(corpus.bytes(), Optional.empty(), corpus.etag());
        return new CachedFile(directory, corpus.fileName(), expected, directory.resolve(corpus.fileName()));
    }

    /** Whether a file with this digest was found damaged before. */
    boolean wasDamaged(PinnedCorpus corpus, String sha256) throws IOException {
        Path mark = mark(corpus);
        return Files.isRegularFile(mark) && Files.readString(mark).equals(sha256);
    }

    /** Removes a damaged file, and keeps in mind which one it was. */
    void removeDamaged(PinnedCorpus corpus, String sha256) throws IOException {
        OwnFile.write(mark(corpus), sha256);
        remove(corpus);
    }

    /** Removes files whose documents are committed, as far as they are there; keeps them if they are to be kept. */
    void removeDone(List<PinnedCorpus> corpora) throws IOException {
        for (PinnedCorpus corpus : keep ? List.<PinnedCorpus>of() : corpora) {
            remove(corpus);
            OwnFile.discard(mark(corpus));
        }
    }

    void remove(PinnedCorpus corpus) throws IOException {
        cached(corpus).remove();
    }

    private Path mark(PinnedCorpus corpus) {
        return directory.resolve(corpus.fileName() + ".damaged");
    }

    /** Whether waiting does not help any more: the client has waited for a server error to pass. */
    private static boolean lasts(int status) {
        return REFUSED.contains(status) || status >= SERVER_ERROR;
    }

    private static String notThere(int status) {
        return NOT_THERE.contains(status)
                ? "its file is not there: status " + status
                : "its file cannot be had: status " + status;
    }

    /**
     * What is wrong with what the server has in place of the pinned file.
     *
     * @throws SourceException if nothing is: it is another edition of the corpus
     */
    private String problemOfOther(PinnedCorpus corpus, OtherContentException e) throws IOException {
        Path other = directory.resolve("other." + corpus.fileName());
        try {
            Optional<String> problem = unreadable(other, server.downloadAny(corpus, other), corpus);
            if (problem.isPresent()) {
                return "its file has another length than the " + corpus.bytes().orElse(0)
                        + " bytes that were pinned, and is not a corpus: " + problem.get();
            }
        } finally {
            OwnFile.discard(other);
        }
        if (skipChanged) {
            return "its file is another edition of the corpus than the run began with";
        }
        throw new SourceException(
                e.getMessage() + ". It is another edition of the corpus than the run began with", waysOut());
    }

    private static Optional<String> unreadable(Path file, BlockDigests blocks, PinnedCorpus corpus) {
        try (ProvedFile bytes = ProvedFile.open(file.toString(), file, blocks);
                OpenCorpus look = OpenCorpus.fromStart(bytes, "", corpus.extract())) {
            if (!look.finished()) {
                look.take();
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(corpus.inPublicWords(e.getMessage(), file.toString()));
        }
    }
}
