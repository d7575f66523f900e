package dev.siiwad.cli;

import dev.siiwad.source.bbc.BbcSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
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
        description = "Collects the articles of a BBC service, at the pace that its robots.txt and the options set.")
final class IngestBbcCommand implements Callable<Integer> {
    private static final String SETTING = "SDC_SCRAPING__BBC__";
    private static final int MILLIS = 1000;

    @Option(names = "--service", paramLabel = "NAME", description = "Such as somali (the default) or swahili")
    private String service = "somali";

    @Option(names = "--max-articles", paramLabel = "N", description = "Look for this many articles at most")
    private Optional<Positive> maxArticles = Optional.empty();

    @Option(
            names = "--min-delay",
            paramLabel = "S",
            description = "Rest at least S seconds between requests (default: 1)")
    private Optional<Double> minDelay = Optional.empty();

    @Option(
            names = "--max-delay",
            paramLabel = "S",
            description = "Rest at most S seconds between requests (default: 3)")
    private Optional<Double> maxDelay = Optional.empty();

    @Option(names = "--accept-terms", description = "You have the right to build a dataset from BBC content")
    private boolean acceptTerms;

    @Mixin
    private IngestOptions options;

    @Spec
    private CommandSpec spec;

    private final Session session;

    IngestBbcCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        return new IngestFlow(session, options, spec).run(siiwad -> siiwad.bbc(settings(session.environment())));
    }

    private BbcSettings settings(Environment environment) {
        boolean accepted = acceptTerms
                || environment
                        .text(SETTING + "ACCEPT_TERMS")
                        .filter("true"::equalsIgnoreCase)
                        .isPresent();
        Optional<Long> most =
                maxArticles.map(Positive::value).or(() -> environment.number(SETTING + "MAX_ARTICLES", 1));
        BbcSettings settings = BbcSettings.of(service)
                .withTermsAccepted(accepted)
                .withArticlesMax(most.isPresent() ? OptionalInt.of(Math.toIntExact(most.get())) : OptionalInt.empty())
                .withDelays(delay(minDelay, "MIN_DELAY", 1), delay(maxDelay, "MAX_DELAY", 3))
                .withBaseUrl(environment.text(SETTING + "BASE_URL"));
        return options.sourceId().map(settings::withId).orElse(settings);
    }

    private Duration delay(Optional<Double> typed, String setting, int secondsByDefault) {
        if (typed.isEmpty()) {
            return session.environment().seconds(SETTING + setting, Duration.ofSeconds(secondsByDefault));
        }
        double seconds = typed.get();
        if (!(seconds >= 0 && seconds <= Duration.ofDays(1).toSeconds())) {
            throw new UsageException("a delay is " + seconds + " s; expected 0 to a day");
        }
        return Duration.ofMillis(Math.round(seconds * MILLIS));
    }
}
