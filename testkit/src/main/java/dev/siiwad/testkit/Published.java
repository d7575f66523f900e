package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.Datasets;
import dev.siiwad.publish.Verification;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a reader of the datasets of {@link Checkpoints#SOURCE} finds. */
final class Published {
    private static final SourceId SOURCE = Checkpoints.SOURCE;

    private Published() {}

    /** Every file with its bytes, one character each. */
    static SortedMap<String, String> files(Storage storage) throws IOException {
        Datasets datasets = storage.datasets();
        SortedMap<String, String> found = new TreeMap<>();
        for (String file : datasets.files(SOURCE)) {
            try (InputStream in = datasets.open(SOURCE, file)) {
                found.put(file, new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        }
        return found;
    }

    /** The same, but of a receipt, which tells the attempts of its run, only that it is there. */
    static SortedMap<String, String> documents(Storage storage) throws IOException {
        SortedMap<String, String> found = files(storage);
        found.replaceAll((file, bytes) -> isReceipt(file) ? "" : bytes);
        return found;
    }

    /** The datasets that have a receipt. */
    static List<Verification.Dataset> datasets(Storage storage) throws IOException {
        try {
            return storage.datasets().verify(Optional.of(SOURCE)).datasets();
        } catch (NoSuchFileException nothing) {
            return List.of();
        }
    }

    /** Whatever has a receipt is whole; of the rest nothing is asked. */
    static void assertNothingHalf(Storage storage) throws IOException {
        assertThat(datasets(storage)).allMatch(Verification.Dataset::sound);
        assertThat(storage.datasets().files(SOURCE).stream().filter(Published::isReceipt))
                .hasSizeLessThanOrEqualTo(datasets(storage).size());
    }

    static void assertNothing(Storage storage) throws IOException {
        assertThat(datasets(storage)).isEmpty();
        assertThat(storage.datasets().files(SOURCE)).noneMatch(Published::isReceipt);
    }

    /** How many documents were dropped by each rule, in all datasets. */
    static SortedMap<String, Long> rejected(Storage storage) throws IOException {
        SortedMap<String, Long> rejected = new TreeMap<>();
        for (Dataset dataset : storage.datasets().catalog(SOURCE).datasets()) {
            dataset.tally().dropped().forEach((rule, count) -> rejected.merge(rule, count, Long::sum));
        }
        return rejected;
    }

    /** What is not there is not verified: it is not found, or a finding says that there is no receipt. */
    static void assertNotSound(Storage storage, Optional<SourceId> source) throws IOException {
        try {
            assertThat(storage.datasets().verify(source).sound()).isFalse();
        } catch (NoSuchFileException notFound) {
            assertThat(notFound.getMessage()).isNotBlank();
        }
    }

    /** One dataset of so many documents is there, whole, and nothing beside it. */
    static void assertOne(Storage storage, long documents) throws IOException {
        Verification verification = storage.datasets().verify(Optional.of(SOURCE));
        assertThat(verification.findings()).isEmpty();
        assertThat(verification.datasets()).hasSize(1).allMatch(Verification.Dataset::sound);
        assertThat(verification.datasets().get(0).rows()).isEqualTo(documents);
    }

    private static boolean isReceipt(String file) {
        return file.endsWith("-receipt.json");
    }
}
