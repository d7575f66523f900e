package dev.siiwad.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.storage.Storage;
import dev.siiwad.testkit.Mutant;
import dev.siiwad.testkit.Mutants;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

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
    @org.junit.jupiter.params.provider.MethodSource("mutants")
    void theContractFindsTheFault(Mutant mutant) {
        planted = mutant;
        List<String> failed = failures();
        System.out.println("| S3 | " + mutant + " | " + String.join(", ", failed) + " |");
        assertThat(failed).as("tests that found: %s", mutant).isNotEmpty();
    }

    private static List<String> failures() {
        PostDiscoveryFilter filter = test -> FilterResult.includedIf(test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(source -> ((MethodSource) source)
                        .getJavaMethod()
                        .getDeclaringClass()
                        .getSimpleName())
                .map(SHORT::contains)
                .orElse(true));
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(DiscoverySelectors.selectClass(MutatedBucket.class))
                                .filters(filter)
                                .build(),
                        listener);
        return listener.getSummary().getFailures().stream()
                .map(failure -> failure.getTestIdentifier().getLegacyReportingName())
                .map(name -> name.replaceAll("\\(.*", ""))
                .distinct()
                .sorted()
                .collect(Collectors.toList());
    }
}
