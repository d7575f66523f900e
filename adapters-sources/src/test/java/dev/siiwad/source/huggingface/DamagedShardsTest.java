package dev.siiwad.source.huggingface;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.source.Damage;
import dev.siiwad.source.DamagedRaw;
import dev.siiwad.source.rows.Fields;
import dev.siiwad.source.rows.Packed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Downloaded files that change on the disk between two attempts. */
class DamagedShardsTest {
    private static final int LINES = 120;
    private static final int LINE_BYTES = 10_000;

    @TempDir
    private Path cache;

    private FakeHub hub;
    private String sha;
    private DamagedRaw runs;

    @BeforeEach
    void start() throws IOException {
        hub = new FakeHub();
        sha = hub.commit(Map.of(
                "README.md", "---\nlicense: mit\n---\n".getBytes(UTF_8),
                "data/train-1.jsonl", lines(1),
                "data/train-2.jsonl", Packed.zstd(lines(2), 100_000),
                "data/train-3.small.jsonl", Packed.gzip(lines(3), 100_000)));
        runs = new DamagedRaw(this::source, cache);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @ParameterizedTest
    @EnumSource
    void areBroughtAgain(Damage damage) throws IOException {
        runs.heals(damage);
    }

    @Test
    void neverGiveAWrongDatasetWhicheverByteChanges() throws IOException {
        assertThat(runs.random(Long.getLong("siiwad.random.seed", 1), Integer.getInteger("siiwad.random.runs", 5)))
                .isPositive();
    }

    @Test
    void whatAnEarlierVersionMayHaveReadWrongIsReadAgain() throws IOException {
        assertThat(runs.healsAfter(() -> {
                    Path file = asAnEarlierVersionLeftIt("data/train-1.jsonl");
                    Damage.FLIPPED_AT_THE_START.strike(file);
                }))
                .anyMatch(line -> line.contains("data/train-1.jsonl")
                        && line.contains("expected sha256:")
                        && line.contains("Going back from offset=120 to offset=0"));
    }

    @Test
    void whatAnEarlierVersionReadRightIsNotReadAgain() throws IOException {
        assertThat(runs.healsAfter(() -> asAnEarlierVersionLeftIt("data/train-1.jsonl")))
                .noneMatch(line -> line.contains("Going back"));
    }

    private Path asAnEarlierVersionLeftIt(String name) throws IOException {
        Path directory = cache.resolve(sha);
        Path former = directory.resolve(name);
        Files.createDirectories(former.getParent());
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (file.toString().endsWith("-train-1.jsonl")) {
                    Files.move(file, former);
                } else {
                    Files.delete(file);
                }
            }
        }
        return former;
    }

    private HuggingFaceSource source() {
        HubDataset dataset =
                HubDataset.custom(FakeHub.REPO, Optional.empty(), "train", Fields.ofText("text"), "so", "unknown");
        return hub.source(dataset, cache, false);
    }

    private static byte[] lines(int seed) {
        Random random = new Random(seed);
        StringBuilder lines = new StringBuilder();
        byte[] text = new byte[LINE_BYTES / 2];
        for (int n = 0; n < LINES; n++) {
            random.nextBytes(text);
            lines.append("{\"text\":\"Qoraal ")
                    .append(HexFormat.of().formatHex(text))
                    .append("\"}\n");
        }
        return lines.toString().getBytes(UTF_8);
    }
}
