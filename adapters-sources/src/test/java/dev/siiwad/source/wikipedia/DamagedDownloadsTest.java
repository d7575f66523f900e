package dev.siiwad.source.wikipedia;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.source.Damage;
import dev.siiwad.source.DamagedRaw;
import dev.siiwad.source.Helps;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

/** Dumps that change on the disk between two attempts. */
class DamagedDownloadsTest {
    private static final List<String> PAGES = pages();

    @TempDir
    private Path directory;

    private ServedDumps served;
    private DamagedRaw runs;

    @BeforeEach
    void start() throws IOException {
        served = new ServedDumps();
        served.site.dump(
                "20261101",
                "done",
                Map.of(
                        "multistream1.xml-p1p100.bz2", Dumps.multistream(PAGES.subList(0, 100), 10),
                        "multistream2.xml-p101p150.bz2", Dumps.multistream(PAGES.subList(100, 150), 10)));
        served.site.feed("20261101");
        runs = new DamagedRaw(this::source, directory);
    }

    @AfterEach
    void stop() {
        served.close();
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
        assertThat(runs.healsAfter(() -> Damage.FLIPPED_AT_THE_START.strike(asAnEarlierVersionLeftIt())))
                .anyMatch(line -> line.contains("multistream1.xml-p1p100.bz2")
                        && line.contains("expected sha1:")
                        && line.contains("Going back from offset="));
    }

    @Test
    void whatAnEarlierVersionReadRightIsNotReadAgain() throws IOException {
        assertThat(runs.healsAfter(this::asAnEarlierVersionLeftIt)).noneMatch(line -> line.contains("Going back"));
    }

    @Test
    void aGivenDumpThatHasChangedIsNamedAndNotRead() throws IOException {
        Path dump = Files.write(directory.resolve("so.xml"), Dumps.utf8(Dumps.xml(PAGES)));
        byte[] right = Files.readAllBytes(dump);
        DamagedRaw given = new DamagedRaw(
                () -> WikipediaSource.ofFile("so", Optional.empty(), dump, directory.resolve("raw")),
                directory.resolve("raw"));
        for (Damage damage : List.of(Damage.FLIPPED_IN_THE_MIDDLE, Damage.FLIPPED_AT_THE_END, Damage.SWAPPED)) {
            assertThat(given.endsAfter(() -> damage.strike(dump), () -> Files.write(dump, right)))
                    .hasMessageContaining("so.xml")
                    .hasMessageEndingWith("It has changed since the run began")
                    .satisfies(Helps.by(new Remedy.BringBack(), new Remedy.StartOver(false)));
        }
    }

    private Path asAnEarlierVersionLeftIt() throws IOException {
        Path former = directory;
        try (Stream<Path> all = Files.list(directory.resolve("source=Wikipedia-Somali"))) {
            for (Path file : all.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith("-p1p100.bz2")) {
                    former = file.resolveSibling(name.replaceFirst("^[0-9a-f]{16}-", ""));
                    Files.move(file, former);
                } else {
                    Files.delete(file);
                }
            }
        }
        return former;
    }

    private Source source() {
        return served.source(Optional.of("classic"), "20261101", directory, false);
    }

    /** Of letters that bzip2 makes little of, so that the first file has more than a MiB. */
    private static List<String> pages() {
        Random random = new Random(1);
        List<String> pages = new ArrayList<>();
        for (int id = 1; id <= 150; id++) {
            StringBuilder text = new StringBuilder();
            random.ints(18_000, 'a', 'z' + 1).forEach(text::appendCodePoint);
            pages.add(Dumps.article(id, "Maqaal " + id, text.toString()));
        }
        return pages;
    }
}
