package dev.siiwad.cli.ingest;

import dev.siiwad.TikTokOptions;
import dev.siiwad.cli.terminal.Positive;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.TypedSecret;
import dev.siiwad.cli.terminal.UsageException;
import dev.siiwad.source.tiktok.PaidDecisions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code siiwad ingest tiktok}. */
@Command(
        name = "tiktok",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Collects the comments on a list of TikTok videos, without their authors.")
public final class IngestTikTokCommand implements Callable<Integer> {
    @Option(
            names = "--video-urls",
            required = true,
            paramLabel = "FILE",
            description = "List of videos: one URL or id per line, or a JSON array of them")
    private Path videoUrls = Path.of("");

    @Option(
            names = "--max-comments",
            paramLabel = "N",
            description = "End after N comments (default: ${bundle:SDC_SCRAPING__TIKTOK__MAX_TOTAL_COMMENTS})")
    private Optional<Positive> maxComments = Optional.empty();

    @Option(names = "--max-per-video", paramLabel = "N", description = "Take at most N comments of each video")
    private Optional<Positive> maxPerVideo = Optional.empty();

    @Option(
            names = "--api",
            paramLabel = "API",
            description = "API to use: ${COMPLETION-CANDIDATES} (default: apify, which costs money)")
    private Api api = Api.apify;

    @Option(
            names = "--api-token",
            paramLabel = "TOKEN",
            description =
                    "Apify token, as @FILE for a file that holds it, or - to be asked for it; typed itself, other users see it in"
                            + " the list of processes (default: SDC_SCRAPING__TIKTOK__APIFY_API_TOKEN)")
    private Optional<TypedSecret> token = Optional.empty();

    @Option(
            names = "--parallel-runs",
            paramLabel = "N",
            description =
                    "Have at most N paid runs in flight at Apify, 1 to 8 (default: ${bundle:SDC_SCRAPING__TIKTOK__PARALLEL_RUNS})")
    private Optional<Positive> parallelRuns = Optional.empty();

    @Option(
            names = "--rebuy",
            paramLabel = "RUN",
            description =
                    "Pay again for the videos of paid run RUN, which failed; \"lost\" for one whose answer was lost")
    private Set<String> rebuy = Set.of();

    @Option(
            names = "--take-partial",
            paramLabel = "RUN",
            description = "Take what paid run RUN has left, though it failed or may not be ours")
    private Set<String> takePartial = Set.of();

    @Option(
            names = "--skip-failed",
            description = "Set aside paid runs and videos that fail, and go on; the receipt names them")
    private boolean skipFailed;

    @Mixin
    private IngestOptions options;

    @Spec
    private CommandSpec spec;

    private final Session session;
    private final Use use;

    /** Spelled as on the command line. */
    private enum Api {
        apify(TikTokOptions.Api.APIFY),
        research(TikTokOptions.Api.RESEARCH);

        private final TikTokOptions.Api meant;

        Api(TikTokOptions.Api meant) {
            this.meant = meant;
        }
    }

    public IngestTikTokCommand(Session session, Use use) {
        this.session = session;
        this.use = use;
    }

    @Override
    public Integer call() throws Exception {
        return use.ingest(new Asked(siiwad -> siiwad.tikTok(typed()), options, spec, api == Api.apify));
    }

    private TikTokOptions typed() {
        boolean named = token.isPresent()
                || session.environment().text(TikTokOptions.APIFY_TOKEN).isPresent();
        if (api == Api.apify && !named) {
            throw new UsageException(
                    "the Apify token is missing; give it with --api-token or in " + TikTokOptions.APIFY_TOKEN);
        }
        return new TikTokOptions(
                session.resolve(videoUrls),
                api.meant,
                maxComments.map(Positive::value),
                maxPerVideo.map(Positive::intValue),
                token.map(typed -> typed.read("--api-token", session)),
                parallelRuns.map(Positive::intValue),
                new PaidDecisions(rebuy, takePartial, skipFailed),
                options.sourceId());
    }
}
