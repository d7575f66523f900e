package dev.siiwad.source.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.source.Availability;
import dev.siiwad.source.Damage;
import dev.siiwad.source.DamagedRaw;
import dev.siiwad.source.Helps;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.source.rows.Fields;
import dev.siiwad.source.rows.Packed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of the user's that change between two attempts, though their length and time do not. */
class DamagedFilesTest {
    private static final int LINES = 120;
    private static final byte[] FIRST = lines(1);
    private static final byte[] SECOND = lines(2);

    @TempDir
    private Path directory;

    private Path plain;
    private Path packed;
    private DamagedRaw runs;

    @BeforeEach
    void give() throws IOException {
        plain = Files.write(directory.resolve("a.jsonl"), FIRST);
        packed = Files.write(directory.resolve("b.jsonl.gz"), Packed.gzip(SECOND, 100_000));
        runs = new DamagedRaw(this::source, directory.resolve("raw"));
    }

    @ParameterizedTest
    @EnumSource(names = {"FLIPPED_IN_THE_MIDDLE", "FLIPPED_AT_THE_END", "SWAPPED", "ZEROED"})
    void areNamedAndNotRead(Damage damage) throws IOException {
        for (Path file : List.of(plain, packed)) {
            byte[] right = Files.readAllBytes(file);
            assertThat(runs.endsAfter(() -> damage.strike(file), () -> Files.write(file, right)))
                    .hasMessageContaining(file.getFileName().toString())
                    .hasMessageEndingWith("It has changed since the run began")
                    .satisfies(Helps.by(new Remedy.BringBack(), new Remedy.StartOver(false)));
        }
    }

    /** At the next start, before anything is read. */
    @ParameterizedTest
    @EnumSource(names = {"CUT", "GROWN", "EMPTIED"})
    void areNamedWhereTheirLengthIsAnother(Damage damage) throws IOException {
        Snapshot pinned = source().snapshot();
        damage.strike(plain);
        assertThat(source().availability(pinned))
                .isInstanceOfSatisfying(
                        Availability.Changed.class,
                        changed -> assertThat(changed.what())
                                .startsWith(plain + " holds something else than when the run was begun: "));
    }

    @ParameterizedTest
    @EnumSource
    void areReadWholeAgainWhereTheirDigestsAreLost(Damage damage) throws IOException {
        runs.heals(damage);
    }

    @Test
    void areReadAgainWhereAnEarlierVersionMayHaveReadThemWrong() throws IOException {
        byte[] right = Files.readAllBytes(plain);
        DamagedRaw.Striking bitRot = () -> {
            Files.delete(kept());
            Damage.FLIPPED_AT_THE_START.strike(plain);
        };

        assertThat(runs.endsAfter(bitRot, () -> Files.write(plain, right)))
                .hasMessageContaining("a.jsonl")
                .hasMessageContaining("was pinned");
    }

    private Path kept() throws IOException {
        try (var all = Files.newDirectoryStream(directory.resolve("raw/source=" + source().id()), "given-*.blocks")) {
            return all.iterator().next();
        }
    }

    private Source source() throws IOException {
        return LocalFilesSource.of(
                List.of(plain, packed),
                Optional.empty(),
                Fields.ofText("text"),
                "so",
                "unknown",
                directory.resolve("raw"));
    }

    private static byte[] lines(int seed) {
        Random random = new Random(seed);
        StringBuilder lines = new StringBuilder();
        for (int n = 0; n < LINES; n++) {
            lines.append("{\"text\":\"Qoraal ");
            random.ints(10_000, 'a', 'z' + 1).forEach(lines::appendCodePoint);
            lines.append("\"}\n");
        }
        return lines.toString().getBytes(UTF_8);
    }
}
