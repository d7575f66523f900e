package dev.siiwad.source.tiktok;

import dev.siiwad.source.Availability;
import dev.siiwad.source.DocumentReader;
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
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The comments under a list of TikTok videos, one document each. Who wrote them is never published: only id, text, time, likes and what they reply to
 * are ever looked at.
 */
public final class TikTokSource implements Source {
    public static final SourceId ID = new SourceId("TikTok-Somali");

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
        VideoList videos = VideoList.read(videoUrls, links);
        api.requireAffordable(videos.size());
        return videos.snapshot();
    }

    /** Short links are followed, and counted, only when a run begins. */
    @Override
    public void requireReadable(boolean newRun) throws IOException {
        if (newRun && !(Files.exists(videoUrls) && VideoList.hasShortLinks(videoUrls))) {
            api.requireAffordable(VideoList.read(videoUrls, links).size());
        }
    }

    @Override
    public Availability availability(Snapshot pinned) throws IOException {
        try {
            if (VideoList.hasShortLinks(videoUrls)) {
                return new Availability.Available(Optional.empty());
            }
            Snapshot given = VideoList.read(videoUrls, links).snapshot();
            return given.id().equals(pinned.id())
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
