package dev.siiwad.source.sprakbanken;

import dev.siiwad.source.http.Download;
import dev.siiwad.source.http.Expected;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpStatusException;
import dev.siiwad.source.http.Request;
import dev.siiwad.source.http.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The files of the corpora: at Språkbanken, and in a cache directory that may vanish at any time. */
final class CorpusFiles {
    private static final Set<Integer> NOT_THERE = Set.of(404, 410);
    private static final Set<Integer> HEAD_NOT_KNOWN = Set.of(405, 501);

    private final Http http;
    private final Addresses addresses;
    private final Path directory;
    private final boolean keep;

    /** @param keep whether files stay when they are not needed any more */
    CorpusFiles(Http http, Addresses addresses, Path directory, boolean keep) {
        this.http = http;
        this.addresses = addresses;
        this.directory = directory;
        this.keep = keep;
    }

    /** Asks for length and tag of the file of a corpus, without the file. */
    PinnedCorpus pin(Corpus corpus) throws IOException {
        if (corpus.download().isEmpty()) {
            return PinnedCorpus.of(
                    corpus, OptionalLong.empty(), Optional.empty(), Optional.of("no .xml.bz2 or .xml to download"));
        }
        String address = addresses.reach(corpus.download().get());
        try {
            Response response = http.fetch(Request.head(address).header("Accept-Encoding", "identity"));
            return PinnedCorpus.of(
                    corpus,
                    response.headers().number("Content-Length"),
                    response.headers().strongEtag(),
                    Optional.empty());
        } catch (HttpStatusException e) {
            if (NOT_THERE.contains(e.status())) {
                Optional<String> problem = Optional.of("its file is not there: status " + e.status());
                return PinnedCorpus.of(corpus, OptionalLong.empty(), Optional.empty(), problem);
            }
            if (HEAD_NOT_KNOWN.contains(e.status())) {
                return PinnedCorpus.of(corpus, OptionalLong.empty(), Optional.empty(), Optional.empty());
            }
            throw e;
        }
    }

    /** Brings the file of a corpus into the cache, unless it is there. */
    Path fetch(PinnedCorpus corpus) throws IOException {
        Path file = path(corpus);
        Expected expected = new Expected(corpus.bytes(), Optional.empty());
        new Download(http).fetch(Request.get(addresses.reach(corpus.url())), file, expected);
        return file;
    }

    /** Removes files whose documents are committed, as far as they are there; keeps them if they are to be kept. */
    void removeDone(List<PinnedCorpus> corpora) throws IOException {
        for (PinnedCorpus corpus : keep ? List.<PinnedCorpus>of() : corpora) {
            remove(corpus);
        }
    }

    /** Removes a damaged file. */
    void remove(PinnedCorpus corpus) throws IOException {
        Files.deleteIfExists(path(corpus));
    }

    private Path path(PinnedCorpus corpus) {
        return directory.resolve(corpus.fileName());
    }
}
