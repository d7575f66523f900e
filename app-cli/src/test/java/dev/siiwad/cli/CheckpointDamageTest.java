package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.cli.CheckpointDamage.Kind;
import dev.siiwad.cli.Program.Outcome;
import dev.siiwad.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every damage of a checkpoint, as whoever types a command meets it: the exit code, the message, and that nothing was changed or published. */
class CheckpointDamageTest {
    private static KilledRun killed;
    private static Map<String, String> finished;

    @TempDir
    Path directory;

    private Program program;

    @BeforeAll
    static void killOnce(@TempDir Path template, @TempDir Path whole) throws IOException {
        killed = new KilledRun(template);
        finished = KilledRun.finished(whole);
    }

    @AfterEach
    void removeLinks() throws IOException {
        KilledRun.removeLinks(directory);
    }

    static Stream<CheckpointDamage> damages() {
        return CheckpointDamages.all();
    }

    static Stream<CheckpointDamage> oneOfEachSort() {
        return CheckpointDamages.oneOfEachSort();
    }

    static Stream<CheckpointDamage> oneOfEachSortThatFallsBack() {
        return oneOfEachSort().filter(damage -> damage.kind().fallsBack());
    }

    @ParameterizedTest
    @MethodSource("damages")
    void isRefusedWhereNothingStandsIn(CheckpointDamage damage) throws IOException {
        damaged(damage);
        Files.delete(prev());
        assertRefused(damage);
    }

    @ParameterizedTest
    @MethodSource("oneOfEachSort")
    void isRefusedWhereTheOneBeforeIsDamagedToo(CheckpointDamage damage) throws IOException {
        damaged(damage);
        Files.writeString(prev(), "{");
        Outcome outcome = assertRefused(damage);
        if (damage.kind().ordinal() <= Kind.OF_ANOTHER_RUN.ordinal()) {
            assertThat(outcome.err()).contains("; nor can the one before it be used: " + prev() + ": line 1, column 2");
        }
    }

    @ParameterizedTest
    @MethodSource("damages")
    void theOneBeforeStandsInWhereItIsOfTheSameRun(CheckpointDamage damage) throws IOException {
        damaged(damage);
        if (damage.kind().fallsBack()) {
            Outcome explained = run("ingest", "list", "--explain");
            assertThat(explained.out()).contains("Would carry on at offset 30", "Corrupt:     " + standing() + ": ");
            assertThat(explained.out()).contains(damage.says());
        } else {
            assertRefused(damage);
        }
    }

    @ParameterizedTest
    @MethodSource("oneOfEachSortThatFallsBack")
    void theOneBeforeFinishesTheSameDatasetAndTheDamagedOneIsKept(CheckpointDamage damage) throws IOException {
        damaged(damage);
        byte[] bytes = Files.readAllBytes(standing());
        Outcome outcome = program.runQuickly("ingest", "list");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err())
                .startsWith("ERROR: Failed to load checkpoint: " + standing() + ": ")
                .contains(damage.says())
                .contains("WARNING: Using the checkpoint before it: .checkpoint.prev.json")
                .contains("INFO: Resuming from checkpoint: offset=30, processed=20");
        assertThat(KilledRun.published(program)).isEqualTo(finished);
        assertThat(aside()).hasBinaryContent(bytes);
        if (damage.kind() == Kind.NAMELESS) {
            assertThat(outcome.err())
                    .contains("WARNING: Keeping all segments of earlier runs until this file is repaired or removed: "
                            + aside() + ": ");
        }
    }

    @ParameterizedTest
    @MethodSource("damages")
    void theOneBeforeIsNotUsedWhereItIsKnownToBeOfAnotherRun(CheckpointDamage damage) throws IOException {
        damaged(damage);
        String ofAnother =
                CheckpointDamage.resealed(CheckpointDamage.with(Files.readString(prev()), "run_id", "\"run-8\""));
        Files.writeString(prev(), ofAnother);
        if (damage.kind() == Kind.NAMELESS) {
            Outcome refused = run("ingest", "list");
            assertThat(refused.code()).isEqualTo(ExitCode.DECISION);
            assertThat(refused.err())
                    .startsWith("ERROR: Failed to load checkpoint: " + standing())
                    .contains("segments/run-8/snapshot-", ": is missing; the run reads by the list in it")
                    .contains("segments/run-8/00000003-1.jsonl.zst: is missing", "Reading again does not repair it: ");
            assertThat(program.staging("List-Somali").resolve("segments/run-8")).isEmptyDirectory();
            return;
        }
        Outcome outcome = assertRefused(damage);
        if (damage.kind() == Kind.NAMES_ITS_RUN || damage.kind() == Kind.OF_ANOTHER_RUN) {
            assertThat(outcome.err())
                    .contains(
                            ", and the one before it of run run-8 at offset 30. If that is the one you want, put it here with: mv '"
                                    + prev() + "' '" + standing() + "'");
        }
    }

    @ParameterizedTest
    @MethodSource("oneOfEachSort")
    void lookingAtItChangesNothing(CheckpointDamage damage) throws IOException {
        damaged(damage);
        Files.delete(prev());
        Map<String, String> before = KilledRun.state(directory);
        Outcome shown = run("checkpoint", "show", "List-Somali");
        assertThat(shown.code())
                .isEqualTo(damage.kind() == Kind.STALE ? 0 : damage.kind().code());
        assertThat(shown.out()).doesNotContain("\u001b").hasSizeLessThan(3_000_000);
        if (damage.kind() != Kind.STALE) {
            assertThat(shown.err()).contains(standing() + ": ").contains(damage.says());
        }
        Outcome explained = run("ingest", "list", "--explain");
        assertThat(explained.code()).isEqualTo(damage.kind().code());
        assertThat(explained.out() + explained.err())
                .contains(standing().toString())
                .contains(damage.says());
        Outcome list = run("checkpoint", "list");
        assertThat(list.code())
                .isEqualTo(damage.kind().code() == 4 ? 0 : damage.kind().code());
        assertThat(list.out()).contains("List-Somali ", "Other-Somali ").containsPattern(state(damage));
        Outcome status = run("status");
        assertThat(status.code())
                .isEqualTo(damage.kind().code() == 4 ? 0 : damage.kind().code());
        assertThat(status.out()).contains("List-Somali: not running", "Other-Somali: not running", "offset:   20, ");
        if (damage.kind() != Kind.STALE) {
            assertThat(status.out())
                    .contains("siiwad checkpoint show List-Somali")
                    .contains(damage.says());
        }
        if (damage.kind() != Kind.STALE) {
            assertThat(run("checkpoint", "clean", "--older-than", "7d").code())
                    .isEqualTo(damage.kind() == Kind.UNREADABLE ? ExitCode.FAILED : ExitCode.DONE);
        }
        assertThat(KilledRun.state(directory)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("oneOfEachSort")
    void itIsNotBackedUpOverAGoodOne(CheckpointDamage damage) throws IOException {
        program = killed.copy(directory);
        run("checkpoint", "backup", "List-Somali");
        damage.harm().to(standing());
        Map<String, String> before = KilledRun.state(directory);
        Outcome outcome = run("checkpoint", "backup", "List-Somali");
        if (damage.kind() == Kind.STALE || damage.kind() == Kind.NEWER) {
            assertThat(outcome.code()).isZero();
            assertThat(backup()).hasSameBinaryContentAs(standing());
            return;
        }
        assertThat(outcome.code()).isEqualTo(damage.kind().code());
        assertThat(outcome.err()).contains(standing() + ": ");
        assertThat(KilledRun.state(directory)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("oneOfEachSort")
    void aBackupTakesItsPlaceAndItIsKept(CheckpointDamage damage) throws IOException {
        program = killed.copy(directory);
        run("checkpoint", "backup", "List-Somali");
        byte[] good = Files.readAllBytes(backup());
        damage.harm().to(standing());
        String damaged = KilledRun.state(standing().getParent()).get(".checkpoint.json");
        Outcome outcome = run("checkpoint", "restore", "List-Somali");
        assertThat(outcome.code())
                .isEqualTo(damage.kind().isReadable() ? 0 : damage.kind().code());
        if (damage.kind().isReadable()) {
            assertThat(standing()).hasBinaryContent(good);
            assertThat(KilledRun.state(standing().getParent())).containsEntry(".checkpoint.replaced.json", damaged);
            run("ingest", "list");
            assertThat(KilledRun.published(program)).isEqualTo(finished);
        } else {
            assertThat(outcome.err()).contains(standing() + ": ").contains(damage.says());
            assertThat(backup()).hasBinaryContent(good);
        }
    }

    @ParameterizedTest
    @MethodSource("oneOfEachSort")
    void itIsNotRestored(CheckpointDamage damage) throws IOException {
        program = killed.copy(directory);
        Files.copy(standing(), backup());
        damage.harm().to(backup());
        Map<String, String> before = KilledRun.state(directory);
        Outcome outcome = run("checkpoint", "restore", "List-Somali");
        int code =
                damage.kind() == Kind.STALE ? ExitCode.CORRUPT : damage.kind().code();
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(code);
        assertThat(outcome.err()).contains(backup() + ": ");
        assertThat(KilledRun.state(directory)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("oneOfEachSort")
    void anOffsetIsSetInItsPlaceAndItIsKept(CheckpointDamage damage) throws IOException {
        damaged(damage);
        String damaged = KilledRun.state(standing().getParent()).get(".checkpoint.json");
        Outcome outcome = run("checkpoint", "set", "List-Somali", "--offset", "70");
        assertThat(outcome.code())
                .isEqualTo(damage.kind().isReadable() ? 0 : damage.kind().code());
        if (damage.kind().isReadable()) {
            assertThat(KilledRun.state(standing().getParent())).containsEntry(".checkpoint.replaced.json", damaged);
            assertThat(run("ingest", "list").out()).startsWith("Read:        30 documents");
        } else {
            assertThat(KilledRun.state(standing().getParent())).containsEntry(".checkpoint.json", damaged);
        }
    }

    @ParameterizedTest
    @MethodSource("oneOfEachSort")
    void itCanBeDeletedOrForcedAside(CheckpointDamage damage) throws IOException {
        damaged(damage);
        String damaged = KilledRun.state(standing().getParent()).get(".checkpoint.json");
        Outcome forced = run("ingest", "list", "--force", "--run-id", "run-1");
        if (damage.kind().isReadable()) {
            assertThat(forced.code()).as(forced.err()).isZero();
            assertThat(KilledRun.published(program)).isEqualTo(finished);
            damage.harm().to(Files.write(standing(), killed.standing()));
            assertThat(run("checkpoint", "delete", "List-Somali").code()).isZero();
            assertThat(standing()).doesNotExist();
        } else {
            assertThat(forced.code()).isEqualTo(damage.kind().code());
            assertThat(forced.err()).contains(standing() + ": ").contains(damage.says());
            assertThat(run("checkpoint", "delete", "List-Somali").code())
                    .isEqualTo(damage.kind().code());
            assertThat(KilledRun.state(standing().getParent())).containsEntry(".checkpoint.json", damaged);
        }
    }

    /** A hand has put back a copy, which was then emptied: nobody knows of which run it was, and the last one goes on, whole. */
    @Test
    void whatNamesNoRunIsTakenForTheRunThatWasLast() throws IOException {
        program = killed.copy(directory);
        Files.copy(standing(), backup());
        run("checkpoint", "delete", "List-Somali");
        program.run("ingest", "failing", "--at", "40", "--checkpoint-every", "10", "--run-id", "run-2");
        Files.move(backup(), standing(), StandardCopyOption.REPLACE_EXISTING);
        Files.write(standing(), new byte[0]);
        Outcome outcome = run("ingest", "list");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err())
                .contains(
                        standing() + ": is empty",
                        "Using the checkpoint before it",
                        "Resuming from checkpoint: offset=30");
        assertThat(outcome.out()).startsWith("Read:        100 documents").contains("run-2-receipt.json");
        assertThat(program.run("verify").code()).isZero();
        assertThat(program.staging("List-Somali").resolve("segments/run-1")).isNotEmptyDirectory();
    }

    @Test
    void isRefusedCutAtEveryByte() throws IOException {
        program = killed.copy(directory);
        byte[] whole = Files.readAllBytes(standing());
        Files.delete(prev());
        for (int length = 0; length < whole.length - 1; length++) {
            assertRefusedWith(Arrays.copyOf(whole, length), length + " bytes");
        }
    }

    @Test
    void isRefusedWithAnyByteChanged() throws IOException {
        program = killed.copy(directory);
        byte[] whole = Files.readAllBytes(standing());
        Files.delete(prev());
        for (int place = 0; place < whole.length - 1; place++) {
            byte[] flipped = whole.clone();
            flipped[place] ^= (byte) (1 << place % 8);
            assertRefusedWith(flipped, "byte " + place);
        }
    }

    private void assertRefusedWith(byte[] bytes, String what) throws IOException {
        Files.write(standing(), bytes);
        Outcome outcome = program.runQuickly("ingest", "list");
        assertThat(outcome.code()).as(what).isEqualTo(ExitCode.CORRUPT);
        assertThat(outcome.err())
                .as(what)
                .startsWith("ERROR: Failed to load checkpoint: " + standing() + ": ")
                .contains("siiwad ingest list --force");
        assertThat(standing()).as(what).hasBinaryContent(bytes);
    }

    /** Refuses with the right code and message, and changes nothing. */
    private Outcome assertRefused(CheckpointDamage damage) throws IOException {
        Map<String, String> before = KilledRun.state(directory);
        Outcome outcome = run("ingest", "list");
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(damage.kind().code());
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .contains(standing().toString())
                .contains(damage.says())
                .contains(remedy(damage.kind()));
        assertThat(outcome.err().lines().count()).isLessThan(8);
        assertThat(outcome.err()).hasSizeLessThan(3000);
        assertThat(KilledRun.state(directory)).isEqualTo(before);
        return outcome;
    }

    /** A command that helps, as it can be typed. */
    private String remedy(Kind kind) {
        return switch (kind) {
            case NAMES_ITS_RUN, NAMELESS, OF_ANOTHER_RUN -> """
                    Start over with: siiwad ingest list --force
                    Or begin at another offset with: siiwad checkpoint set List-Somali --offset N
                    Or remove it with: siiwad checkpoint delete List-Somali
                    """;
            case NEWER -> "Carry on with a version of Siiwad that knows 2.x";
            case OBSTRUCTED ->
                "First move it away with: mv '" + standing() + "' '" + standing() + ".moved'\n"
                        + "Start over with: siiwad ingest list --force";
            case UNREADABLE -> "'" + standing() + "'\nThe checkpoint is kept. Carry on with: siiwad ingest list\n";
            case STALE ->
                "Start over with: siiwad ingest list --force\nThe checkpoint is " + standing()
                        + "; look at it with: siiwad checkpoint show List-Somali\n";
        };
    }

    private static String state(CheckpointDamage damage) {
        return "List-Somali .*"
                + switch (damage.kind()) {
                    case NAMES_ITS_RUN, NAMELESS, OF_ANOTHER_RUN, OBSTRUCTED -> "corrupt";
                    case NEWER -> "of a newer version of this program";
                    case UNREADABLE -> "cannot be read";
                    case STALE -> "of another source: Other-Somali";
                };
    }

    private void damaged(CheckpointDamage damage) throws IOException {
        program = killed.copy(directory);
        damage.harm().to(standing());
    }

    private Outcome run(String... arguments) {
        Outcome outcome = program.runQuickly(arguments);
        assertThat(outcome.err()).doesNotContain("\tat ", "defect of the program", "\u001b");
        return outcome;
    }

    private Path standing() {
        return program.checkpoint();
    }

    private Path prev() {
        return standing().resolveSibling(".checkpoint.prev.json");
    }

    private Path backup() {
        return standing().resolveSibling(".checkpoint.backup.json");
    }

    private Path aside() throws IOException {
        try (Stream<Path> files = Files.list(standing().getParent())) {
            return files.filter(file -> file.getFileName().toString().startsWith(".checkpoint.corrupt-"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
