package dev.siiwad.source.tiktok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.source.Availability;
import dev.siiwad.source.Collected;
import dev.siiwad.source.Position;
import dev.siiwad.source.Snapshot;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Videos that were collected once are left out of a list, and those that were not are not. */
class NewVideosTest {
    @TempDir
    private Path directory;

    private TikTokServer server;
    private FakeApify account;

    @BeforeEach
    void start() throws IOException {
        server = new TikTokServer(directory);
        server.itemsPerPage = 1000;
        account = server.newAccount(45);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void leavesOutWhatIsHeldWhoeverItsUserIsNow() throws IOException {
        Files.write(server.list, List.of(TikTokServer.url(0), TikTokServer.url(1), TikTokServer.url(2)));
        Snapshot all = server.apify().snapshot();
        Collected held = (address, changed) -> address.equals(nameless(1)) && changed.isEmpty();
        Snapshot fresh = server.apify().snapshot(held).orElseThrow();
        assertThat(fresh.payload().orElseThrow())
                .isEqualTo("{\"video_urls\":[\"" + TikTokServer.url(0) + "\",\"" + TikTokServer.url(2)
                        + "\"],\"given\":\"" + all.id() + "\"}");
        assertThat(VideoList.pinnedBy(fresh).snapshot()).isEqualTo(fresh);
        assertThat(server.apify().snapshot((address, changed) -> true)).isEmpty();
        assertThat(server.apify().snapshot(Collected.NOTHING)).contains(all);
    }

    @Test
    void theListIsTheSameAsGivenHoweverManyOfItAreLeftOut() throws IOException {
        Snapshot fresh = server.apify()
                .snapshot((address, changed) -> address.equals(nameless(1)))
                .orElseThrow();
        assertThat(server.apify().availability(fresh)).isEqualTo(new Availability.Available(Optional.empty()));
        Files.write(server.list, List.of(TikTokServer.url(0)));
        assertThat(server.apify().availability(fresh)).isInstanceOf(Availability.Changed.class);
    }

    @Test
    void onlyWhatIsNewHasToBeAffordable() throws IOException {
        server.budgetUsd = new BigDecimal("0.20");
        assertThatThrownBy(() -> server.apify().snapshot()).hasMessageContaining("the budget is 0.20 USD");
        Set<String> fresh = Set.of(nameless(3), nameless(44));
        assertThat(server.apify().snapshot((address, changed) -> !fresh.contains(address)))
                .isPresent();
    }

    @Test
    void aRunThatEndedHoldsAllItsVideosAndOneThatWasStoppedThoseBefore() throws IOException {
        Reader reader = new Reader(server::apify);
        assertThat(held(reader)).isEmpty();
        reader.steps(3);
        assertThat(held(reader)).isEmpty();
        reader.steps(90);
        assertThat(reader.saved().token()).contains("videos=20-40");
        assertThat(held(reader)).isEqualTo(videos(0, 20));
        Position end = end(reader);
        assertThat(end.token()).contains(" taken=all ");
        assertThat(held(reader, end, Set.of())).isEqualTo(videos(0, 45));
    }

    @Test
    void whatWasSetAsideIsLookedForAgain() throws IOException {
        account.failedRuns.add(1);
        server.decisions = new PaidDecisions(Set.of(), Set.of(), true);
        Reader reader = new Reader(server::apify);
        Position end = end(reader);
        List<String> expected = new ArrayList<>(videos(0, 20));
        expected.addAll(videos(40, 45));
        assertThat(held(reader, end, Set.of("paid-run-run-1"))).isEqualTo(expected);
    }

    @Test
    void aTotalThatEndsTheRunHoldsNoVideoThatWasNotReadToItsEnd() throws IOException {
        server.limits = new CommentLimits(90, 100);
        Reader reader = new Reader(server::apify);
        Position end = end(reader);
        assertThat(held(reader, end, Set.of())).as("the 23rd was begun").isEqualTo(videos(0, 22));
    }

    @Test
    void videosOfTheResearchApiAreHeldOneByOne() throws IOException {
        server.newResearch(4);
        TikTokSource source = server.research();
        Snapshot snapshot = source.snapshot();
        Position third = new Position("video=3 cursor=0 item=0 after=none taken=0 read=7");
        assertThat(source.addresses(snapshot, third, Set.of(TikTokServer.url(1))))
                .containsExactly(nameless(0), nameless(2));
        assertThat(source.addresses(snapshot, Position.START, Set.of())).isEmpty();
    }

    @Test
    void rangesStayShort() {
        VideoRanges ranges = VideoRanges.NONE;
        for (int video = 0; video < 1000; video += 4) {
            ranges = ranges.plus(video, video + 1).plus(video + 1, video + 2);
        }
        assertThat(ranges.ranges()).hasSize(VideoRanges.RANGES_MAX);
        assertThat(ranges.contains(5)).isTrue();
        assertThat(ranges.contains(6)).isFalse();
        assertThat(ranges.contains(995)).as("counted as well").isTrue();
    }

    /** Where a process ends that reads the rest. */
    private Position end(Reader reader) throws IOException {
        return reader.toEnd().last();
    }

    private List<String> held(Reader reader) throws IOException {
        return held(reader, reader.saved(), Set.of());
    }

    private List<String> held(Reader reader, Position end, Set<String> setAside) throws IOException {
        return server.apify().addresses(reader.snapshot(), end, setAside);
    }

    private static List<String> videos(int from, int to) {
        List<String> videos = new ArrayList<>();
        for (int n = from; n < to; n++) {
            videos.add(nameless(n));
        }
        return videos;
    }

    private static String nameless(int n) {
        return "https://www.tiktok.com/@/video/" + TikTokServer.videoId(n);
    }
}
