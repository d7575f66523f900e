package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.cli.Program.Outcome;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.testkit.Obstacle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every damage of a counted segment is named with its path and repaired; of the list that its snapshot needs, named and asked for again. Nothing of it is published. */
class SegmentDamageTest {
    private static final int DIGEST_BYTES = 40;
    private static final String LAST = "00000004-1.jsonl.zst";
    private static final String THIRD = "00000003-1.jsonl.zst";

    private static KilledRun killed;
    private static Map<String, String> undamaged;
    private static byte[] ofAnotherRun;
    private static byte[] ofAnotherAttempt;

    @TempDir
    Path directory;

    private Program program;

    /**
     * One thing that may be wrong with a segment.
     *
     * @param says what is said of it
     */
    record Damage(String name, Harm harm, String says) {
        @Override
        public String toString() {
            return name;
        }
    }

    @FunctionalInterface
    interface Harm {
        void to(Path file) throws IOException;
    }

    @BeforeAll
    static void killOnce(@TempDir Path template, @TempDir Path second, @TempDir Path third, @TempDir Path undisturbed)
            throws IOException {
        killed = new KilledRun(template);
        undamaged = KilledRun.finished(undisturbed);
        Program other = new Program(second);
        other.run("ingest", "failing", "--at", "40", "--checkpoint-every", "10", "--run-id", "run-9");
        ofAnotherRun = Files.readAllBytes(
                other.staging("List-Somali").resolve("segments/run-9").resolve(THIRD));
        Program again = new Program(third);
        again.run("ingest", "failing", "--at", "20", "--checkpoint-every", "10", "--run-id", "run-1");
        again.run("ingest", "failing", "--at", "20", "--checkpoint-every", "10", "--run-id", "run-1");
        ofAnotherAttempt =
                Files.readAllBytes(again.staging("List-Somali").resolve("segments/run-1/00000003-2.jsonl.zst"));
    }

    @AfterEach
    void removeLinks() throws IOException {
        KilledRun.removeLinks(directory);
    }

    static Stream<Damage> damages() {
        String unreadable = "cannot be read as it was sealed: ";
        return Stream.of(
                new Damage("missing", Files::delete, "is missing, but the checkpoint counts it"),
                new Damage("empty", file -> Files.write(file, new byte[0]), "has no lines"),
                changed("first half", bytes -> Arrays.copyOf(bytes, bytes.length / 2), unreadable),
                changed("a byte less", bytes -> Arrays.copyOf(bytes, bytes.length - 1), unreadable),
                changed("a byte more", bytes -> Arrays.copyOf(bytes, bytes.length + 1), unreadable),
                changed("twice", SegmentDamageTest::twice, "lines after the last is true; expected false"),
                changed("NULs", bytes -> new byte[bytes.length], unreadable),
                changed("a bit in the middle", bytes -> flipped(bytes, bytes.length / 2), unreadable),
                changed("a bit that zstd ignores", bytes -> flipped(bytes, 4), "; it was sealed with sha256:"),
                changed(
                        "a bit of its digest",
                        bytes -> flipped(bytes, bytes.length - 1),
                        "; it was sealed with sha256:"),
                changed(
                        "as an older version sealed it",
                        bytes -> Arrays.copyOf(bytes, bytes.length - DIGEST_BYTES),
                        "bytes and no digest at its end; it was cut, or the run was begun by an older version"),
                changed("that of another run", bytes -> ofAnotherRun, "; expected "),
                changed(
                        "that of another attempt",
                        bytes -> ofAnotherAttempt,
                        "segment is 00000003-2; expected 0000000"),
                new Damage("the one before", SegmentDamageTest::replaceByTheOneBefore, "expected 0000000"));
    }

    static Stream<Damage> obstacles() {
        return Stream.of(
                new Damage(
                        "a directory",
                        SegmentDamageTest::directory,
                        "is a directory; expected a file. First move it away with: mv "),
                new Damage("a pipe", SegmentDamageTest::pipe, "is a pipe or a device; expected a file"),
                new Damage("a link to nothing", SegmentDamageTest::link, "is a link to gone, which is not there"));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void ofTheLastOneIsRepairedWhenTheRunResumes(Damage damage) throws IOException {
        program = killed.copy(directory);
        Path last = run1().resolve(LAST);
        damage.harm().to(last);
        assertVerifyNames(last, damage.says());
        assertRepaired(last, damage.says());
    }

    @ParameterizedTest
    @MethodSource("damages")
    void ofAnEarlierOneIsRepairedWhenTheRunPublishes(Damage damage) throws IOException {
        program = killed.copy(directory);
        Path third = run1().resolve(THIRD);
        damage.harm().to(third);
        assertVerifyNames(third, damage.says());
        assertRepaired(third, damage.says());
    }

    @ParameterizedTest
    @MethodSource("obstacles")
    void whatIsNoFileIsNamedAndStays(Damage obstacle) throws IOException {
        program = killed.copy(directory);
        Path last = run1().resolve(LAST);
        obstacle.harm().to(last);
        Map<String, String> before = KilledRun.state(directory);
        assertNamed(last, obstacle.says());
        assertThat(KilledRun.state(directory)).isEqualTo(before);
    }

    @Test
    void isRefusedWhereUpstreamHasOtherDocumentsByNow() throws IOException {
        program = killed.copy(directory);
        Path third = run1().resolve(THIRD);
        byte[] whole = Files.readAllBytes(third);
        Files.delete(third);
        Outcome outcome = program.runQuickly("ingest", "list", "--rewritten");
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.DECISION);
        assertThat(outcome.err())
                .contains(third + ": is missing, but the checkpoint counts it")
                .contains("Reading again does not repair it: the 4 segments of run run-1 come to output_digest sha256:")
                .contains("or start over with: siiwad ingest list --rewritten --force");
        Files.write(third, whole);
        assertThat(program.runQuickly("ingest", "list").code()).isZero();
    }

    /** Also where something is left that is not ours. */
    @Test
    void startingOverMends() throws IOException {
        program = killed.copy(directory);
        directory(run1().resolve(THIRD));
        assertNamed(run1().resolve(THIRD), "is a directory");
        assertThat(program.runQuickly("ingest", "list", "--force", "--run-id", "run-2")
                        .code())
                .isZero();
        assertThat(program.run("verify").out()).contains("sound, 67 documents").hasLineCount(2);
        assertThat(run1().resolve(THIRD).resolve("a user's own")).exists();
    }

    @Test
    void whatMayNotBeReadIsNoDamage() throws IOException {
        program = killed.copy(directory);
        Path third = run1().resolve(THIRD);
        byte[] whole = Files.readAllBytes(third);
        Obstacle.unreadable(third);
        Outcome outcome = program.runQuickly("ingest", "list");
        assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
        assertThat(outcome.err())
                .contains(third + ": permission denied. It belongs to ", "Let it be read with: ")
                .endsWith("The checkpoint is kept. Carry on with: siiwad ingest list\n");
        Files.delete(third);
        Files.write(third, whole);
        assertThat(program.runQuickly("ingest", "list").code()).isZero();
    }

    static Stream<Damage> damagesOfTheList() {
        return Stream.of(
                list("missing", Files::delete, "is missing; the run reads by the list in it"),
                list(
                        "empty",
                        file -> Files.write(file, new byte[0]),
                        "it does not begin with {\"snapshot\":; it was changed"),
                listChanged("NULs", bytes -> new byte[bytes.length], "it does not begin with {\"snapshot\":"),
                listChanged(
                        "as an older version stored it",
                        SegmentDamageTest::withoutFirstLine,
                        "or the run was begun by an older version of Siiwad, which stored no digest with it and can"
                                + " still finish it"),
                listChanged("without a line feed", SegmentDamageTest::inOneLine, "its first line has no end within "),
                listChanged(
                        "a byte less",
                        bytes -> Arrays.copyOf(bytes, bytes.length - 1),
                        "the length of the list is 288; expected 289"),
                listChanged(
                        "a byte more",
                        bytes -> Arrays.copyOf(bytes, bytes.length + 1),
                        "bytes after it is true; expected false"),
                listChanged(
                        "a document less",
                        SegmentDamageTest::withoutOne,
                        "the length of the list is 286; expected 289"),
                listChanged("another document", bytes -> flipped(bytes, bytes.length - 1), "sha256 is "),
                listChanged(
                        "of another snapshot",
                        SegmentDamageTest::ofAnother,
                        "snapshot is list@other; expected list@first"));
    }

    static Stream<Damage> obstaclesOfTheList() {
        return Stream.of(
                list("a directory", SegmentDamageTest::directory, "is a directory; expected a file"),
                list("a pipe", SegmentDamageTest::pipe, "is a pipe or a device; expected a file"));
    }

    @ParameterizedTest
    @MethodSource("damagesOfTheList")
    void ofTheListIsFoundWhenTheRunResumesAndTheListIsAskedForAgain(Damage damage) throws IOException {
        program = killed.copy(directory);
        Path list = storedList();
        damage.harm().to(list);
        Outcome outcome = program.runQuickly("ingest", "list");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err())
                .contains("WARNING: " + list + ": ", damage.says(), ". Asking for list@first again\n")
                .contains("INFO: Restored the list of list@first: what was asked for again is what the run is pinned"
                        + " to\n");
        assertThat(program.run("verify").out()).contains("sound, 67 documents").hasLineCount(2);
        assertThat(KilledRun.published(program)).containsAllEntriesOf(undamaged);
    }

    @ParameterizedTest
    @MethodSource("obstaclesOfTheList")
    void whatIsNoFileInThePlaceOfTheListIsNamedAndStays(Damage damage) throws IOException {
        program = killed.copy(directory);
        Path list = storedList();
        damage.harm().to(list);
        Map<String, String> before = KilledRun.state(directory);
        assertNamed(list, damage.says());
        assertThat(KilledRun.state(directory)).isEqualTo(before);
        assertThat(program.runQuickly("ingest", "list", "--force").code()).isZero();
        assertThat(program.run("verify").out()).contains("sound, 67 documents").hasLineCount(2);
    }

    private Path storedList() throws IOException {
        try (Stream<Path> files = Files.list(run1())) {
            return files.filter(file -> file.getFileName().toString().startsWith("snapshot-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void assertNamed(Path file, String says) throws IOException {
        Map<String, String> published = KilledRun.published(program);
        Outcome outcome = program.runQuickly("ingest", "list");
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(ExitCode.CORRUPT);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err())
                .contains("ERROR: " + file + ": ", says)
                .contains("tart over with: siiwad ingest list --force")
                .doesNotContain("\tat ");
        assertThat(KilledRun.published(program)).isEqualTo(published);
        assertThat(program.checkpoint()).exists();
    }

    private void assertVerifyNames(Path file, String says) throws IOException {
        Map<String, String> before = KilledRun.state(directory);
        Outcome verified = program.runQuickly("checkpoint", "verify", "List-Somali");
        assertThat(verified.code()).as(verified.err()).isEqualTo(ExitCode.CORRUPT);
        assertThat(verified.err()).contains("ERROR: " + file + ": ", says);
        assertThat(KilledRun.state(directory)).isEqualTo(before);
    }

    private void assertRepaired(Path file, String says) throws IOException {
        Outcome outcome = program.runQuickly("ingest", "list");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err())
                .contains("WARNING: " + file + ": ", says)
                .contains("INFO: Repaired 1 segment: what was read again is what was committed")
                .doesNotContain("\tat ");
        assertThat(program.run("verify").out()).contains("sound, 67 documents").hasLineCount(2);
        assertThat(KilledRun.published(program)).containsAllEntriesOf(undamaged);
    }

    private Path run1() {
        return program.staging("List-Somali").resolve("segments/run-1");
    }

    private static Damage changed(String name, UnaryOperator<byte[]> change, String says) {
        return new Damage(name, changing(change), says);
    }

    private static Damage list(String name, Harm harm, String says) {
        return new Damage(name, harm, says);
    }

    private static Damage listChanged(String name, UnaryOperator<byte[]> change, String says) {
        return list(name, changing(change), says);
    }

    private static Harm changing(UnaryOperator<byte[]> change) {
        return file -> Files.write(file, change.apply(Files.readAllBytes(file)));
    }

    private static byte[] flipped(byte[] bytes, int place) {
        byte[] changed = bytes.clone();
        changed[place] ^= 0x10;
        return changed;
    }

    private static byte[] twice(byte[] bytes) {
        byte[] both = Arrays.copyOf(bytes, 2 * bytes.length);
        System.arraycopy(bytes, 0, both, bytes.length, bytes.length);
        return both;
    }

    private static byte[] withoutOne(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.replace(" 50 ", " ").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] withoutFirstLine(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.substring(text.indexOf('\n') + 1).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] inOneLine(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).replace('\n', ' ').getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] ofAnother(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.replace("list@first", "list@other").getBytes(StandardCharsets.UTF_8);
    }

    private static void replaceByTheOneBefore(Path file) throws IOException {
        int number = Integer.parseInt(file.getFileName().toString().substring(7, 8));
        Files.write(file, Files.readAllBytes(file.resolveSibling("0000000" + (number - 1) + "-1.jsonl.zst")));
    }

    private static void directory(Path file) throws IOException {
        Files.delete(file);
        Files.createDirectory(file);
        Files.writeString(file.resolve("a user's own"), "precious");
    }

    private static void pipe(Path file) throws IOException {
        Files.delete(file);
        Obstacle.pipe(file);
    }

    private static void link(Path file) throws IOException {
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("gone"));
    }
}
