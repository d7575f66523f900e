package dev.siiwad.source.huggingface;

import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpStatusException;
import dev.siiwad.source.http.OtherContentException;
import dev.siiwad.source.http.RemoteFile;
import dev.siiwad.source.http.Request;
import dev.siiwad.source.http.ResponseHeaders;
import dev.siiwad.source.rows.Shard;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** The server of a dataset that is not on the Hub, with one file for each language and no list of them. */
final class OwnServer implements FileServer {
    private static final Set<Integer> GONE = Set.of(404, 410);

    private final Http http;
    private final String address;

    /** @param address of the directory, without a slash at its end */
    OwnServer(Http http, String address) {
        this.http = http;
        this.address = address;
    }

    /**
     * What the server says of a file.
     *
     * @param edition tells one state of the file from another, as far as the server does
     */
    record Seen(long bytes, String edition) {}

    /** Asks twice, for one answer is no fact; empty if there is no such file. */
    Optional<Seen> look(String file) throws IOException {
        Optional<Seen> first = lookOnce(file);
        Optional<Seen> second = lookOnce(file);
        if (!first.equals(second)) {
            throw new IOException(address + "/" + file + ": the server says " + first + ", and then " + second);
        }
        return first;
    }

    private Optional<Seen> lookOnce(String file) throws IOException {
        Request request = Request.head(address + "/" + file).header("Accept-Encoding", "identity");
        ResponseHeaders headers;
        try {
            headers = http.fetch(request).headers();
        } catch (HttpStatusException e) {
            if (GONE.contains(e.status())) {
                return Optional.empty();
            }
            throw e;
        }
        long bytes = headers.number("Content-Length")
                .orElseThrow(() -> new IOException(request + ": the server does not say how long the file is"));
        String edition = headers.strongEtag()
                .or(() -> headers.first("Last-Modified"))
                .map(tag -> "-" + tag.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", ""))
                .orElse("");
        return Optional.of(new Seen(bytes, bytes + edition));
    }

    @Override
    public Request request(Shard shard) {
        return Request.get(address + "/" + shard.path());
    }

    @Override
    public RemoteFile remote(Shard shard) {
        return new RemoteFile(http, request(shard), shard.bytes(), Optional.empty());
    }

    @Override
    public <T> T ask(Shard shard, Hub.Asking<T> asking) throws IOException {
        try {
            return asking.ask();
        } catch (OtherContentException e) {
            throw new SourceException(
                    e.getMessage() + ". It is another file than the run began with", e, new Remedy.StartOver(false));
        }
    }
}
