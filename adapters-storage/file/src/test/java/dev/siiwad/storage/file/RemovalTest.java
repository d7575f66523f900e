package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.digest.Sha256;
import dev.siiwad.publish.CountedSegments;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.storage.dataset.JsonLinesFormat;
import dev.siiwad.testkit.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is removed is what this program has made, by the exact form of its name; nothing else, and nothing through a link. */
class RemovalTest {
    private static final String SOURCE = "source=List-Somali";
    private static final String TODAY = SOURCE + "/date_accessed=2026-11-01";
    private static final String YESTERDAY = SOURCE + "/date_accessed=2026-10-31";

    @TempDir
    private Path directory;

    private Path staging;
    private Path silver;
    private Path theirs;
    private FileSegmentStore segments;

    @BeforeEach
    void makeTheFilesOfOthers() throws IOException {
        staging = Files.createDirectory(directory.resolve("staging"));
        silver = Files.createDirectory(directory.resolve("silver"));
        theirs = Files.createDirectory(directory.resolve("theirs"));
        segments = new FileSegmentStore(staging, Checkpoints.SOURCE, new FastDisk());
        write(theirs.resolve("thesis.txt"));
        write(theirs.resolve("photos/a.jpg"));
    }

    @Test
    void takesAllThatARunHasMadeAndTheDirectoryWithIt() throws IOException {
        runOf("run-1");
        segments.recordAttempt(new RunId("run-1"), 12);
        write(ofRun("run-1").resolve("00000009-2.jsonl.zst"));
        write(ofRun("run-1").resolve("snapshot-0123456789abcdef.txt.tmp"));
        assertThat(Tree.list(ofRun("run-1"))).hasSizeGreaterThan(5);

        segments.retainOnly(Set.of());
        assertThat(ofRun("run-1")).doesNotExist();
        assertThat(ofRun("run-1").getParent()).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.txt",
                "run-1.txt",
                "run-1.bak/00000001-1.jsonl.zst",
                "my notes/attempt-1",
                ".hidden/attempt-1",
                "run-2/notes.txt",
                "run-2/1-1.jsonl.zst",
                "run-2/00000001-1.jsonl",
                "run-2/00000001-1.jsonl.zst.old",
                "run-2/attempt-1.txt",
                "run-2/snapshot-0123.txt",
                "run-2/snapshot-0123456789abcdef.txt.bak",
                "run-2/00000001-1.jsonl.zst/mine.txt"
            })
    void leavesAmongSegmentsWhatIsNotOfItsOwnForm(String name) throws IOException {
        runOf("run-1");
        runOf("run-2");
        Path file = staging.resolve(SOURCE + "/segments/" + name);
        if (name.endsWith("mine.txt")) {
            Files.delete(file.getParent());
        }
        write(file);

        segments.retainOnly(Set.of());
        segments.retainOnly(Set.of());
        assertThat(file).hasContent("precious");
        assertThat(segments.length(new RunId("run-2"), new SegmentName(2, 1))).isEmpty();
        assertThat(ofRun("run-1")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run-1.bak", "run-1-copy", "a", "run-2.old"})
    void leavesACopyOfARunUnderAnyName(String name) throws IOException {
        runOf("run-1");
        copy(ofRun("run-1"), ofRun(name));
        SortedMap<String, String> before = contents(ofRun(name));

        segments.retainOnly(Set.of());
        assertThat(contents(ofRun(name))).isEqualTo(before);
        assertThat(ofRun("run-1")).doesNotExist();
    }

    @Test
    void takesARunWhoseNameLooksLikeThatOfACopy() throws IOException {
        runOf("v1.final");
        segments.retainOnly(Set.of());
        assertThat(ofRun("v1.final")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {SOURCE, SOURCE + "/segments", SOURCE + "/segments/run-1"})
    void removesNothingThroughALinkAmongSegments(String linked) throws IOException {
        runOf("run-1");
        moveBehindLink(staging.resolve(linked));
        SortedMap<String, String> before = contents(theirs);

        segments.retainOnly(Set.of());
        assertThat(contents(theirs)).isEqualTo(before);
        assertThat(staging.resolve(linked)).isSymbolicLink();
        assertThat(segments.length(new RunId("run-1"), new SegmentName(1, 1))).isPresent();
    }

    @Test
    void removesNoLinkThatStandsForASegment() throws IOException {
        runOf("run-1");
        Path link = ofRun("run-1").resolve("00000009-1.jsonl.zst");
        Files.createSymbolicLink(link, theirs.resolve("thesis.txt"));

        segments.retainOnly(Set.of());
        assertThat(link).isSymbolicLink().hasContent("precious");
        assertThat(Tree.list(ofRun("run-1"))).containsExactly(link);
    }

    @Test
    void takesWhatOtherRunsLeftUnfinishedAndLeavesWhatTheyDidNotMake() throws IOException {
        Path unfinished = silver.resolve(YESTERDAY + "/.run-9.publishing");
        List<String> made = List.of(
                "run-9-part-0000.parquet", "run-9-part-0001.jsonl.zst", "run-9-quarantine.jsonl", "run-9-receipt.json");
        List<String> others = List.of("notes.txt", "run-8-part-0000.parquet", "run-9-part-1.parquet", "run-9-x.json");
        for (String name : Stream.concat(made.stream(), others.stream()).toList()) {
            write(unfinished.resolve(name));
        }
        Path ofNoRun = silver.resolve(YESTERDAY + "/.my notes.publishing/run-9-part-0000.parquet");
        Path file = silver.resolve(YESTERDAY + "/.run-8.publishing");
        write(ofNoRun);
        write(file);

        publish();
        assertThat(contents(unfinished).keySet()).containsExactlyElementsOf(others);
        assertThat(ofNoRun).exists();
        assertThat(file).hasContent("precious");
    }

    @ParameterizedTest
    @ValueSource(strings = {SOURCE, YESTERDAY, YESTERDAY + "/.run-9.publishing"})
    void removesNothingUnfinishedThroughALink(String linked) throws IOException {
        write(silver.resolve(YESTERDAY + "/.run-9.publishing/run-9-part-0000.parquet"));
        moveBehindLink(silver.resolve(linked));
        SortedMap<String, String> before = contents(theirs);

        publish();
        assertThat(contents(theirs)).containsAllEntriesOf(before);
        assertThat(silver.resolve(linked)).isSymbolicLink();
    }

    @ParameterizedTest
    @ValueSource(strings = {SOURCE, TODAY})
    void finishesWhatACrashLeftOfTheSameRunBehindALink(String linked) throws IOException {
        write(silver.resolve(TODAY + "/" + Published.unfinished("run-1") + "/run-1-part-0000.jsonl.zst"));
        moveBehindLink(silver.resolve(linked));

        publish();
        assertThat(silver.resolve(TODAY + "/run-1-receipt.json")).exists();
        assertThat(silver.resolve(TODAY + "/" + Published.unfinished("run-1"))).doesNotExist();
    }

    @Test
    void publishesNothingThroughALinkAndSaysWhatToDo() throws IOException {
        Path aside = silver.resolve(TODAY + "/" + Published.unfinished("run-1"));
        write(aside.resolve("run-1-part-0000.jsonl.zst"));
        moveBehindLink(aside);
        SortedMap<String, String> before = contents(theirs);

        assertThatThrownBy(this::publish)
                .isInstanceOf(IOException.class)
                .hasMessage(
                        aside + ": is a link; expected a directory of this program's own, or nothing. Remove the link"
                                + " with: rm '" + aside + "'");
        assertThat(contents(theirs)).isEqualTo(before);
    }

    @Test
    void whatOthersPutBesideADatasetOnItsWayStays() throws IOException {
        Path notes = silver.resolve(TODAY + "/" + Published.unfinished("run-1") + "/notes.txt");
        write(notes);
        publish();
        assertThat(notes).hasContent("precious");
        assertThat(silver.resolve(TODAY + "/run-1-receipt.json")).exists();
    }

    private void publish() throws IOException {
        new FilePublisher(silver, new JsonLinesFormat(), "0.1.0", new FastDisk())
                .publish(
                        new CountedSegments(Published.run(segments, "run-1", new int[] {4}), segments),
                        Published.LABELS);
    }

    private void runOf(String run) throws IOException {
        Published.run(segments, run, new int[] {3, 3});
        segments.recordAttempt(new RunId(run), 1);
        segments.storePayload(new RunId(run), "list@first", "0 1 2");
    }

    private Path ofRun(String run) {
        return staging.resolve(SOURCE + "/segments/" + run);
    }

    /** Moves a directory to where the files of others are, and leaves a link to it. */
    private void moveBehindLink(Path path) throws IOException {
        Files.move(path, theirs.resolve("moved"));
        Files.createSymbolicLink(path, theirs.resolve("moved"));
    }

    private static void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "precious");
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        for (Path file : Tree.list(from)) {
            Files.copy(file, to.resolve(file.getFileName()));
        }
    }

    private static SortedMap<String, String> contents(Path directory) throws IOException {
        SortedMap<String, String> contents = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                contents.put(directory.relativize(file).toString(), Sha256.hex(Files.readAllBytes(file)));
            }
        }
        return contents;
    }
}
