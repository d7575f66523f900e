package dev.siiwad.source.huggingface;

import dev.siiwad.source.Source;
import dev.siiwad.source.rows.Fields;
import dev.siiwad.source.rows.Packed;
import dev.siiwad.source.rows.Samples;
import dev.siiwad.testkit.SourceContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Of a split whose middle file is refused for good. */
class LostShardContractTest extends SourceContract {
    @TempDir
    private Path cache;

    private FakeHub hub;

    @BeforeEach
    void start() throws IOException {
        hub = new FakeHub();
        String sha = hub.commit(Map.of(
                "so-1.json.gz", Packed.gzip(Samples.lines("a", 4), 1 << 20),
                "so-2.json.gz", Packed.gzip(Samples.lines("b", 4), 1 << 20),
                "so-3.json.gz", Packed.gzip(Samples.lines("c", 4), 1 << 20)));
        hub.always.put(
                "cdn GET /" + sha + "/so-2.json.gz",
                new MockResponse.Builder().code(403).build());
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @Override
    protected void cutOff(boolean cut) {
        hub.cutOff(cut);
    }

    @Override
    protected Source open() {
        return hub.source(
                HubDataset.custom(FakeHub.REPO, Optional.empty(), "train", Fields.C4, "so", "CC0-1.0"), cache, false);
    }
}
