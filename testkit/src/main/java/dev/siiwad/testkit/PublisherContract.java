package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.publish.CountedSegments;
import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.publish.Receipt;
import dev.siiwad.publish.SigningKey;
import dev.siiwad.publish.VerifyingKey;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Datasets: whole or not there, whatever interrupts publishing, and the same bytes however often it is done. */
interface PublisherContract extends StorageUnderTest {
    DatasetFormat LINES = DatasetFormat.JSON_LINES;

    @Test
    default void findsNoDatasetWhereNothingWasPublished() throws IOException {
        Storage storage = another();
        assertThat(storage.datasets().files(Checkpoints.SOURCE)).isEmpty();
        Published.assertNothing(storage);
        Published.assertNotSound(storage, Optional.of(Checkpoints.SOURCE));
        Published.assertNotSound(storage, Optional.empty());
        assertThatThrownBy(() -> storage.datasets().open(Checkpoints.SOURCE, "none"))
                .isInstanceOf(NoSuchFileException.class);
    }

    @ParameterizedTest
    @EnumSource
    default void publishesWhatTheReceiptSays(DatasetFormat format) throws IOException {
        FinishedRun run = FinishedRun.of(another(), "run-1", 5, 4, 3);
        Receipt receipt = run.publish(another(), format);
        assertThat(receipt.checkpoint()).isEqualTo(run.checkpoint());
        assertThat(receipt.tally().kept()).isEqualTo(FinishedRun.KEPT);
        assertThat(receipt.tally().read()).isEqualTo(FinishedRun.DOCUMENTS);
        assertThat(receipt.ranges())
                .containsExactly(new Receipt.Range(1, 0, 5), new Receipt.Range(2, 5, 9), new Receipt.Range(3, 9, 12));
        Published.assertOne(another(), FinishedRun.KEPT);
        SortedMap<String, String> files = Published.files(another());
        assertThat(files).isNotEmpty();
        for (Receipt.PublishedFile file : receipt.files()) {
            String found = files.keySet().stream()
                    .filter(name -> name.endsWith(file.name()))
                    .findFirst()
                    .orElseThrow();
            assertThat(files.get(found)).hasSize((int) file.bytes());
        }
        assertThat(another().datasets().verify(Optional.empty()).sound()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    default void publishingAgainGivesTheSameFilesAndBytes(DatasetFormat format) throws IOException {
        FinishedRun run = FinishedRun.of(another(), "run-1", 5, 4, 3);
        Receipt first = run.publish(another(), format);
        SortedMap<String, String> files = Published.files(another());
        assertThat(run.publish(another(), format)).isEqualTo(first);
        assertThat(Published.files(another())).isEqualTo(files);
    }

    /** A storage without receipts has nothing to sign. */
    @Test
    default void signsTheReceiptBesideItAndNothingElseChanges() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        SigningKey key = SigningKey.of(pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        VerifyingKey known = VerifyingKey.of(pem("PUBLIC KEY", pair.getPublic().getEncoded()));
        FinishedRun run = FinishedRun.of(another(), "run-1", 5, 4, 3);
        run.publish(another(), LINES);
        SortedMap<String, String> unsigned = Published.files(another());
        run.publishSigned(another(), LINES, key);
        SortedMap<String, String> signed = Published.files(another());
        assertThat(signed).containsAllEntriesOf(unsigned);
        for (String name : unsigned.keySet()) {
            if (name.endsWith("-receipt.json")) {
                assertThat(bytes(name + SigningKey.SIGNATURE_ENDING))
                        .satisfies(signature -> assertThat(known.verifies(bytes(name), signature))
                                .isTrue());
                assertThat(signed).hasSize(unsigned.size() + 1);
            }
        }
        assertThat(another().datasets().verify(Optional.empty()).sound()).isTrue();
        run.publish(another(), LINES);
        assertThat(Published.files(another())).isEqualTo(unsigned);
    }

    private byte[] bytes(String file) throws IOException {
        try (InputStream in = another().datasets().open(Checkpoints.SOURCE, file)) {
            return in.readAllBytes();
        }
    }

    private static String pem(String label, byte[] encoded) {
        return "-----BEGIN " + label + "-----\n" + Base64.getEncoder().encodeToString(encoded) + "\n-----END " + label
                + "-----\n";
    }

    @Test
    default void theBytesDoNotDependOnHowTheRunWasCut() throws IOException {
        SortedMap<String, String> whole = publishedElsewhere("whole", FinishedRun.DOCUMENTS);
        assertThat(publishedElsewhere("cut", 5, 4, 3)).isEqualTo(whole);
        assertThat(publishedElsewhere("cut-again", 1, 10, 1)).isEqualTo(whole);
    }

    @Test
    default void interruptedAtAnyEntryItPublishesNothingAndThenAll() throws IOException {
        interruptAtAny((n, store) -> new WatchedSegmentStore(store, atEntry(n)), SimulatedCrash.class);
    }

    @Test
    default void whereReadingASegmentFailsItPublishesNothingAndThenAll() throws IOException {
        interruptAtAny((n, store) -> new WatchedSegmentStore(store, failingAt(n)), IOException.class);
    }

    @Test
    default void anOlderDatasetStaysWholeWhileANewerOneIsInterrupted() throws IOException {
        FinishedRun.of(another(), "run-1", 6, 6).publish(another(), LINES);
        SortedMap<String, String> older = Published.files(another());
        FinishedRun newer = FinishedRun.of(another(), "run-2", 5, 4, 3);
        for (int n = 1; n <= 10; n += 3) {
            int entry = n;
            assertThatThrownBy(() ->
                            newer.publish(another(), LINES, store -> new WatchedSegmentStore(store, atEntry(entry))))
                    .isInstanceOf(SimulatedCrash.class);
            assertThat(Published.files(another())).containsAllEntriesOf(older);
            Published.assertNothingHalf(another());
        }
        newer.publish(another(), LINES);
        Published.assertNothingHalf(another());
        assertThat(Published.files(another())).isNotEqualTo(older);
    }

    @Test
    default void aDamagedSegmentPublishesNothing() throws IOException {
        FinishedRun run = FinishedRun.of(another(), "run-1", 5, 4, 3);
        List<WatchedSegmentStore.Reader> damages = List.of(
                (store, id, name, entries) -> {
                    if (name.number() == 3) {
                        throw new DamagedSegmentException(name + " was damaged on purpose");
                    }
                    return store.read(id, name, entries);
                },
                (store, id, name, entries) -> {
                    Segment read = store.read(id, name, entries);
                    String other = "sha256:" + "1".repeat(64);
                    return Segment.of(read.start(), read.tally(), read.textBytes(), read.bytes(), other);
                });
        for (WatchedSegmentStore.Reader damage : damages) {
            UnaryOperator<SegmentStore> through = store -> new WatchedSegmentStore(store, damage);
            assertThatThrownBy(() -> run.publish(another(), LINES, through))
                    .isInstanceOf(DamagedSegmentException.class);
            Published.assertNothing(another());
        }
        run.publish(another(), LINES);
        Published.assertOne(another(), FinishedRun.KEPT);
    }

    @Test
    default void aMissingSegmentPublishesNothing() throws IOException {
        FinishedRun run = FinishedRun.of(another(), "run-1", 5, 7);
        Storage storage = another();
        storage.checkpoints().load(Checkpoints.SOURCE);
        storage.segments(Checkpoints.SOURCE).retainOnly(Set.of());
        assertThatThrownBy(() -> run.publish(another(), LINES)).isInstanceOf(DamagedSegmentException.class);
        Published.assertNothing(another());
    }

    @Test
    default void whatHasNotReadEverythingIsNotPublished() throws IOException {
        SegmentStore segments = another().segments(Checkpoints.SOURCE);
        assertThatThrownBy(() -> new CountedSegments(Checkpoints.after("run-1", 1), segments))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Reads through a store that stops at its n-th reading. */
    interface Stopping {
        SegmentStore at(int n, SegmentStore store);
    }

    private void interruptAtAny(Stopping stopping, Class<? extends Throwable> how) throws IOException {
        FinishedRun run = FinishedRun.of(another(), "run-1", 5, 4, 3);
        SortedMap<String, String> expected = publishedElsewhere("expected", 5, 4, 3);
        for (int n = 1; n <= 100; n++) {
            int reading = n;
            try {
                run.publish(another(), LINES, store -> stopping.at(reading, store));
                Published.assertOne(another(), FinishedRun.KEPT);
                assertThat(Published.documents(another())).isEqualTo(expected);
                assertThat(n).isGreaterThan(3);
                return;
            } catch (IOException | SimulatedCrash e) {
                assertThat(e).isInstanceOf(how);
                Published.assertNothing(another());
            }
        }
        throw new AssertionError("interrupted 100 times");
    }

    private SortedMap<String, String> publishedElsewhere(String name, int... sizes) throws IOException {
        Path elsewhere = Files.createDirectory(place().resolve(name));
        FinishedRun.of(another(elsewhere), "run-1", sizes).publish(another(elsewhere), LINES);
        return Published.documents(another(elsewhere));
    }

    private static WatchedSegmentStore.Reader atEntry(int n) {
        int[] entries = new int[1];
        return (store, run, name, given) -> store.read(run, name, entry -> {
            entries[0]++;
            if (entries[0] == n) {
                throw new SimulatedCrash("entry " + n);
            }
            given.accept(entry);
        });
    }

    /** Fails before the n-th segment, counted twice: before it is read, and after. */
    private static WatchedSegmentStore.Reader failingAt(int n) {
        return (store, run, name, given) -> {
            failAt(n, name, 2 * name.number() - 1);
            Segment read = store.read(run, name, given);
            failAt(n, name, 2 * name.number());
            return read;
        };
    }

    private static void failAt(int n, SegmentName name, long reading) throws IOException {
        if (reading == n) {
            throw new IOException("segment " + name + " is out of reach on purpose");
        }
    }
}
