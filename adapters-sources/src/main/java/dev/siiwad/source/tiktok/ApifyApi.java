package dev.siiwad.source.tiktok;

import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Forecast;
import dev.siiwad.source.Position;
import dev.siiwad.source.PositionFields;
import dev.siiwad.source.Settings;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.Timing;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Comments scraped by an actor at Apify, for money. */
final class ApifyApi implements CommentApi {
    private final Http http;
    private final Timing timing;
    private final String root;
    private final ApifyAccount account;
    private final CommentLimits limits;
    private final PaidDecisions decisions;
    private final Supplier<String> newMarker;

    ApifyApi(
            Http http,
            Timing timing,
            String root,
            ApifyAccount account,
            CommentLimits limits,
            PaidDecisions decisions,
            Supplier<String> newMarker) {
        this.http = http;
        this.timing = timing;
        this.root = root;
        this.account = account;
        this.limits = limits;
        this.decisions = decisions;
        this.newMarker = newMarker;
    }

    @Override
    public Settings settings() {
        return Settings.of(Map.of(
                "api",
                "apify",
                "actor",
                Apify.ACTOR,
                "max_per_video",
                "" + limits.perVideo(),
                "replies_per_comment",
                "" + Apify.REPLIES_PER_COMMENT));
    }

    @Override
    public void requireAffordable(int videos) throws IOException {
        new Budget(account.budgetUsd()).requireRoom(BigDecimal.ZERO, needed(videos), limits.perVideo());
    }

    /** How many of so many videos it takes, if each has as many comments as are taken of one. */
    private int needed(int videos) {
        return (int) Math.min(videos, (limits.total() + limits.perVideo() - 1) / limits.perVideo());
    }

    /** {@inheritDoc} The requests are those for pages of comments; how often a paid run is asked after depends on how long it takes. */
    @Override
    public Forecast forecast(int videos) {
        long comments = (long) needed(videos) * limits.perVideo();
        long pages = (comments + account.itemsPerPage() - 1) / account.itemsPerPage();
        return Forecast.ofRequests(pages).withCostUsd(Budget.estimateUsd(comments));
    }

    @Override
    public List<VideoUrl> taken(VideoList videos, Position end) throws IOException {
        return end.isStart() ? List.of() : ApifyPosition.of(end).taken(videos);
    }

    @Override
    public Optional<BigDecimal> costUsd(Position position) throws IOException {
        return Optional.of(ApifyPosition.of(position).spentUsd());
    }

    @Override
    public DocumentReader open(Snapshot snapshot, VideoList videos, Position position) throws IOException {
        return reader(snapshot, videos, position);
    }

    @Override
    public DocumentReader reread(Snapshot snapshot, VideoList videos, Position position) throws IOException {
        return reader(snapshot, videos, position).buyingNothing();
    }

    private ApifyReader reader(Snapshot snapshot, VideoList videos, Position position) throws IOException {
        Optional<ApifyPosition> at = Optional.empty();
        if (!position.isStart()) {
            at = Optional.of(ApifyPosition.of(position));
            if (at.get().last().to() > videos.size()) {
                throw PositionFields.wrong(position, "there are " + videos.size() + " videos");
            }
        }
        Apify apify = new Apify(http, timing, root, account.token());
        ApifyMarkers markers = new ApifyMarkers(snapshot, newMarker);
        return new ApifyReader(http, timing, apify, account, videos, limits, markers, decisions, at);
    }
}
