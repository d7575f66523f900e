package dev.siiwad.source.huggingface;

import dev.siiwad.source.http.BrokenConnectionException;
import dev.siiwad.source.http.HttpStatusException;
import dev.siiwad.source.http.OtherContentException;
import dev.siiwad.source.http.RemoteFile;
import dev.siiwad.source.http.Request;
import dev.siiwad.source.rows.Shard;
import dev.siiwad.source.rows.UnreadableException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of a split at one commit: asked for, and told apart by whether one of them is lost or none can be had. */
final class HubFiles implements FileServer {
    private static final int SERVER_ERROR = 500;

    private final Hub hub;
    private final String repo;
    private final String sha;
    private final List<Shard> all;

    /**
     * @param read the files that are read
     * @param others of the same split
     */
    HubFiles(Hub hub, String repo, String sha, List<Shard> read, List<Shard> others) {
        this.hub = hub;
        this.repo = repo;
        this.sha = sha;
        this.all = Stream.concat(read.stream(), others.stream()).toList();
    }

    @Override
    public Request request(Shard shard) {
        return hub.file(repo, sha, shard.path());
    }

    @Override
    public RemoteFile remote(Shard shard) {
        return new RemoteFile(hub.http(), request(shard), shard.bytes(), Optional.empty());
    }

    /** @throws UnreadableException if this file is lost while the commit and its other files are there */
    @Override
    public <T> T ask(Shard shard, Hub.Asking<T> asking) throws IOException {
        try {
            return hub.ask(repo, sha, asking);
        } catch (OtherContentException e) {
            throw lost(shard, "the Hub gives something else than the " + shard.bytes() + " bytes it lists", e);
        } catch (HttpStatusException e) {
            if (HubFailure.isNoEntry(e)) {
                throw lost(shard, "the Hub lists it at commit " + sha + ", and does not have it", e);
            }
            if (e.status() < SERVER_ERROR || othersAreThere(shard)) {
                throw lost(shard, "is refused with status " + e.status() + " by " + host(e), e);
            }
            throw HubFailure.of(e, repo, sha, true);
        } catch (IOException e) {
            if (e.getCause() instanceof BrokenConnectionException && othersAreThere(shard)) {
                throw lost(shard, "never comes whole, and others do", e);
            }
            throw e;
        }
    }

    private static String host(HttpStatusException e) {
        return e.redirectedTo().map(host -> host + ", to which the Hub sends").orElse("the Hub");
    }

    /** Where a server fails, the file next to it shows whether it fails for all. */
    private boolean othersAreThere(Shard shard) throws IOException {
        Optional<Shard> other = all.stream()
                .filter(candidate -> candidate.bytes() > 0 && !candidate.equals(shard))
                .findFirst();
        if (other.isEmpty()) {
            return false;
        }
        try {
            hub.ask(repo, sha, () -> remote(other.get()).read(0, 1));
            return true;
        } catch (HttpStatusException | OtherContentException failsToo) {
            return false;
        } catch (IOException e) {
            if (e.getCause() instanceof BrokenConnectionException) {
                return false;
            }
            throw e;
        }
    }

    /** The message is the same each time, so that a file that stays lost is known again. */
    private static UnreadableException lost(Shard shard, String what, IOException cause) {
        return new UnreadableException("[" + shard.path() + "] " + what, cause);
    }
}
