package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.storage.Layout;
import dev.siiwad.storage.Storage;
import dev.siiwad.testkit.ContractRun;
import dev.siiwad.testkit.Mutant;
import dev.siiwad.testkit.Mutants;
import dev.siiwad.testkit.StorageContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What only another process can find missing is found by killing processes. Prints which tests have found which fault. */
class FileMutantsTest {
    private static final String PLANTED = "siiwad.mutant";
    private static final Set<String> TESTS =
            Set.of("CommitContract", "PayloadContract", "SegmentContract", "KillContract");

    /** The contract over files with the fault of a number, which its child processes plant too; run by the test below only. */
    static class MutatedFiles extends StorageContract {
        @BeforeEach
        void forget() {
            Mutants.forget();
        }

        @Override
        protected Storage open(Path place) {
            Storage files =
                    new FileStorage(place.resolve(Layout.STAGING), place.resolve(Layout.SILVER), new FastDisk());
            int number = Integer.getInteger(PLANTED, -1);
            return number < 0 ? files : Mutants.ofOneProcess().get(number).plant(files);
        }

        @Override
        public int triesMax() {
            return 4;
        }
    }

    @AfterEach
    void plantNothing() {
        System.clearProperty(PLANTED);
    }

    static IntStream mutants() {
        return IntStream.range(0, Mutants.ofOneProcess().size());
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void aKillFindsTheFault(int number) {
        System.setProperty(PLANTED, "" + number);
        Mutant mutant = Mutants.ofOneProcess().get(number);
        List<String> failed = ContractRun.of(MutatedFiles.class, TESTS).failed();
        System.out.println("| files | " + mutant + " | " + String.join(", ", failed) + " |");
        assertThat(failed)
                .as("tests that found: %s", mutant)
                .isNotEmpty()
                .anyMatch(name -> name.matches("(aCommit|anAttempt|aPayload|aStream).*(Survives|LosesNothing)"));
    }
}
