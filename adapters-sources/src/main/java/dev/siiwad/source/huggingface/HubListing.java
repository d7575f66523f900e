package dev.siiwad.source.huggingface;

import dev.siiwad.source.http.Http;
import dev.siiwad.source.rows.Shard;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a dataset on the Hub has to choose from. Every call asks again. Public for the command line, which shows it to people. */
public final class HubListing {
    private final Hub hub;
    private final String repo;
    private final String revision;

    /**
     * @param endpoint {@link HuggingFaceSource#ENDPOINT} or a mirror of it
     * @param token goes to the endpoint alone
     * @param repo such as {@code allenai/c4}
     * @param revision a branch, tag or commit
     */
    public HubListing(Http http, String endpoint, Optional<String> token, String repo, String revision) {
        this.hub = new Hub(http, endpoint, token);
        this.repo = repo;
        this.revision = revision;
    }

    /**
     * One configuration.
     *
     * @param byDefault whether it is taken where none is named
     * @param splits each with the patterns of its files; empty where the names of the files decide
     */
    public record Configuration(String name, boolean byDefault, Map<String, List<String>> splits) {}

    /**
     * A dataset at one moment.
     *
     * @param commit that the revision names now
     * @param files how many there are in all, of any kind
     * @param bytes of all of them
     */
    public record Listed(String repo, String commit, int files, long bytes, List<Configuration> configurations) {}

    public Listed list() throws IOException {
        String commit = hub.askForCommit(repo, revision);
        List<Configuration> configurations = new ArrayList<>();
        for (DatasetCard.Config config :
                DatasetCard.read(repo, file -> hub.text(repo, commit, file)).configs()) {
            configurations.add(
                    new Configuration(config.name(), config.byDefault(), new LinkedHashMap<>(config.patterns())));
        }
        List<Shard> files = hub.files(repo, commit, "");
        return new Listed(
                repo,
                commit,
                files.size(),
                files.stream().mapToLong(Shard::bytes).sum(),
                configurations);
    }
}
