package dev.siiwad.source.tiktok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.siiwad.document.Document;
import dev.siiwad.source.Helps;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.PausedException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.tiktok.FaultyServer.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResearchReaderTest {
    private static final int VIDEOS = 3;

    @TempDir
    private Path directory;

    private FakeResearch research;
    private TikTokServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TikTokServer(directory);
        restart();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void restart() throws IOException {
        research = server.newResearch(VIDEOS);
        research.commentsByVideo.put(TikTokServer.videoId(1), 0);
    }

    @Test
    void readsOnAfterShortPages() throws IOException {
        research.commentsByVideo.put(TikTokServer.videoId(0), 250);
        server.limits = new CommentLimits(30_000, 1000);
        Reader reader = new Reader(server::research).toEnd();
        assertThat(of(reader, 0)).hasSize(250 - 250 / 7 - 1);
        assertThat(of(reader, 1)).isEmpty();
        assertThat(of(reader, 2)).hasSize(6);
        assertThat(reader.malformed).hasSize(2);
        assertThat(research.tokens).isEqualTo(1);
    }

    @Test
    void takesTheFirstThousandAndGoesOnWithTheNextVideo() throws IOException {
        research.commentsByVideo.put(TikTokServer.videoId(0), 5000);
        server.limits = new CommentLimits(30_000, 1000);
        Reader reader = new Reader(server::research).toEnd();
        assertThat(of(reader, 0)).hasSize(1000 - 142 - 1);
        assertThat(of(reader, 2)).hasSize(6);
    }

    @Test
    void takesNoMoreThanWanted() throws IOException {
        server.limits = new CommentLimits(7, 5);
        Reader reader = new Reader(server::research).toEnd();
        assertThat(reader.documents.size() + reader.malformed.size()).isEqualTo(7);
        assertThat(of(reader, 0)).hasSize(4);
        assertThat(of(reader, 2)).hasSize(2);
    }

    @Test
    void getsAnotherTokenBeforeTheOldOneExpires() throws IOException {
        Reader reader = new Reader(server::research);
        reader.steps(2);
        assertThat(research.tokens).isEqualTo(1);
        TikTokSource longLived = server.research();
        try (var open = longLived.open(longLived.snapshot(), Position.START)) {
            open.skip(1);
            assertThat(research.tokens).isEqualTo(2);
            server.letPass(Duration.ofMinutes(114));
            open.skip(3);
            assertThat(research.tokens).isEqualTo(2);
            server.letPass(Duration.ofMinutes(2));
            open.skip(20);
        }
        assertThat(research.tokens).isEqualTo(3);
        assertThat(research.asked().stream().filter(line -> line.contains("/oauth/")))
                .hasSize(3);
    }

    @Test
    void getsAnotherTokenOnceWhenTheOldOneIsRefused() throws IOException {
        List<Document> expected = new Reader(server::research).toEnd().documents;
        restart();
        research.usesPerToken = 2;
        assertThat(new Reader(server::research).toEnd().documents).isEqualTo(expected);
        assertThat(research.tokens).isGreaterThan(1);

        restart();
        research.usesPerToken = 0;
        assertThatThrownBy(() -> new Reader(server::research).toEnd())
                .hasMessageContaining("access_token_invalid")
                .hasMessageContaining("check client key and secret");
        assertThat(research.tokens).isEqualTo(2);
    }

    @Test
    void pausesUntilTheNextDayWhenTheQuotaIsUsedUp() throws IOException {
        List<Document> expected = new Reader(server::research).toEnd().documents;
        restart();
        research.quota = 2;
        Reader reader = new Reader(server::research);
        PausedException paused = catchThrowableOfType(PausedException.class, reader::toEnd);
        assertThat(paused.until()).isEqualTo(Instant.parse("2026-11-24T00:00:00Z"));
        assertThat(paused).hasMessageContaining("until 2026-11-24T00:00:00Z").hasMessageContaining("quota");

        research.quota = 1000;
        assertThat(reader.toEnd().documents).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 429})
    void pausesUntilTheNextDayWhateverTheStatusOfAQuotaThatIsUsedUp(int status) throws IOException {
        research.quota = 2;
        research.quotaStatus = status;
        Reader reader = new Reader(server::research);
        PausedException paused = catchThrowableOfType(PausedException.class, reader::toEnd);
        assertThat(paused.until()).isEqualTo(Instant.parse("2026-11-24T00:00:00Z"));
    }

    @Test
    void waitsForABurstOfTooManyRequestsToEnd() throws IOException {
        List<Document> expected = new Reader(server::research).toEnd().documents;
        restart();
        research.tooManyTimes = 12;
        assertThat(new Reader(server::research).toEnd().documents).isEqualTo(expected);
    }

    @Test
    void pausesForAWhileWhereTooManyRequestsDoNotEnd() throws IOException {
        List<Document> expected = new Reader(server::research).toEnd().documents;
        restart();
        research.tooManyTimes = Integer.MAX_VALUE;
        Reader reader = new Reader(server::research);
        PausedException paused = catchThrowableOfType(PausedException.class, reader::toEnd);
        assertThat(paused)
                .hasMessageContaining("It may be a short limit; try again from " + paused.until())
                .hasMessageContaining("If it is the quota of this day, that ends at 2026-11-24T00:00:00Z");
        assertThat(paused.until()).isBefore(Instant.parse("2026-11-23T12:00:00Z"));
        research.tooManyTimes = 0;
        assertThat(reader.toEnd().documents).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0,400,invalid_params", "1,404,''", "2,500,internal_error", "1,200,internal_error", "2,200,''"})
    void oneRefusedVideoIsDecidedAboutAndSetAside(int index, int status, String code) throws IOException {
        research.commentsByVideo.clear();
        List<Document> expected = new Reader(server::research).toEnd().documents;
        restart();
        research.commentsByVideo.clear();
        String body = code.isEmpty() ? "<html>" : "{\"error\":{\"code\":\"" + code + "\",\"message\":\"no\"}}";
        research.refused.put(TikTokServer.videoId(index), FaultyServer.status(status, body));
        Reader reader = new Reader(server::research);
        assertThatThrownBy(reader::toEnd)
                .hasMessageContaining("It is video " + (index + 1) + " of the list, and others are answered")
                .satisfies(Helps.by(new Remedy.Decide("skip_failed", "")));

        server.decisions = new PaidDecisions(Set.of(), Set.of(), true);
        reader.toEnd();
        assertThat(reader.malformed.stream().filter(MalformedDocumentException::isUnit))
                .extracting(MalformedDocumentException::documentId)
                .containsExactly(TikTokServer.url(index));
        assertThat(reader.documents)
                .isEqualTo(expected.stream()
                        .filter(document -> !document.url().startsWith(TikTokServer.url(index) + "#"))
                        .toList());
    }

    @Test
    void givesACommentThatWasPushedToTheNextPageOnceWhereverItStops() throws IOException {
        research.commentsByVideo.put(TikTokServer.videoId(0), 60);
        List<Document> expected = new Reader(server::research).toEnd().documents;
        for (int n = 1; ; n++) {
            restart();
            research.commentsByVideo.put(TikTokServer.videoId(0), 60);
            research.pushes = true;
            Reader reader = new Reader(server::research);
            boolean ended = reader.steps(n);
            reader.toEnd();
            assertThat(reader.documents).as("killed after %s steps", n).isEqualTo(expected);
            if (ended) {
                return;
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void aFaultAtAnyRequestChangesNoDocument(Fault fault) throws IOException {
        List<Document> expected = new Reader(server::research).toEnd().documents;
        int requests = research.asked().size();
        for (int n = 1; n <= requests; n++) {
            restart();
            research.plan(n, fault);
            Reader reader = new Reader(server::research);
            try {
                reader.toEnd();
            } catch (IOException expectedOfSome) {
                research.recover();
                reader.toEnd();
            }
            assertThat(reader.documents).as("%s at request %s", fault, n).isEqualTo(expected);
        }
    }

    @Test
    void aCrashAtAnyStepAsksForNoPageAgainThatIsSaved() throws IOException {
        Reader untroubled = new Reader(server::research).toEnd();
        int requests = research.asked().size();
        for (int n = 1; ; n++) {
            restart();
            Reader reader = new Reader(server::research);
            if (reader.steps(n)) {
                return;
            }
            reader.toEnd();
            assertThat(reader.documents).isEqualTo(untroubled.documents);
            assertThat(research.asked()).as("crash after %s steps", n).hasSizeLessThanOrEqualTo(requests + 2);
        }
    }

    @Test
    void findsItsPlaceAgainWhenNewCommentsHaveMovedThePage() throws Exception {
        String pinned = page("{'id':11,'text':'kow'},{'id':12,'text':'laba'},{'id':13,'text':'saddex'}");
        research.instead = FaultyServer.status(200, pinned);
        TikTokSource source = server.research();
        var snapshot = source.snapshot();
        Position behindTwo;
        try (var reader = source.open(snapshot, Position.START)) {
            reader.skip(2);
            behindTwo = reader.position();
        }
        research.instead = FaultyServer.status(
                200,
                page(
                        "{'id':10,'text':'eber'},{'id':11,'text':'kow'},{'id':12,'text':'laba'},{'id':13,'text':'saddex'}"));
        try (var reader = server.research().open(snapshot, behindTwo)) {
            var next = (Reading.Read) reader.read();
            assertThat(next.document().id()).isEqualTo("13");
        }
    }

    @Test
    void namesTheCodeAndTheVideoWhenTheApiRefuses() {
        research.errorCode = "scope_not_authorized";
        assertThatThrownBy(() -> new Reader(server::research).toEnd())
                .hasMessageContaining("scope_not_authorized")
                .hasMessageContaining(TikTokServer.url(0))
                .hasMessageContaining("research.data.basic");
    }

    @Test
    void refusesAPageThatWouldComeForEver() {
        research.instead = FaultyServer.status(
                200, "{\"data\":{\"comments\":[],\"cursor\":0,\"has_more\":true},\"error\":{\"code\":\"ok\"}}");
        assertThatThrownBy(() -> new Reader(server::research).toEnd())
                .hasMessageContaining("there is more, but the next cursor is 0");
    }

    @Test
    void refusesAVideoThatAlwaysHasMoreAndNeverAnything() throws IOException {
        research.commentsByVideo.clear();
        research.crawls = TikTokServer.videoId(1);
        Reader reader = new Reader(server::research);
        assertThatThrownBy(reader::toEnd)
                .hasMessageContaining("page 200 is not the last one; at most 200 are read")
                .hasMessageContaining("It is video 2 of the list, and others are answered")
                .satisfies(Helps.by(new Remedy.Decide("skip_failed", "")));
        assertThat(of(reader, 0)).isNotEmpty();

        server.decisions = new PaidDecisions(Set.of(), Set.of(), true);
        assertThat(of(reader.toEnd(), 2)).isNotEmpty();
    }

    @Test
    void refusesAPageThatDoesNotSayWhetherThereIsMore() {
        research.instead = FaultyServer.status(200, "{\"data\":{\"comments\":[]},\"error\":{\"code\":\"ok\"}}");
        assertThatThrownBy(() -> new Reader(server::research).toEnd()).hasMessageContaining("the end cannot be told");
    }

    private static List<Document> of(Reader reader, int video) {
        return reader.documents.stream()
                .filter(document -> document.url().startsWith(TikTokServer.url(video) + "#"))
                .toList();
    }

    private static String page(String comments) {
        return ("{'data':{'comments':[" + comments + "],'cursor':4,'has_more':false},'error':{'code':'ok'}}")
                .replace('\'', '"');
    }
}
