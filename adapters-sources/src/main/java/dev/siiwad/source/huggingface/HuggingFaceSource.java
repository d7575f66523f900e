package dev.siiwad.source.huggingface;

import dev.siiwad.source.Availability;
import dev.siiwad.source.Collected;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Forecast;
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
import dev.siiwad.source.rows.Shards;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One split of a dataset on the Hugging Face Hub. A snapshot is a commit, {@code allenai/c4@1588ec45…}, with the list of the split's files. Lines are
 * read from files that are downloaded whole, one after the other; of Parquet files, only the wanted columns are fetched.
 */
public final class HuggingFaceSource implements Source {
    /** The Hub itself. */
    public static final String ENDPOINT = "https://huggingface.co";

    private final HubDataset dataset;
    private final Hub hub;
    private final Path cache;
    private final boolean keepRaw;

    /**
     * @param http closed by whoever made it, after the readers
     * @param endpoint {@link #ENDPOINT} or a mirror of it, as in {@code HF_ENDPOINT}
     * @param token as in {@code HF_TOKEN}; goes to the endpoint alone
     * @throws IllegalArgumentException if the token is none; it is not shown
     * @param cache a directory that is this source's alone; may vanish at any time
     * @param keepRaw whether files stay there after they have been read
     */
    public HuggingFaceSource(
            HubDataset dataset, Http http, String endpoint, Optional<String> token, Path cache, boolean keepRaw) {
        if (!token.orElse("x").matches("[!-~]+")) {
            throw new IllegalArgumentException(
                    "HF_TOKEN is empty, or holds a blank, a line break or a letter outside ASCII; set it again");
        }
        this.dataset = dataset;
        this.hub = new Hub(http, endpoint, token);
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
        String repo = dataset.repo();
        return snapshot(repo, hub.commit(repo, dataset.revision()));
    }

    @Override
    public Optional<Snapshot> again(String id, Collected collected) throws IOException {
        String sha = sha(Snapshot.of(id));
        return commit(sha).isPresent() ? Optional.of(snapshot(dataset.repo(), sha)) : Optional.empty();
    }

    private Snapshot snapshot(String repo, String sha) throws IOException {
        List<Shard> shards = dataset.revision().equals(ConvertedParquet.REVISION) && !dataset.namesFiles()
                ? converted(repo, sha)
                : chosen(repo, sha);
        return Snapshot.of(repo + "@" + sha, ShardList.toJson(shards));
    }

    private List<Shard> converted(String repo, String sha) throws IOException {
        return ConvertedParquet.among(hub.files(repo, sha, ""), repo, dataset.config(), dataset.split());
    }

    private List<Shard> chosen(String repo, String sha) throws IOException {
        DatasetCard.Config config = dataset.namesFiles()
                ? dataset.namedFiles()
                : DatasetCard.read(repo, file -> hub.text(repo, sha, file)).choose(dataset.config());
        DataFiles dataFiles = new DataFiles(repo, config, dataset.split());
        return dataFiles.among(hub.files(repo, sha, dataFiles.directory()));
    }

    @Override
    public Availability availability(Snapshot pinned) throws IOException {
        Availability first = look(pinned);
        return first instanceof Availability.Gone ? look(pinned) : first;
    }

    private Availability look(Snapshot pinned) throws IOException {
        String repo = dataset.repo();
        String sha = sha(pinned);
        Optional<String> current = commit(dataset.revision());
        if (current.isPresent() && current.get().equals(sha)) {
            return new Availability.Available(Optional.empty());
        }
        if (commit(sha).isPresent()) {
            return new Availability.Available(current.map(newer -> repo + "@" + newer));
        }
        return new Availability.Gone(
                current.map(newer -> repo + "@" + newer).orElse("no revision " + dataset.revision()));
    }

    /** The commit of a revision; empty if the dataset has no such revision any more. */
    private Optional<String> commit(String revision) throws IOException {
        try {
            return Optional.of(hub.askForCommit(dataset.repo(), revision));
        } catch (IOException e) {
            if (HubFailure.isNoRevision(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public List<Input> inputs(Snapshot pinned) throws IOException {
        return ShardList.inputs(pinned);
    }

    /** A request for each file; of Parquet files more, for the pieces that are read. */
    @Override
    public Forecast forecast(Snapshot pinned) throws IOException {
        return Forecast.ofRequests(inputs(pinned).size());
    }

    /** Whole shards; their snapshots are of the same commit. */
    @Override
    public List<Snapshot> slices(Snapshot pinned, int countMax) throws IOException {
        return ShardList.slices(pinned, countMax);
    }

    @Override
    public OptionalLong size(Snapshot pinned) {
        return OptionalLong.empty();
    }

    @Override
    public DocumentReader open(Snapshot pinned, Position position) throws IOException {
        List<Shard> shards = ShardList.fromJson(pinned);
        int index = ShardedReader.indexOf(shards, position);
        String sha = sha(pinned);
        List<Shard> others = ShardList.others(pinned);
        HubFiles files = new HubFiles(hub, dataset.repo(), sha, shards, others);
        CachedShards store =
                new CachedShards(files, new Download(hub.http()), cache.resolve(sha), keepRaw, !others.isEmpty());
        try {
            store.sweep(shards.subList(0, index));
            return documents(shards, store, position);
        } catch (IOException e) {
            store.close();
            throw e;
        }
    }

    @Override
    public DocumentReader glimpse() throws IOException {
        Snapshot pinned = snapshot();
        List<Shard> shards = ShardList.fromJson(pinned);
        String sha = sha(pinned);
        HubFiles files = new HubFiles(hub, dataset.repo(), sha, shards, ShardList.others(pinned));
        CachedShards whole = new CachedShards(files, new Download(hub.http()), cache.resolve(sha), keepRaw, false);
        return documents(shards, new FirstPieces(files, whole), Position.START);
    }

    private DocumentReader documents(List<Shard> shards, Shards store, Position position) throws IOException {
        DocumentReader documents = ShardedReader.open(shards, store, dataset.fields(), position);
        return dataset.escaped() ? new Unescaped(documents) : documents;
    }

    private String sha(Snapshot pinned) throws SourceException {
        String start = dataset.repo() + "@";
        String sha = pinned.id().startsWith(start) ? pinned.id().substring(start.length()) : "";
        if (!sha.matches("[0-9a-f]{40}")) {
            throw new SourceException(
                    "snapshot is " + pinned.id() + "; expected " + start
                            + " and a commit. The checkpoint is of another dataset",
                    new Remedy.StartOver(false));
        }
        return sha;
    }
}
