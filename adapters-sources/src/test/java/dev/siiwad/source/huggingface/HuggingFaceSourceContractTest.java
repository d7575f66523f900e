package dev.siiwad.source.huggingface;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.siiwad.source.Source;
import dev.siiwad.source.rows.Fields;
import dev.siiwad.source.rows.Samples;
import dev.siiwad.testkit.SourceContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
        Map<String, byte[]> files = new HashMap<>(Samples.everyFormat());
        files.put("README.md", cardThatNamesEachOf(files.keySet()));
        hub.commit(files);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    /** Wildcards would find files of one format. */
    private static byte[] cardThatNamesEachOf(Set<String> paths) {
        String names = paths.stream().filter(path -> path.startsWith("data/")).collect(Collectors.joining(", "));
        return ("---\nconfigs:\n- config_name: so\n  data_files: [" + names + "]\n---\n").getBytes(UTF_8);
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
