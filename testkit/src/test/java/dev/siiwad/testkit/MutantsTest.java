package dev.siiwad.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault planted in the storage in memory fails its contract. Prints which tests have found which: the shorter ones if any of them has, all if the system property
 * {@code siiwad.thorough} is set.
 */
class MutantsTest {
    private static final Mutant NONE = new Mutant("none", storage -> storage);
    private static final Set<String> SHORT = Set.of(
            "HoldingContract",
            "CommitContract",
            "AdminContract",
            "SegmentContract",
            "RepairContract",
            "PayloadContract",
            "PublisherContract",
            "OwnershipContract",
            "DatasetsContract");
    private static Mutant planted = NONE;

    /** The contract over memory with the planted fault; run by the tests below only. */
    static class MutatedMemory extends StorageContract {
        private final Map<Path, InMemoryPlace> places = new HashMap<>();

        @BeforeEach
        void forget() {
            Mutants.forget();
        }

        @Override
        protected Storage open(Path place) {
            return planted.plant(memory(place).open(new DurableOperations()));
        }

        @Override
        public void damageBackup(Path place, SourceId source) {
            memory(place).damageBackup(source);
        }

        @Override
        public int triesMax() {
            return 10;
        }

        @Override
        public boolean outlivesProcesses() {
            return false;
        }

        private InMemoryPlace memory(Path place) {
            return places.computeIfAbsent(place, any -> new InMemoryPlace());
        }
    }

    static List<Mutant> mutants() {
        return Mutants.all();
    }

    @Test
    void theContractPassesWithoutAFault() {
        assertThat(failures(NONE)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void theContractFindsTheFault(Mutant mutant) {
        List<String> failed = Boolean.getBoolean("siiwad.thorough") ? List.of() : shortFailures(mutant);
        failed = failed.isEmpty() ? failures(mutant) : failed;
        System.out.println("| memory | " + mutant + " | " + String.join(", ", failed) + " |");
        assertThat(failed).as("tests that found: %s", mutant).isNotEmpty();
    }

    private static List<String> shortFailures(Mutant mutant) {
        planted = mutant;
        return ContractRun.of(MutatedMemory.class, SHORT).failed();
    }

    private static List<String> failures(Mutant mutant) {
        planted = mutant;
        ContractRun run = ContractRun.of(MutatedMemory.class);
        assertThat(run.tests()).isGreaterThan(60);
        return run.failed();
    }
}
