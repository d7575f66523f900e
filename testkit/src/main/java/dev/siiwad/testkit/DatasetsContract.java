package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.publish.Catalog;
import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.Datasets;
import dev.siiwad.publish.Receipt;
import dev.siiwad.publish.Relations;
import dev.siiwad.segment.RunId;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** Several datasets of a source: each is what one run published, and stays until it is removed, as a whole. */
interface DatasetsContract extends StorageUnderTest {
    RunId FIRST = new RunId("run-1");
    RunId SECOND = new RunId("run-2");
    RunId THIRD = new RunId("run-3");

    @Test
    default void theCatalogIsEmptyWhereNothingWasPublished() throws IOException {
        Datasets datasets = another().datasets();
        assertThat(datasets.sources()).isEmpty();
        assertThat(datasets.catalog(Checkpoints.SOURCE)).isEqualTo(new Catalog(List.of(), List.of()));
        remove(FIRST);
    }

    @Test
    default void theCatalogSaysWhatTheReceiptSays() throws IOException {
        Receipt receipt = FinishedRun.of(another(), "run-1", 5, 7).publish(another(), Relations.NONE);
        Datasets datasets = another().datasets();
        assertThat(datasets.sources()).containsExactly(Checkpoints.SOURCE);
        Catalog catalog = datasets.catalog(Checkpoints.SOURCE);
        assertThat(catalog.unreadable()).isEmpty();
        assertThat(catalog.datasets()).hasSize(1);
        Dataset dataset = catalog.of(FIRST).orElseThrow();
        assertThat(dataset.source()).isEqualTo(Checkpoints.SOURCE);
        assertThat(dataset.started()).isEqualTo(receipt.checkpoint().started());
        assertThat(dataset.snapshot()).isEqualTo(receipt.checkpoint().snapshot());
        assertThat(dataset.settings()).isEqualTo(receipt.checkpoint().settings());
        assertThat(dataset.firstIndex()).isZero();
        assertThat(dataset.lastIndex()).isEqualTo(FinishedRun.DOCUMENTS);
        assertThat(dataset.tally()).isEqualTo(receipt.tally());
        assertThat(dataset.whole()).isTrue();
        assertThat(dataset.info()).contains(receipt.info());
        assertThat(dataset.files()).isEqualTo(receipt.files());
        assertThat(dataset.receipt()).contains("run-1");
        assertThat(datasets.isPublished(Checkpoints.SOURCE, FIRST, dataset.started()))
                .isTrue();
        assertThat(datasets.isPublished(Checkpoints.SOURCE, SECOND, dataset.started()))
                .isFalse();
    }

    @Test
    default void whatAnotherRunHasPublishedStaysByteForByte() throws IOException {
        FinishedRun.of(another(), "run-1", 5, 7).publish(another(), Relations.NONE);
        SortedMap<String, String> first = Published.files(another());
        FinishedRun.of(another(), "run-2", 12).publish(another(), Relations.NONE);
        assertThat(Published.files(another())).containsAllEntriesOf(first);
        assertThat(runs()).containsExactly(FIRST, SECOND);
        assertThat(another().datasets().verify(Optional.empty()).sound()).isTrue();
    }

    @Test
    default void relationsAreKept() throws IOException {
        FinishedRun.of(another(), "run-1", 5, 7).publish(another(), Relations.NONE);
        Relations relations = Relations.of(Set.of(FIRST), Set.of(SECOND));
        FinishedRun.of(another(), "run-3", 12).publish(another(), relations);
        Catalog catalog = another().datasets().catalog(Checkpoints.SOURCE);
        assertThat(catalog.of(THIRD).orElseThrow().relations()).isEqualTo(relations);
    }

    @Test
    default void removesADatasetAsAWholeAndNothingElse() throws IOException {
        FinishedRun.of(another(), "run-1", 5, 7).publish(another(), Relations.NONE);
        SortedMap<String, String> first = Published.files(another());
        FinishedRun.of(another(), "run-2", 12).publish(another(), Relations.NONE);
        FinishedRun.of(another(), "run-3", 12).publish(another(), Relations.NONE);
        for (int time = 1; time <= 2; time++) {
            remove(SECOND, THIRD);
            assertThat(runs()).containsExactly(FIRST);
            assertThat(Published.files(another())).isEqualTo(first);
        }
        remove(FIRST);
        Published.assertNothing(another());
        assertThat(another().datasets().files(Checkpoints.SOURCE)).isEmpty();
    }

    @Test
    default void neverRemovesWhatADatasetThatIsKeptContinues() throws IOException {
        FinishedRun.of(another(), "run-1", 5, 7).publish(another(), Relations.NONE);
        FinishedRun.of(another(), "run-2", 12).publish(another(), Relations.continuing(List.of(FIRST)));
        SortedMap<String, String> both = Published.files(another());
        assertThatThrownBy(() -> remove(FIRST))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("run-1", "run-2");
        assertThat(Published.files(another())).isEqualTo(both);
        remove(FIRST, SECOND);
        assertThat(runs()).isEmpty();
    }

    /** As a process that has looked at the checkpoint. */
    private void remove(RunId... runs) throws IOException {
        Storage storage = another();
        storage.checkpoints().load(Checkpoints.SOURCE);
        storage.datasets().remove(Checkpoints.SOURCE, Set.of(runs));
    }

    private List<RunId> runs() throws IOException {
        return another().datasets().catalog(Checkpoints.SOURCE).datasets().stream()
                .map(Dataset::run)
                .toList();
    }
}
