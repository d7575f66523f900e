package dev.siiwad.cli.ingest;

import dev.siiwad.BbcOptions;
import dev.siiwad.cli.terminal.Positive;
import dev.siiwad.cli.terminal.Span;
import dev.siiwad.cli.terminal.UsageException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code siiwad ingest bbc}. */
@Command(
        name = "bbc",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Collects the articles of a BBC service, no faster than its robots.txt and the options allow.")
public final class IngestBbcCommand implements Callable<Integer> {
    private static final int MILLIS = 1000;

    @Option(names = "--service", paramLabel = "NAME", description = "Service, such as somali (the default) or swahili")
    private Optional<String> service = Optional.empty();

    @Option(names = "--max-articles", paramLabel = "N", description = "Collect at most N articles")
    private Optional<Positive> maxArticles = Optional.empty();

    @Option(
            names = "--min-delay",
            paramLabel = "S",
            description = "Wait at least S seconds between requests (default: ${bundle:SDC_SCRAPING__BBC__MIN_DELAY})")
    private Optional<Double> minDelay = Optional.empty();

    @Option(
            names = "--max-delay",
            paramLabel = "S",
            description = "Wait at most S seconds between requests (default: ${bundle:SDC_SCRAPING__BBC__MAX_DELAY})")
    private Optional<Double> maxDelay = Optional.empty();

    @Option(
            names = "--accept-terms",
            description = "Confirm that you have the right to build a dataset from BBC content")
    private boolean acceptTerms;

    @Mixin
    private IngestOptions options;

    @Spec
    private CommandSpec spec;

    private final Use use;

    public IngestBbcCommand(Use use) {
        this.use = use;
    }

    @Override
    public Integer call() throws Exception {
        return use.ingest(new Asked(siiwad -> siiwad.bbc(typed()), options, spec, false, true));
    }

    private BbcOptions typed() {
        return new BbcOptions(
                service,
                maxArticles.map(Positive::intValue),
                minDelay.map(seconds -> delay("--min-delay", seconds)),
                maxDelay.map(seconds -> delay("--max-delay", seconds)),
                acceptTerms,
                options.sourceId());
    }

    private static Duration delay(String option, double seconds) {
        if (!(seconds >= 0)) {
            throw new UsageException(option + " is " + seconds + "; expected a number of seconds, 0 or more");
        }
        if (seconds > Duration.ofDays(1).toSeconds()) {
            throw new UsageException(
                    option + " is " + Span.text(Duration.ofSeconds((long) seconds)) + "; expected at most a day");
        }
        return Duration.ofMillis(Math.round(seconds * MILLIS));
    }
}
