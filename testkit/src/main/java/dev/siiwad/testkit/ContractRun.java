package dev.siiwad.testkit;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** A test class run within a test, to see what it finds. Needs the launcher of the JUnit platform, which whoever uses this brings. */
public final class ContractRun {
    private final TestExecutionSummary summary;

    private ContractRun(TestExecutionSummary summary) {
        this.summary = summary;
    }

    /** Runs all tests of a class. */
    public static ContractRun of(Class<?> contract) {
        return run(contract, Optional.empty());
    }

    /** Runs those tests of a class that are declared in classes of these simple names. */
    public static ContractRun of(Class<?> contract, Set<String> declaring) {
        return run(contract, Optional.of(declaring));
    }

    private static ContractRun run(Class<?> contract, Optional<Set<String>> declaring) {
        PostDiscoveryFilter filter = test -> FilterResult.includedIf(test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(source -> ((MethodSource) source)
                        .getJavaMethod()
                        .getDeclaringClass()
                        .getSimpleName())
                .map(name -> declaring.isEmpty() || declaring.get().contains(name))
                .orElse(true));
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(DiscoverySelectors.selectClass(contract))
                                .filters(filter)
                                .build(),
                        listener);
        return new ContractRun(listener.getSummary());
    }

    /** How many tests there were. */
    public long tests() {
        return summary.getTestsFoundCount();
    }

    /** The names of those that failed, each once, in order. */
    public List<String> failed() {
        return summary.getFailures().stream()
                .map(failure -> failure.getTestIdentifier().getLegacyReportingName())
                .map(name -> name.replaceAll("\\(.*", ""))
                .distinct()
                .sorted()
                .toList();
    }
}
