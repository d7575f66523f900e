package dev.siiwad.source.sprakbanken;

import dev.siiwad.source.http.CachedFile;
import dev.siiwad.source.http.Download;
import dev.siiwad.source.http.DownloadAhead;
import dev.siiwad.source.http.Expected;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpStatusException;
import dev.siiwad.source.http.RemoteFile;
import dev.siiwad.source.http.Request;
import dev.siiwad.source.http.ResponseHeaders;
import dev.siiwad.source.proved.BlockDigests;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The server that has the corpus files. What it lacks of one of them is that file's trouble only while it has another: else it is the server's, or the network's.
 */
final class CorpusServer {
    static final Set<Integer> HEAD_NOT_KNOWN = Set.of(405, 501);

    private static final int OTHERS_ASKED_MAX = 5;

    private final Http http;
    private final Addresses addresses;

    CorpusServer(Http http, Addresses addresses) {
        this.http = http;
        this.addresses = addresses;
    }

    ResponseHeaders head(String address) throws IOException {
        return http.fetch(Request.head(addresses.reach(address)).header("Accept-Encoding", "identity"))
                .headers();
    }

    void download(PinnedCorpus corpus, CachedFile file) throws IOException {
        file.fetch(new Download(http), request(corpus), false);
    }

    /** The file of a corpus to be read in pieces. */
    RemoteFile remote(PinnedCorpus corpus) throws IOException {
        return RemoteFile.look(http, request(corpus));
    }

    /** Whatever the server has in place of the file of a corpus. */
    BlockDigests downloadAny(PinnedCorpus corpus, Path file) throws IOException {
        return new Download(http).fetch(request(corpus), file, Expected.NOTHING);
    }

    DownloadAhead ahead() {
        return new DownloadAhead(new Download(http));
    }

    Request request(PinnedCorpus corpus) throws IOException {
        return Request.get(addresses.reach(corpus.url()));
    }

    /** Whether the server has a file as it was pinned, so that what one file lacks is not what all lack. */
    boolean hasAnother(PinnedCorpus corpus, List<PinnedCorpus> all) throws IOException {
        int place = all.indexOf(corpus);
        int asked = 0;
        for (int n = 1; n < all.size() && asked < OTHERS_ASKED_MAX; n++) {
            PinnedCorpus other = all.get((place + n) % all.size());
            if (other.problem().isEmpty()) {
                asked++;
                if (answersAsPinned(other)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the smallest of the other files comes whole, so that a connection that breaks every time is this one file's trouble. */
    boolean sendsAnother(PinnedCorpus corpus, List<PinnedCorpus> all) throws IOException {
        Optional<PinnedCorpus> smallest = all.stream()
                .filter(other -> !other.equals(corpus) && other.bytes().isPresent())
                .filter(other -> other.bytes().getAsLong() <= Request.BODY_BYTES_MAX_DEFAULT)
                .min(Comparator.comparing(other -> other.bytes().getAsLong()));
        if (smallest.isEmpty()) {
            return false;
        }
        try {
            int arrived = http.fetch(Request.get(addresses.reach(smallest.get().url())))
                    .body()
                    .length;
            return arrived == smallest.get().bytes().getAsLong();
        } catch (InterruptedIOException stopped) {
            throw stopped;
        } catch (IOException alsoBroken) {
            return false;
        }
    }

    private boolean answersAsPinned(PinnedCorpus corpus) throws IOException {
        try {
            OptionalLong bytes = head(corpus.url()).number("Content-Length");
            return corpus.bytes().isEmpty() || corpus.bytes().equals(bytes);
        } catch (HttpStatusException e) {
            return HEAD_NOT_KNOWN.contains(e.status());
        }
    }
}
