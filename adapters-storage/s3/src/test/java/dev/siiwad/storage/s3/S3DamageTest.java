package dev.siiwad.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.ingest.NotRepairedException;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.json.CheckpointJson;
import dev.siiwad.testkit.Checkpoints;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects in a bucket that are missing or not what was put there: named by their address, read again or never published, never taken for something else. */
class S3DamageTest {
    private static final SourceId SOURCE = Checkpoints.SOURCE;

    private final TestBucket storage = new TestBucket();
    private final S3Rig rig = new S3Rig(storage, storage.bucket());
    private final S3SegmentStore segments = new S3SegmentStore(storage.bucket(), SOURCE, () -> {});
    private Checkpoint checkpoint;

    /** In two segments. */
    @BeforeEach
    void stopARun() throws IOException {
        rig.stopAfter(1, 4);
        checkpoint = ((Saved.Committed) rig.saved()).checkpoint();
        assertThat(checkpoint.segmentCount()).isEqualTo(2);
    }

    @Test
    void theLastSegmentIsMissedWhenTheRunResumesAndReadAgain() throws IOException {
        remove(segment(2));
        assertReadAgain(segment(2) + ": is missing, but the checkpoint counts it");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void theLastSegmentIsFoundShorterOrLongerAndReadAgain(int more) throws IOException {
        change(segment(2), bytes -> Arrays.copyOf(bytes, bytes.length + more));
        assertReadAgain(segment(2) + ": ");
    }

    @Test
    void anEarlierSegmentIsMissedWhenTheRunPublishesAndReadAgain() throws IOException {
        remove(segment(1));
        assertReadAgain(segment(1) + ": is missing, but the checkpoint counts it");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aSegmentIsFoundChangedWhereItsLengthIsNotAndReadAgain(int number) throws IOException {
        change(segment(number), bytes -> flipped(bytes, bytes.length - 1));
        assertReadAgain(segment(number) + ": its bytes come to sha256:");
    }

    @Test
    void segmentsAreFoundSwappedAndReadAgain() throws IOException {
        byte[] second = read(segment(2));
        change(segment(1), bytes -> second);
        assertReadAgain(segment(1) + ": segment is 00000002-1; expected 00000001-1");
    }

    /** Of the same run and name, whole in itself: only the digest in the checkpoint knows that it is another. */
    @Test
    void aWholeSegmentThatWasNotCountedIsRefusedAndNothingChanges() throws IOException {
        TestBucket other = new TestBucket();
        new S3Rig(other, other.bucket()).stopAfter(1, 1);
        String first = path(segment(1));
        byte[] shorter = other.bucket().read(first, 1 << 20).orElseThrow();
        change(segment(1), bytes -> shorter);
        List<Bucket.Listed> before = rig.segments();
        assertThatThrownBy(() -> rig.run(2))
                .isInstanceOf(NotRepairedException.class)
                .hasMessageStartingWith("the 2 segments of run run-of-all come to output_digest sha256:")
                .hasMessageContaining("; the checkpoint counts sha256:");
        assertThat(rig.segments()).containsAll(before);
        assertNothingPublished();
    }

    @Test
    void theListOfTheSnapshotIsMissedAndAskedForAgain() throws IOException {
        remove(list());
        assertAskedForAgain(list() + ": is missing; the run reads by the list in it");
    }

    @Test
    void theListOfTheSnapshotIsFoundChangedAndAskedForAgain() throws IOException {
        change(list(), bytes -> flipped(bytes, bytes.length - 1));
        assertAskedForAgain(list() + ": is not the list of snapshot list@first as it was stored: sha256 is ");
    }

    @Test
    void theListOfTheSnapshotIsFoundEmptiedAndAskedForAgain() throws IOException {
        change(list(), bytes -> new byte[bytes.length]);
        assertAskedForAgain(list() + ": is not the list of snapshot list@first as it was stored: it does not begin");
    }

    @Test
    void theEntryBeforeStandsInForOneThatNamesTheSameRun() throws IOException {
        TestBucket other = new TestBucket();
        new S3Rig(other, other.bucket()).run(1);
        damageNewest(S3DamageTest::withAnotherChecksum);
        Saved.Committed found = (Saved.Committed) rig.saved();
        assertThat(found.fallback().orElseThrow().problem())
                .hasMessageContaining("/checkpoints/99999999")
                .hasMessageContaining("checksum");
        assertThat(found.checkpoint().lastIndex()).isLessThan(checkpoint.lastIndex());
        rig.run(2);
        assertThat(rig.published()).isEqualTo(new S3Rig(other, other.bucket()).published());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 40})
    void noEntryStandsInForOneThatNamesNoRun(int length) throws IOException {
        damageNewest(bytes -> Arrays.copyOf(bytes, length));
        assertRefused("; it names no run, and the one before it, s3://", ", is of run run-of-all");
    }

    /** What the user has set is not undone by damage: the entry before it is of the run that was to end. */
    @Test
    void noEntryStandsInForAnOffsetThatWasSet() throws IOException {
        S3CheckpointStore store = storage.checkpoints(7, true);
        storage.admin(store).set(new Saved.OffsetOnly(3, 3, Instant.EPOCH, "by-hand", SOURCE));
        damageNewest(bytes -> Arrays.copyOf(bytes, bytes.length - 3));
        assertRefused("; it names by-hand, and the one before it, s3://", ", is of run run-of-all");
        damageNewest(bytes -> Arrays.copyOf(bytes, 20));
        assertRefused("; it names no run, and the one before it, s3://");
    }

    @Test
    void theEndOfARunIsNotUndoneByDamage() throws IOException {
        rig.run(2);
        damageNewest(bytes -> flipped(bytes, 2));
        assertRefused("; it names no run, and the one before it, s3://", ", is of run run-of-all");
    }

    @Test
    void anEntryThatIsTooLongIsNotRead() throws IOException {
        damageNewest(bytes -> Arrays.copyOf(bytes, 5 << 20));
        assertThat(rig.saved()).isInstanceOf(Saved.Committed.class);
        assertThat(((Saved.Committed) rig.saved()).fallback().orElseThrow().problem())
                .hasMessageContaining("has more than 4194304 bytes");
    }

    @Test
    void aSourceWithADamagedLogHidesNoOther() throws IOException {
        S3CheckpointStore store = storage.checkpoints(7, true);
        SourceId other = new SourceId("Other-Somali");
        storage.admin(store).set(new Saved.OffsetOnly(3, 3, Instant.EPOCH, "by-hand", other));
        String stray = "staging/source=" + SOURCE + "/checkpoints/000000000000-copy.json";
        storage.bucket().put(stray, Body.of(new byte[1]));
        assertThat(storage.checkpoints(8, true).list()).containsExactly(SOURCE, other);
        assertThatThrownBy(() -> rig.saved())
                .isInstanceOf(CorruptCheckpointException.class)
                .hasMessageContaining(storage.bucket().url(stray))
                .hasMessageEndingWith("Move it elsewhere");
    }

    @Test
    void everyCheckpointThatIsReplacedIsKeptAndNamesItsRun() throws IOException {
        S3CheckpointStore store = storage.checkpoints(7, true);
        String first = storage.admin(store).keepReplaced(SOURCE).orElseThrow();
        assertThat(storage.admin(store).keepReplaced(SOURCE)).contains(first);
        store.append(SOURCE, CheckpointJson.write(Checkpoints.begun("run-2")));
        String second = storage.admin(store).keepReplaced(SOURCE).orElseThrow();
        assertThat(List.of(first, second))
                .satisfiesExactly(
                        one -> assertThat(one).endsWith("/.checkpoint.replaced.json"),
                        two -> assertThat(two).endsWith("/.checkpoint.replaced-2.json"));
        store.append(SOURCE, CheckpointJson.write(Checkpoints.begun("run-3")));
        assertThat(store.referencedRuns(SOURCE)).extracting("value").containsExactly("run-2", "run-3", "run-of-all");
    }

    @Test
    void aDamagedBackupIsNotRestored() throws IOException {
        S3CheckpointStore store = storage.checkpoints(7, true);
        storage.admin(store).backUp(SOURCE);
        change(storage.admin(store).backup(SOURCE), bytes -> Arrays.copyOf(bytes, 100));
        assertThatThrownBy(() -> storage.admin(store).restore(SOURCE))
                .isInstanceOf(CorruptCheckpointException.class)
                .hasMessageStartingWith(storage.admin(store).backup(SOURCE) + ": line ")
                .hasMessageContaining("Nothing was changed");
        assertThatThrownBy(() -> store.referencedRuns(SOURCE)).isInstanceOf(CorruptCheckpointException.class);
    }

    /** It costs a warning that names it, and nothing else. */
    private void assertReadAgain(String problem) throws IOException {
        assertFinishedAsUndamaged();
        assertThat(rig.said())
                .anyMatch(line ->
                        line.startsWith(problem) && line.contains(". Reading its documents again, from offset="))
                .contains("Repaired 1 segment: what was read again is what was committed");
    }

    private void assertAskedForAgain(String problem) throws IOException {
        assertFinishedAsUndamaged();
        assertThat(rig.said())
                .anyMatch(line -> line.startsWith(problem) && line.endsWith("Asking for list@first again"));
    }

    private void assertFinishedAsUndamaged() throws IOException {
        TestBucket other = new TestBucket();
        S3Rig undamaged = new S3Rig(other, other.bucket());
        undamaged.run(1);
        assertThat(rig.run(2)).isInstanceOf(RunReport.Completed.class);
        assertThat(rig.published()).isEqualTo(undamaged.published());
        assertThat(rig.saved()).isEqualTo(new Saved.None());
    }

    private void assertNothingPublished() throws IOException {
        assertThat(rig.published()).isEmpty();
        assertThat(rig.uploads()).isEmpty();
        assertThat(rig.saved()).isInstanceOf(Saved.Committed.class);
    }

    private void assertRefused(String... says) throws IOException {
        List<Bucket.Listed> before = storage.bucket().listAll("");
        assertThatThrownBy(() -> rig.run(3))
                .isInstanceOf(CorruptCheckpointException.class)
                .satisfies(refusal ->
                        assertThat(refusal.getMessage()).startsWith("s3://").contains(says));
        assertThat(storage.bucket().listAll("")).isEqualTo(before);
    }

    private String segment(int number) {
        return segments.where(checkpoint.runId(), new SegmentName(number, 1));
    }

    private String list() {
        return segments.where(checkpoint.runId(), checkpoint.snapshot());
    }

    private void remove(String url) throws IOException {
        storage.bucket().delete(List.of(path(url)));
    }

    private void damageNewest(UnaryOperator<byte[]> change) throws IOException {
        String directory = "staging/source=" + SOURCE + "/checkpoints/";
        String newest = storage.bucket().list(directory, directory, 1).get(0).path();
        change(storage.bucket().url(newest), change);
    }

    private void change(String url, UnaryOperator<byte[]> change) throws IOException {
        storage.bucket().put(path(url), Body.of(change.apply(read(url))));
    }

    private byte[] read(String url) throws IOException {
        return storage.bucket().read(path(url), 1 << 20).orElseThrow();
    }

    private String path(String url) {
        return url.substring(storage.bucket().url("").length());
    }

    /** A digit of it is another; flipped by a bit it could be a quotation mark, which is another kind of damage. */
    private static byte[] withAnotherChecksum(byte[] checkpoint) {
        byte[] changed = checkpoint.clone();
        int digit = changed.length - 6;
        changed[digit] = (byte) (changed[digit] == '0' ? '1' : '0');
        return changed;
    }

    private static byte[] flipped(byte[] bytes, int place) {
        byte[] changed = bytes.clone();
        changed[place] ^= 0x10;
        return changed;
    }
}
