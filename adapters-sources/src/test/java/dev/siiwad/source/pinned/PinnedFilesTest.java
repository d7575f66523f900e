package dev.siiwad.source.pinned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.source.Availability;
import dev.siiwad.source.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinnedFilesTest {
    private static final Availability THERE = new Availability.Available(Optional.empty());

    @TempDir
    private Path directory;

    private Path one;
    private Path two;
    private Snapshot snapshot;

    @BeforeEach
    void pin() throws IOException {
        one = Files.writeString(directory.resolve("one.jsonl"), "one");
        two = Files.writeString(directory.resolve("two.jsonl"), "two");
        snapshot = PinnedFiles.of(List.of(one, two), directory).snapshot();
    }

    @Test
    void namesTheFilesByWhatTheyHold() throws IOException {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        List<Path> moved = List.of(
                Files.writeString(elsewhere.resolve("one.jsonl"), "one"),
                Files.writeString(elsewhere.resolve("two.jsonl"), "two"));

        assertThat(snapshot.id()).matches("files@sha256:[0-9a-f]{64}");
        assertThat(PinnedFiles.of(moved, directory).snapshot().id()).isEqualTo(snapshot.id());
        assertThat(PinnedFiles.of(moved, directory).availability(snapshot)).isEqualTo(THERE);
        assertThat(PinnedFiles.of(moved, directory).proved(snapshot).paths()).isEqualTo(moved);
        assertThat(snapshot.payload().orElseThrow()).contains("\"one.jsonl\"").doesNotContain(directory.toString());
    }

    @Test
    void keepsThePinnedOrder() throws IOException {
        PinnedFiles reversed = PinnedFiles.of(List.of(two, one), directory);

        assertThat(reversed.availability(snapshot)).isEqualTo(THERE);
        assertThat(reversed.proved(snapshot).paths()).containsExactly(one, two);
        assertThat(reversed.snapshot().id()).isNotEqualTo(snapshot.id());
    }

    @Test
    void doesNotReadAFileOfTheSameLengthAndTime() throws IOException {
        FileTime time = Files.getLastModifiedTime(one);
        Files.writeString(one, "ONE");
        Files.setLastModifiedTime(one, time);

        assertThat(PinnedFiles.of(List.of(one, two), directory).availability(snapshot))
                .isEqualTo(THERE);
    }

    @Test
    void acceptsAFileThatWasOnlyTouched() throws IOException {
        Files.setLastModifiedTime(one, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));

        assertThat(PinnedFiles.of(List.of(one, two), directory).availability(snapshot))
                .isEqualTo(THERE);
    }

    @Test
    void namesTheChangedFileAndBothDigests() throws IOException {
        Files.writeString(one, "ONE!");

        Availability found = PinnedFiles.of(List.of(one, two), directory).availability(snapshot);

        assertThat(found)
                .isEqualTo(new Availability.Changed(
                        one
                                + " holds something else than when the run was begun: 4 bytes with sha256"
                                + " 24f1afcf33a8cc204a7f478c49d75c1fadb6f16321dedad65de39f57b83b2726, and then 3 bytes with"
                                + " sha256 7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed",
                        false));
    }

    @Test
    void missesAFileThatIsGoneOrWasNotGiven() throws IOException {
        assertThat(PinnedFiles.of(List.of(one), directory).availability(snapshot))
                .isEqualTo(new Availability.Changed("two.jsonl is not given, and the run was begun with it", false));
        assertThatThrownBy(() -> PinnedFiles.of(List.of(one), directory).proved(snapshot))
                .hasMessage("two.jsonl: is part of the run in progress and was not given; given are [one.jsonl]");
        Files.delete(two);
        assertThat(PinnedFiles.of(List.of(one, two), directory).availability(snapshot))
                .isEqualTo(
                        new Availability.Changed(two + " is not there any more, and the run was begun with it", false));
    }

    @Test
    void refusesMoreFilesThanWerePinned() throws IOException {
        Path three = Files.writeString(directory.resolve("three.jsonl"), "three");

        assertThat(PinnedFiles.of(List.of(one, two, three), directory).availability(snapshot))
                .isEqualTo(new Availability.Changed(
                        "3 files are given, and the run was begun with 2: [one.jsonl, two.jsonl]", false));
    }

    @Test
    void refusesTwoFilesOfOneName() {
        assertThatThrownBy(
                        () -> PinnedFiles.of(List.of(one, directory.resolve("x").resolve("one.jsonl")), directory))
                .hasMessageContaining("two files have the same name");
    }

    @Test
    void saysWhichFileIsMissing() {
        Path none = directory.resolve("none.jsonl");
        assertThatThrownBy(() -> PinnedFiles.of(List.of(none), directory).snapshot())
                .hasMessage(none + ": there is no such file");
    }

    @Test
    void refusesADamagedList() {
        assertThatThrownBy(() -> PinnedFiles.of(List.of(one), directory).proved(Snapshot.of("files@sha256:0")))
                .hasMessageContaining("the list of its files is missing");
        assertThatThrownBy(() -> PinnedFiles.of(List.of(one), directory).proved(Snapshot.of("files@sha256:0", "{")))
                .hasMessageContaining("the list of its files is damaged");
    }
}
