package dev.siiwad.source.tiktok;

import dev.siiwad.source.Availability;
import dev.siiwad.source.Collected;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Forecast;
import dev.siiwad.source.Position;
import dev.siiwad.source.Settings;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.Timing;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The comments under a list of TikTok videos, one document each. Who wrote them is never published: only id, text, time, likes and what they reply to
 * are ever looked at.
 */
public final class TikTokSource implements Source {
    public static final SourceId ID = new SourceId("TikTok-Somali");

    private static final Logger LOG = LoggerFactory.getLogger(TikTokSource.class);
    private static final String EXTRACTION = "tiktok-comments/1";

    private final SourceId id;
    private final Path videoUrls;
    private final ShortLinks links;
    private final CommentApi api;

    private TikTokSource(SourceId id, Path videoUrls, ShortLinks links, CommentApi api) {
        this.links = links;
        this.id = id;
        this.videoUrls = videoUrls;
        this.api = api;
    }

    /**
     * Over Apify, for money.
     *
     * @param videoUrls the list of videos; read when a run begins, and not needed to carry it on
     * @param decisions about paid runs that went wrong
     * @param baseUrl replaces scheme and host of every address asked
     * @param newMarker gives another word of 8 to 64 letters and digits at each call, by which a paid run is found again
     */
    public static TikTokSource overApify(
            SourceId id,
            Path videoUrls,
            CommentLimits limits,
            ApifyAccount account,
            PaidDecisions decisions,
            Optional<String> baseUrl,
            Supplier<String> newMarker,
            Http http,
            Timing timing) {
        String root = root(baseUrl, Apify.ROOT);
        return new TikTokSource(
                id,
                videoUrls,
                new ShortLinks(http, baseUrl),
                new ApifyApi(http, timing, root, account, limits, decisions, newMarker));
    }

    /**
     * Over TikTok's Research API, which vetted researchers may use, with a quota for each day.
     *
     * @param videoUrls as for Apify
     * @param decisions only whether videos that are refused are set aside
     * @param baseUrl as for Apify
     */
    public static TikTokSource overResearchApi(
            SourceId id,
            Path videoUrls,
            CommentLimits limits,
            ResearchClient client,
            PaidDecisions decisions,
            Optional<String> baseUrl,
            Http http,
            Timing timing) {
        String root = root(baseUrl, Research.ROOT);
        return new TikTokSource(
                id,
                videoUrls,
                new ShortLinks(http, baseUrl),
                new ResearchApi(http, timing, root, client, limits, decisions));
    }

    private static String root(Optional<String> baseUrl, String official) {
        return baseUrl.orElse(official).replaceFirst("/+$", "");
    }

    @Override
    public SourceId id() {
        return id;
    }

    @Override
    public Settings settings() {
        return api.settings().with("extraction", EXTRACTION);
    }

    @Override
    public SourceInfo info() {
        return new SourceInfo(id.value(), "social", "so", "TikTok Terms of Service", "social_media", "colloquial");
    }

    @Override
    public Snapshot snapshot() throws IOException {
        return snapshot(Collected.NOTHING).orElseThrow();
    }

    @Override
    public Optional<Snapshot> snapshot(Collected collected) throws IOException {
        VideoList given = VideoList.read(videoUrls, links);
        Optional<VideoList> fresh = given.without(collected);
        LOG.info(
                "{}: lists {} videos; {} of them are new",
                videoUrls,
                given.size(),
                fresh.map(VideoList::size).orElse(0));
        if (fresh.isEmpty()) {
            return Optional.empty();
        }
        api.requireAffordable(fresh.get().size());
        return Optional.of(fresh.get().snapshot());
    }

    /** {@inheritDoc} What the videos cost was paid for or shown when the run began. */
    @Override
    public Optional<Snapshot> again(String id, Collected collected) throws IOException {
        return VideoList.read(videoUrls, links).without(collected).map(VideoList::snapshot);
    }

    /** Videos that were set aside, alone or with the others of a paid run, are looked for again. */
    @Override
    public List<String> addresses(Snapshot pinned, Position end, Set<String> setAside) throws IOException {
        return api.taken(VideoList.pinnedBy(pinned), end).stream()
                .filter(video -> !setAside.contains(video.url()))
                .map(VideoUrl::nameless)
                .toList();
    }

    /** What the videos would cost shows when it is known which of them are new. */
    @Override
    public void requireReadable(boolean newRun) throws IOException {
        if (newRun && !(Files.exists(videoUrls) && VideoList.hasShortLinks(videoUrls))) {
            VideoList.read(videoUrls, links);
        }
    }

    @Override
    public Availability availability(Snapshot pinned) throws IOException {
        try {
            if (VideoList.hasShortLinks(videoUrls)) {
                return new Availability.Available(Optional.empty());
            }
            String given = VideoList.read(videoUrls, links).snapshot().id();
            return given.equals(VideoList.given(pinned))
                    ? new Availability.Available(Optional.empty())
                    : new Availability.Changed(
                            videoUrls + " is another list of videos than the run was begun with", true);
        } catch (NoSuchFileException notNeededAnyMore) {
            return new Availability.Available(Optional.empty());
        }
    }

    @Override
    public OptionalLong size(Snapshot pinned) {
        return OptionalLong.empty();
    }

    @Override
    public Forecast forecast(Snapshot pinned) throws IOException {
        return api.forecast(VideoList.pinnedBy(pinned).size());
    }

    /** Whether a run that has come to a position has bought something. */
    public static boolean isPaidFor(Position position) {
        return position.token().contains(" spent-usd=");
    }

    @Override
    public Optional<BigDecimal> costUsd(Position position) throws IOException {
        return position.isStart() ? Optional.empty() : api.costUsd(position);
    }

    @Override
    public DocumentReader open(Snapshot pinned, Position position) throws IOException {
        return api.open(pinned, VideoList.pinnedBy(pinned), position);
    }

    @Override
    public DocumentReader reread(Snapshot pinned, Position position) throws IOException {
        return api.reread(pinned, VideoList.pinnedBy(pinned), position);
    }
}
