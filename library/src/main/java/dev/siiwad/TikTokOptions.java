package dev.siiwad;

import dev.siiwad.duplicates.Deduplication;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.http.Timing;
import dev.siiwad.source.tiktok.ApifyAccount;
import dev.siiwad.source.tiktok.CommentLimits;
import dev.siiwad.source.tiktok.PaidDecisions;
import dev.siiwad.source.tiktok.ResearchClient;
import dev.siiwad.source.tiktok.TikTokSource;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

/**
 * What is asked for of the comments on TikTok videos. What is empty is looked for in the environment, under {@code SDC_SCRAPING__TIKTOK__…}, where there are
 * also {@code BASE_URL} and {@code MIN_TEXT_LENGTH} (3); for Apify {@code MAX_BUDGET_USD} (20), {@code MAX_WAIT_TIME} (3600 s), {@code POLL_INTERVAL} (15 s),
 * {@code BATCH_SIZE} (1000) and {@code PARALLEL_RUNS} (4); for the Research API {@code CLIENT_KEY} and {@code CLIENT_SECRET}.
 *
 * @param videoUrls a file with the addresses or ids of the videos, one a line, or a JSON array of them
 * @param commentsMax after how many comments the run ends; else {@code MAX_TOTAL_COMMENTS}, else 30000
 * @param perVideoMax how many comments of one video are taken; else {@code MAX_COMMENTS_PER_VIDEO}, else what suits the API
 * @param apifyToken never shown; else {@code APIFY_API_TOKEN}
 * @param parallelRunsMax how many paid runs are in flight at most; else {@code PARALLEL_RUNS}, else 4
 * @param decisions what to do about paid runs that went wrong, once a run has stopped and asked
 * @param id which runs are runs of the same thing; {@code TikTok-Somali} if empty
 */
public record TikTokOptions(
        Path videoUrls,
        Api api,
        Optional<Long> commentsMax,
        Optional<Integer> perVideoMax,
        Optional<String> apifyToken,
        Optional<Integer> parallelRunsMax,
        PaidDecisions decisions,
        Optional<SourceId> id) {
    /** The variable that holds the token of Apify. */
    public static final String APIFY_TOKEN = "SDC_SCRAPING__TIKTOK__APIFY_API_TOKEN";

    private static final String SETTING = "SDC_SCRAPING__TIKTOK__";
    private static final int MIN_LENGTH = 3;
    private static final int TOKEN_FLOOR = 1;

    /** What is asked for is asked for when it is wanted, and not before. */
    private static final int ONE_ASKS = 1;

    /** How comments are reached. */
    public enum Api {
        /** For money. */
        APIFY,
        /** TikTok's Research API, which vetted researchers may use, with a quota for each day. */
        RESEARCH
    }

    /** Bought from Apify. */
    public static TikTokOptions overApify(Path videoUrls) {
        return of(videoUrls, Api.APIFY);
    }

    /** Over TikTok's Research API. */
    public static TikTokOptions overResearchApi(Path videoUrls) {
        return of(videoUrls, Api.RESEARCH);
    }

    private static TikTokOptions of(Path videoUrls, Api api) {
        return new TikTokOptions(
                videoUrls,
                api,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                PaidDecisions.NONE,
                Optional.empty());
    }

    public TikTokOptions withCommentsMax(long comments) {
        return new TikTokOptions(
                videoUrls, api, Optional.of(comments), perVideoMax, apifyToken, parallelRunsMax, decisions, id);
    }

    public TikTokOptions withPerVideoMax(int comments) {
        return new TikTokOptions(
                videoUrls, api, commentsMax, Optional.of(comments), apifyToken, parallelRunsMax, decisions, id);
    }

    public TikTokOptions withApifyToken(String token) {
        return new TikTokOptions(
                videoUrls, api, commentsMax, perVideoMax, Optional.of(token), parallelRunsMax, decisions, id);
    }

    public TikTokOptions withParallelRunsMax(int runs) {
        return new TikTokOptions(
                videoUrls, api, commentsMax, perVideoMax, apifyToken, Optional.of(runs), decisions, id);
    }

    public TikTokOptions withDecisions(PaidDecisions about) {
        return new TikTokOptions(videoUrls, api, commentsMax, perVideoMax, apifyToken, parallelRunsMax, about, id);
    }

    public TikTokOptions withId(SourceId other) {
        return new TikTokOptions(
                videoUrls, api, commentsMax, perVideoMax, apifyToken, parallelRunsMax, decisions, Optional.of(other));
    }

    /** All but the token. */
    @Override
    public String toString() {
        return "comments on the videos of " + videoUrls + ", api " + api;
    }

    /** Comments are short: they need few characters, and one word; and many say the same without being the same. */
    Ingestion ingestion(Siiwad siiwad) {
        Environment environment = siiwad.environment();
        CommentLimits limits = limits(environment);
        Source source = api == Api.APIFY ? apify(siiwad, limits) : research(siiwad, limits);
        return siiwad.ingest(source)
                .threads(ONE_ASKS)
                .minLength(environment.integer(SETTING + "MIN_TEXT_LENGTH", 0).orElse(MIN_LENGTH))
                .tokenFloor(TOKEN_FLOOR)
                .deduplication(Deduplication.NONE)
                .maxRecords(limits.total());
    }

    private CommentLimits limits(Environment environment) {
        int usual = api == Api.APIFY ? CommentLimits.PER_VIDEO_APIFY_DEFAULT : CommentLimits.PER_VIDEO_RESEARCH_DEFAULT;
        return new CommentLimits(
                commentsMax
                        .or(() -> environment.number(SETTING + "MAX_TOTAL_COMMENTS", 1))
                        .orElse(CommentLimits.TOTAL_DEFAULT),
                perVideoMax
                        .or(() -> environment.integer(SETTING + "MAX_COMMENTS_PER_VIDEO", 1))
                        .orElse(usual));
    }

    private Source apify(Siiwad siiwad, CommentLimits limits) {
        return TikTokSource.overApify(
                id.orElse(TikTokSource.ID),
                videoUrls,
                limits,
                account(siiwad.environment()),
                decisions,
                siiwad.environment().text(SETTING + "BASE_URL"),
                () -> String.format(Locale.ROOT, "%016x", new SecureRandom().nextLong()),
                siiwad.http(),
                Timing.system());
    }

    private ApifyAccount account(Environment environment) {
        ApifyAccount usual = ApifyAccount.of(
                apifyToken.or(() -> environment.text(APIFY_TOKEN)).orElse(""));
        return new ApifyAccount(
                usual.token(),
                environment.decimal(SETTING + "MAX_BUDGET_USD").orElse(usual.budgetUsd()),
                environment.seconds(SETTING + "MAX_WAIT_TIME").orElse(usual.waitMax()),
                environment.seconds(SETTING + "POLL_INTERVAL").orElse(usual.pollInterval()),
                environment.integer(SETTING + "BATCH_SIZE", 1).orElse(usual.itemsPerPage()),
                parallelRunsMax
                        .or(() -> environment.integer(SETTING + "PARALLEL_RUNS", 1))
                        .orElse(usual.parallelRuns()));
    }

    private Source research(Siiwad siiwad, CommentLimits limits) {
        Environment environment = siiwad.environment();
        ResearchClient client = new ResearchClient(
                environment.text(SETTING + "CLIENT_KEY").orElse(""),
                environment.text(SETTING + "CLIENT_SECRET").orElse(""));
        return TikTokSource.overResearchApi(
                id.orElse(TikTokSource.ID),
                videoUrls,
                limits,
                client,
                decisions,
                environment.text(SETTING + "BASE_URL"),
                siiwad.http(),
                Timing.system());
    }
}
