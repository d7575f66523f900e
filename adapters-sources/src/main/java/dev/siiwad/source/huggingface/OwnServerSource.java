package dev.siiwad.source.huggingface;

import dev.siiwad.source.Availability;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Input;
import dev.siiwad.source.Position;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.Settings;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.source.http.Download;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.rows.Shard;
import dev.siiwad.source.rows.ShardedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A preset whose file is on a server of its own, such as CC100. A snapshot is the file as the server describes it in two answers: its length, and its strong
 * entity tag or its date, {@code statmt/cc100@so.txt.xz-62014588-5f2a…}.
 */
public final class OwnServerSource implements Source {
    private final HubDataset dataset;
    private final OwnServer server;
    private final Http http;
    private final Path cache;
    private final boolean keepRaw;

    /**
     * @param dataset names its one file
     * @param http closed by whoever made it, after the readers
     * @param address of the directory of the file, as {@link HubDataset#serverOf} or a mirror of it
     * @param cache a directory that is this source's alone; may vanish at any time
     * @param keepRaw whether the file stays there after it has been read
     */
    public OwnServerSource(HubDataset dataset, Http http, String address, Path cache, boolean keepRaw) {
        this.dataset = dataset;
        this.server = new OwnServer(http, address.replaceAll("/+$", ""));
        this.http = http;
        this.cache = cache;
        this.keepRaw = keepRaw;
    }

    @Override
    public SourceId id() {
        return dataset.id();
    }

    @Override
    public Settings settings() {
        return dataset.settings();
    }

    @Override
    public SourceInfo info() {
        return dataset.info();
    }

    @Override
    public Snapshot snapshot() throws IOException {
        OwnServer.Seen seen = server.look(file())
                .orElseThrow(() -> new SourceException(
                        dataset.repo() + ": its server has no " + file(), new Remedy.Give("config")));
        return Snapshot.of(id(seen), ShardList.toJson(List.of(new Shard(file(), seen.bytes(), Optional.empty()))));
    }

    @Override
    public Availability availability(Snapshot pinned) throws IOException {
        Optional<String> current = server.look(file()).map(this::id);
        return current.filter(pinned.id()::equals).isPresent()
                ? new Availability.Available(Optional.empty())
                : new Availability.Gone(current.orElse("no " + file()));
    }

    @Override
    public List<Input> inputs(Snapshot pinned) throws IOException {
        return ShardList.inputs(pinned);
    }

    @Override
    public OptionalLong size(Snapshot pinned) {
        return OptionalLong.empty();
    }

    @Override
    public DocumentReader open(Snapshot pinned, Position position) throws IOException {
        List<Shard> shards = ShardList.fromJson(pinned);
        CachedShards store = new CachedShards(server, new Download(http), cache, keepRaw, false);
        try {
            return ShardedReader.open(shards, store, dataset.fields(), position);
        } catch (IOException e) {
            store.close();
            throw e;
        }
    }

    @Override
    public DocumentReader glimpse() throws IOException {
        List<Shard> shards = ShardList.fromJson(snapshot());
        CachedShards whole = new CachedShards(server, new Download(http), cache, keepRaw, false);
        return ShardedReader.open(shards, new FirstPieces(server, whole), dataset.fields(), Position.START);
    }

    private String id(OwnServer.Seen seen) {
        return dataset.repo() + "@" + file() + "-" + seen.edition();
    }

    private String file() {
        return dataset.dataFiles().get(0);
    }
}
