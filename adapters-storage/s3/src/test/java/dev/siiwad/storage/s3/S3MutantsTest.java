package dev.siiwad.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.storage.Storage;
import dev.siiwad.testkit.ContractRun;
import dev.siiwad.testkit.Mutant;
import dev.siiwad.testkit.Mutants;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A bucket that loses what makes it safe fails its contract; the shorter tests of it are enough. Prints which have found which fault. */
class S3MutantsTest {
    private static final Set<String> SHORT = Set.of("CommitContract", "PayloadContract", "SegmentContract");
    private static final Set<String> PLANTED = Set.of(
            "commits without comparing",
            "a deletion leaves the checkpoint",
            "another payload replaces the first",
            "forgets attempts");

    private static Mutant planted = new Mutant("none", storage -> storage);

    /** The contract over a bucket with the planted fault; run by the test below only. */
    static class MutatedBucket extends S3ContractsTest {
        @BeforeEach
        void forget() {
            Mutants.forget();
        }

        @Override
        protected Storage open(Path place) throws IOException {
            return planted.plant(super.open(place));
        }
    }

    static List<Mutant> mutants() {
        return Mutants.all().stream()
                .filter(mutant -> PLANTED.contains(mutant.name()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void theContractFindsTheFault(Mutant mutant) {
        planted = mutant;
        List<String> failed = ContractRun.of(MutatedBucket.class, SHORT).failed();
        System.out.println("| S3 | " + mutant + " | " + String.join(", ", failed) + " |");
        assertThat(failed).as("tests that found: %s", mutant).isNotEmpty();
    }
}
