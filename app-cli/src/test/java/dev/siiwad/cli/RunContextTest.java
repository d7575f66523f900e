package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.siiwad.cli.Program.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Machines that are set up in odd ways, or run out of something: one message, exit code 1, and the same command carries on once it is cured. */
@Timeout(120)
class RunContextTest {
    private static final String[] RUN = {
        "ingest", "list", "--checkpoint-every", "10", "--run-id", "20261101_run", "--format", "jsonl"
    };
    /** On one thread, so that it breaks off after what was read before is committed. */
    private static final String[] BROKEN_OFF =
            "ingest failing --at 40 --checkpoint-every 10 --run-id 20261101_run --format jsonl --threads 1".split(" ");

    @TempDir
    Path directory;

    @TempDir
    Path elsewhere;

    private Program program;

    @BeforeEach
    void start() {
        program = new Program(directory);
    }

    @Test
    void everyDirectoryMayBeASymbolicLink() throws IOException {
        int links = 0;
        for (String name : List.of(
                "data",
                "data/staging",
                "data/staging/source=List-Somali",
                "data/staging/source=List-Somali/segments",
                "data/processed",
                "data/processed/silver",
                "data/processed/silver/source=List-Somali")) {
            Path target = Files.createDirectory(elsewhere.resolve("target-" + links++));
            Files.createSymbolicLink(directory.resolve(name), target);
        }
        assertThat(program.run(BROKEN_OFF).code()).isEqualTo(1);
        assertThat(program.run("status").out()).contains("List-Somali: not running\n  offset:   40,");
        assertCarriesOn(RUN);
        assertThat(program.run("verify").out()).contains("sound, 67 documents");
        assertThat(directory.resolve("data/staging/source=List-Somali/segments"))
                .isSymbolicLink();
    }

    @ParameterizedTest
    @ValueSource(strings = {"data/staging", "data/processed"})
    void aSymbolicLinkThatLeadsNowhereIsNamed(String name) throws IOException {
        Path link = directory.resolve(name);
        for (String target : List.of("gone", link.getFileName().toString())) {
            Files.createDirectories(link.getParent());
            Files.createSymbolicLink(link, Path.of(target));
            Outcome outcome = program.run(RUN);
            assertThat(outcome.code()).isEqualTo(1);
            assertThat(errors(outcome.err()))
                    .startsWith(link + ": is a symbolic link to " + target + ", where there is no directory. ")
                    .contains(" with: siiwad ingest list --checkpoint-every 10 ");
            Files.delete(link);
        }
        assertCarriesOn(RUN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data/staging/source=List-Somali", "data/staging/source=List-Somali/segments/20261101_run"})
    void aDirectoryThatMayNotBeChangedIsNamed(String name) throws IOException {
        program.run(BROKEN_OFF);
        Path refused = directory.resolve(name);
        Files.setPosixFilePermissions(refused, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeThat(Files.isWritable(refused)).as("the superuser may").isFalse();
        Outcome outcome = program.run(RUN);
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(errors(outcome.err()))
                .startsWith(refused + "/")
                .contains(": permission denied\nThe checkpoint is kept. Carry on with: siiwad ingest list ");
        assertThat(program.run("status").out()).contains("offset:   40,");
        assertThat(program.run(with(RUN, "--explain")).code()).isZero();
        Files.setPosixFilePermissions(refused, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertCarriesOn(RUN);
    }

    @Test
    void stagingAndDatasetsMayBeOnDifferentFileSystems() throws IOException {
        Path shared = Path.of("/dev/shm");
        assumeThat(shared).isDirectory();
        assumeThat(Files.getFileStore(shared)).isNotEqualTo(Files.getFileStore(directory));
        Path other = Files.createTempDirectory(shared, "siiwad-test");
        try {
            for (String variable : List.of("SDC_DATA__STAGING_DIR", "SDC_DATA__SILVER_DIR")) {
                Path data = Files.createDirectories(directory.resolve(variable));
                Program there =
                        new Program(data).with(variable, other.resolve(variable).toString());
                assertThat(there.run(BROKEN_OFF).code()).isEqualTo(1);
                assertThat(there.run(RUN).out()).startsWith("Read:        100 documents");
                assertThat(there.run("verify").out()).contains("sound, 67 documents");
            }
        } finally {
            delete(other);
        }
    }

    @Test
    void tooManyOpenFilesEndARunThatCarriesOnWithTheSameCommand() throws Exception {
        try (Child child = Child.limited("ulimit -n 400", directory, with(BROKEN_OFF, "--take-files"))) {
            assertThat(child.end()).as("" + child.lines()).isEqualTo(1);
            assertThat(String.join("\n", child.lines()))
                    .contains("INFO: Checkpoint saved: offset=40,")
                    .contains("segments/20261101_run/00000005-1.jsonl.zst: cannot be created: Too many open files")
                    .contains("The checkpoint is kept. Carry on with: siiwad ingest failing --at 40 ");
        }
        assertCarriesOn(RUN);
    }

    /** A limit on the bytes of a file is a quota that wants no superuser. */
    @Test
    void aFileThatMayNotGrowEndsARunThatCarriesOnWithTheSameCommand() throws Exception {
        String[] large = {
            "ingest",
            "list",
            "--size",
            "30000",
            "--checkpoint-every",
            "10000",
            "--run-id",
            "20261101_run",
            "--format",
            "jsonl"
        };
        try (Child child = Child.limited("ulimit -f 1000", directory, large)) {
            assertThat(child.end()).as("" + child.lines()).isEqualTo(1);
            assertThat(String.join("\n", child.lines()))
                    .contains("INFO: Checkpoint saved: offset=30000,")
                    .containsPattern(
                            "20261101_run-part-0000.jsonl.zst: cannot write \\d+ bytes: File too large; its disk has \\d+ bytes free")
                    .contains("The checkpoint is kept. Carry on with: siiwad ingest list --size 30000 ");
        }
        assertThat(program.files().keySet()).noneMatch(name -> name.contains(".publishing"));
        assertCarriesOn(large);
    }

    @Test
    void aTemporaryDirectoryThatCannotBeUsedIsNamedBeforeAnythingIsSaved() throws Exception {
        List<String> java = List.of("-Djava.io.tmpdir=" + elsewhere.resolve("gone"), "-XX:-UsePerfData");
        try (Child child = Child.start(List.of(), java, directory, Map.of(), RUN)) {
            assertThat(child.end()).isEqualTo(1);
            assertThat(errors(String.join("\n", child.lines())))
                    .startsWith(elsewhere.resolve("gone") + ": the zstd library cannot be unpacked there")
                    .contains("Give another directory with JAVA_OPTS=-Djava.io.tmpdir=DIR\n"
                            + "Nothing had been read yet. Try again with: siiwad ingest list ");
        }
        assertThat(program.files()).isEmpty();
        assertCarriesOn(RUN);
    }

    @Test
    void aProcessThatMayNotUnpackItsLibraryIsToldWhatLimitsIt() throws Exception {
        try (Child child = Child.limited("ulimit -f 300", directory, RUN)) {
            assertThat(child.end()).isEqualTo(1);
            assertThat(errors(String.join("\n", child.lines())))
                    .contains("File too large. It needs 1 MB in one file; allow that, as with: ulimit -f unlimited\n");
        }
        assertThat(program.files()).isEmpty();
    }

    @Test
    void aFileInPlaceOfADirectoryOfCheckpointsIsNotTakenForOne() throws IOException {
        Path file = directory.resolve("data/staging/source=List-Somali");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        Outcome outcome = program.run(RUN);
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(errors(outcome.err()))
                .startsWith(file + ": is no directory. Remove it, or have a directory there\n")
                .containsPattern("(Try again|carry on) with: siiwad ingest list ");
        Files.delete(file);
        assertCarriesOn(RUN);
    }

    @Test
    void aRunWhoseCheckpointSomebodyHasTakenAwaySaysSo() throws IOException {
        Path checkpoint = program.staging("List-Somali").resolve(".checkpoint.json");
        Outcome outcome = program.run(with(with(BROKEN_OFF, "--remove"), checkpoint.toString()));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(errors(outcome.err()))
                .contains(
                        "The checkpoint of this run is not where it was. If it can be brought back, carry on with: siiwad");
    }

    @Test
    void theTimeZoneMayChangeBetweenAttempts() throws IOException {
        TimeZone before = TimeZone.getDefault();
        try {
            for (String id : List.of("20261101_run", "no-day-in-it")) {
                TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
                program.run("ingest", "failing", "--at", "40", "--run-id", id, "--again");
                String started = Files.readString(program.staging("List-Somali").resolve(".checkpoint.json"))
                        .replaceAll("(?s).*\"started\": \"([0-9-]+)T.*", "$1");
                TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Pago_Pago"));
                String day = id.startsWith("2026") ? "2026-11-01" : started;
                assertThat(program.run("ingest", "list", "--run-id", id).out())
                        .startsWith("Read:        100 documents")
                        .contains("/date_accessed=" + day + "\n");
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }

    /** What the log says in its last error, to the end. */
    private static String errors(String log) {
        return log.substring(log.lastIndexOf("ERROR: ") + "ERROR: ".length());
    }

    private static String[] with(String[] command, String option) {
        return Stream.concat(Stream.of(command), Stream.of(option)).toArray(String[]::new);
    }

    private void assertCarriesOn(String... command) throws IOException {
        Outcome outcome = program.run(command);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        Program undisturbed = new Program(Files.createTempDirectory(elsewhere, "undisturbed"));
        assertThat(undisturbed.run(command).code()).isZero();
        assertThat(publishedBehindLinks()).isNotEmpty().isEqualTo(undisturbed.published());
    }

    private List<String> publishedBehindLinks() throws IOException {
        Path ofSource =
                directory.resolve("data/processed/silver/source=List-Somali").toRealPath();
        return new Program(ofSource).published();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
