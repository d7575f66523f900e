package dev.siiwad.cli;

import dev.siiwad.source.tiktok.CommentLimits;
import java.nio.file.Path;
import java.util.Optional;
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
        description = "Collects the comments on a list of TikTok videos, without who wrote them.")
final class IngestTikTokCommand implements Callable<Integer> {
    @Option(
            names = "--video-urls",
            required = true,
            paramLabel = "FILE",
            description = "The videos: one address a line, or JSON {\"video_urls\":[…]}")
    private Path videoUrls = Path.of("");

    @Option(names = "--max-comments", paramLabel = "N", description = "End after N comments (default: 30000)")
    private Optional<Positive> maxComments = Optional.empty();

    @Option(names = "--max-per-video", paramLabel = "N", description = "Take N comments of a video at most")
    private Optional<Positive> maxPerVideo = Optional.empty();

    @Option(
            names = "--api",
            description = "How to reach them: ${COMPLETION-CANDIDATES} (default: apify, which costs money)")
    private Api api = Api.apify;

    @Option(
            names = "--api-token",
            paramLabel = "TOKEN",
            description = "Apify's; better in SDC_SCRAPING__TIKTOK__APIFY_API_TOKEN, where other users cannot see it")
    private Optional<String> token = Optional.empty();

    @Mixin
    private IngestOptions options;

    @Spec
    private CommandSpec spec;

    private final Session session;

    /** Spelled as on the command line. */
    private enum Api {
        apify,
        research
    }

    IngestTikTokCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        return new IngestFlow(session, options, spec, api == Api.apify).run(this::ingestion);
    }

    private Ingestion ingestion(Siiwad siiwad) {
        Environment environment = session.environment();
        long total = maxComments
                .map(Positive::value)
                .or(() -> environment.number(Siiwad.TIKTOK + "MAX_TOTAL_COMMENTS", 1))
                .orElse(CommentLimits.TOTAL_DEFAULT);
        int each = maxPerVideo
                .map(Positive::value)
                .or(() -> environment.number(Siiwad.TIKTOK + "MAX_COMMENTS_PER_VIDEO", 1))
                .map(Math::toIntExact)
                .orElse(
                        api == Api.apify
                                ? CommentLimits.PER_VIDEO_APIFY_DEFAULT
                                : CommentLimits.PER_VIDEO_RESEARCH_DEFAULT);
        CommentLimits limits = new CommentLimits(total, each);
        Path list = session.resolve(videoUrls);
        return api == Api.apify
                ? siiwad.tikTokOverApify(list, options.sourceId(), limits, token)
                : siiwad.tikTokOverResearchApi(list, options.sourceId(), limits);
    }
}
