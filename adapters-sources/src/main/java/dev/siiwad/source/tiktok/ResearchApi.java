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

/** Comments from TikTok itself, free of charge, for researchers that it has approved. */
final class ResearchApi implements CommentApi {
    private final Http http;
    private final Timing timing;
    private final String root;
    private final ResearchClient client;
    private final CommentLimits limits;
    private final PaidDecisions decisions;

    ResearchApi(
            Http http,
            Timing timing,
            String root,
            ResearchClient client,
            CommentLimits limits,
            PaidDecisions decisions) {
        this.http = http;
        this.timing = timing;
        this.root = root;
        this.client = client;
        this.limits = limits;
        this.decisions = decisions;
    }

    @Override
    public Settings settings() {
        return Settings.of(Map.of("api", "research", "max_per_video", "" + limits.perVideo()));
    }

    @Override
    public void requireAffordable(int videos) {}

    @Override
    public Forecast forecast(int videos) {
        long pagesOfOne = (limits.perVideo() + Research.COMMENTS_PER_PAGE_MAX - 1) / Research.COMMENTS_PER_PAGE_MAX;
        return Forecast.ofRequests(videos * pagesOfOne);
    }

    @Override
    public List<VideoUrl> taken(VideoList videos, Position end) throws IOException {
        return videos.range(0, Math.min(videos.size(), ResearchPosition.of(end).video()));
    }

    @Override
    public Optional<BigDecimal> costUsd(Position position) {
        return Optional.empty();
    }

    @Override
    public DocumentReader open(Snapshot snapshot, VideoList videos, Position position) throws IOException {
        ResearchPosition at = ResearchPosition.of(position);
        if (at.video() > videos.size()) {
            throw PositionFields.wrong(position, "there are " + videos.size() + " videos");
        }
        return new ResearchReader(new Research(http, timing, root, client), videos, limits, decisions, at);
    }
}
