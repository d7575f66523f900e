package dev.siiwad.source.huggingface;

import dev.siiwad.source.Source;
import dev.siiwad.source.rows.Fields;
import dev.siiwad.source.rows.Samples;
import dev.siiwad.testkit.SourceContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class HuggingFaceSourceContractTest extends SourceContract {
    @TempDir
    private Path cache;

    private FakeHub hub;

    @BeforeEach
    void start() throws IOException {
        hub = new FakeHub();
        hub.commit(Samples.everyFormat());
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
    protected Source openCutShort() {
        hub.cutNext(Integer.MAX_VALUE);
        return open();
    }

    @Override
    protected Source open() {
        HubDataset dataset = HubDataset.custom(FakeHub.REPO, Optional.of("so"), "train", Fields.C4, "so", "CC0-1.0");
        return hub.source(dataset, cache, false);
    }
}
