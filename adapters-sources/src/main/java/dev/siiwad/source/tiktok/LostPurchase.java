package dev.siiwad.source.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.Timing;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks among an account's newest runs for one that was paid for and whose answer never came, for a minute, because the list lags. A run that carries the
 * marker is ours. Where the marker is lost, or the run's input cannot be read, the run may be ours if it is of the right time, and asks for the same videos
 * as far as that can be seen.
 */
final class LostPurchase {
    /** Apify documents that such counters and lists lag by seconds. */
    static final Duration LAG_MAX = Duration.ofMinutes(1);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
    /** A run older than this, by the server's clock, was not started by a process that died just now. */
    private static final Duration VIDEOS_AGE_MAX = Duration.ofDays(7);

    private static final Duration UNREADABLE_AGE_MAX = Duration.ofDays(1);

    private final Http http;
    private final Timing timing;
    private final Apify apify;
    private final Set<String> others = new HashSet<>();

    LostPurchase(Http http, Timing timing, Apify apify) {
        this.http = http;
        this.timing = timing;
        this.apify = apify;
    }

    /** What is looked for. */
    record Wanted(String marker, List<VideoUrl> videos, int commentsEach) {}

    /** What there is. */
    sealed interface Found {
        /** A run that is ours. */
        record Ours(ApifyRun run) implements Found {}

        /**
         * Runs that may be ours.
         *
         * @param sameVideos those whose input asks for the same, without the marker
         */
        record Perhaps(List<ApifyRun> sameVideos, List<ApifyRun> unreadable) implements Found {
            /** The likeliest first. */
            List<ApifyRun> all() {
                return Stream.concat(sameVideos.stream(), unreadable.stream()).toList();
            }
        }

        /** None, as far as the list tells. */
        record None() implements Found {}

        /**
         * This server does not list runs, or fewer than it says there are, or some that cannot be told apart.
         *
         * @param mayShow whether the list may only be late
         */
        record Unlisted(boolean mayShow) implements Found {
            private static final Unlisted NEVER = new Unlisted(false);
        }
    }

    /** What the input of a run says. */
    private enum Input {
        OURS,
        SAME_VIDEOS,
        UNREADABLE,
        OTHER
    }

    /**
     * Looks until there is a run of ours, or the list can lag no more.
     *
     * @param before the list from before the request; a run that it has is not ours. Empty if that is not known
     * @param known runs that are known to be for something else
     */
    Found look(Wanted wanted, Optional<RecentRuns> before, Set<String> known) throws IOException {
        long began = timing.nanos();
        while (true) {
            Found found = lookOnce(wanted, before, known);
            Duration rest = LAG_MAX.minusNanos(timing.nanos() - began);
            boolean settled = found instanceof Found.Ours || found.equals(Found.Unlisted.NEVER);
            if (settled || rest.isZero() || rest.isNegative()) {
                return found;
            }
            http.pause(
                    rest.compareTo(BETWEEN_LOOKS) < 0 ? rest : BETWEEN_LOOKS,
                    "Looking again whether a paid run was started, for the list of runs lags");
        }
    }

    /** Whether a run that somebody names can be the one: not if its input asks for something else. */
    boolean canBe(ApifyRun run, Wanted wanted) throws IOException {
        return read(run, wanted) != Input.OTHER;
    }

    private Found lookOnce(Wanted wanted, Optional<RecentRuns> before, Set<String> known) throws IOException {
        Optional<RecentRuns> listed = apify.recentRuns();
        if (listed.isEmpty()) {
            return Found.Unlisted.NEVER;
        }
        List<ApifyRun> same = new ArrayList<>();
        List<ApifyRun> unreadable = new ArrayList<>();
        for (ApifyRun run : listed.get().runs()) {
            if (others.contains(run.id()) || before.filter(all -> all.has(run)).isPresent()) {
                continue;
            }
            Input input = read(run, wanted);
            if (input == Input.OURS) {
                return new Found.Ours(run);
            } else if (input == Input.OTHER) {
                others.add(run.id());
            } else if (!known.contains(run.id()) && isOfTheTime(run, input, listed.get())) {
                (input == Input.SAME_VIDEOS ? same : unreadable).add(run);
            }
        }
        if (!same.isEmpty() || !unreadable.isEmpty()) {
            return new Found.Perhaps(same, unreadable);
        }
        if (listed.get().unreadable() > before.map(RecentRuns::unreadable).orElse(0)) {
            return Found.Unlisted.NEVER;
        }
        return listed.get().missing() > 0 ? new Found.Unlisted(true) : new Found.None();
    }

    private static boolean isOfTheTime(ApifyRun run, Input input, RecentRuns listed) {
        Duration most = input == Input.SAME_VIDEOS ? VIDEOS_AGE_MAX : UNREADABLE_AGE_MAX;
        return run.startedAt().isEmpty() || run.startedAt().get().plus(most).isAfter(listed.asOf());
    }

    private Input read(ApifyRun run, Wanted wanted) throws IOException {
        Optional<JsonNode> input = apify.input(run);
        if (input.isEmpty()) {
            return Input.UNREADABLE;
        }
        String marker = input.get().path(Apify.MARKER).asText();
        if (marker.equals(wanted.marker())) {
            return Input.OURS;
        }
        List<String> urls = new ArrayList<>();
        input.get().path(Apify.VIDEOS).forEach(url -> urls.add(url.asText()));
        boolean same = marker.isEmpty()
                && urls.equals(wanted.videos().stream().map(VideoUrl::url).toList())
                && input.get().path(Apify.COMMENTS_EACH).asInt() == wanted.commentsEach();
        return same ? Input.SAME_VIDEOS : Input.OTHER;
    }
}
