package dev.siiwad.source.tiktok;

import dev.siiwad.source.http.FakeTiming;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpSettings;
import dev.siiwad.testkit.PromptSockets;
import java.io.Closeable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockWebServer;

/** Sources as one process after another has them, over one fake server and one list of videos. The time passes by waiting alone. */
final class TikTokServer implements Closeable {
    final FakeTiming timing = new FakeTiming();
    final Path list;
    private final MockWebServer server = new MockWebServer();
    private final Http http = new Http(HttpSettings.of("1.0", "someone@example.org"), timing);
    private final AtomicInteger markers = new AtomicInteger();

    CommentLimits limits = new CommentLimits(30_000, 100);
    BigDecimal budgetUsd = BigDecimal.TEN;
    int itemsPerPage = 3;
    int parallelRuns = 1;
    PaidDecisions decisions = PaidDecisions.NONE;

    TikTokServer(Path directory) throws IOException {
        list = directory.resolve("videos.txt");
        server.setServerSocketFactory(new PromptSockets());
        server.start();
    }

    /** A new account, and so many videos. */
    FakeApify newAccount(int videos) throws IOException {
        FakeApify account = new FakeApify(timing);
        use(account, videos);
        return account;
    }

    FakeResearch newResearch(int videos) throws IOException {
        FakeResearch research = new FakeResearch();
        use(research, videos);
        return research;
    }

    private void use(FaultyServer behaviour, int videos) throws IOException {
        server.setDispatcher(behaviour);
        List<String> lines = new ArrayList<>(List.of("# fiidiyowyo", ""));
        for (int n = 0; n < videos; n++) {
            lines.add(url(n));
        }
        Files.write(list, lines);
    }

    static String url(int n) {
        return "https://www.tiktok.com/@tusaale/video/" + videoId(n);
    }

    static long videoId(int n) {
        return 7_564_865_308_406_640_000L + n;
    }

    void letPass(Duration time) {
        timing.await(time, new CountDownLatch(1));
    }

    TikTokSource apify() {
        ApifyAccount account = new ApifyAccount(
                FakeApify.TOKEN, budgetUsd, Duration.ofMinutes(10), Duration.ofSeconds(15), itemsPerPage, parallelRuns);
        return TikTokSource.overApify(
                TikTokSource.ID,
                list,
                limits,
                account,
                decisions,
                base(),
                () -> "process" + markers.incrementAndGet() + "x",
                http,
                timing);
    }

    TikTokSource research() {
        return research(new ResearchClient(FakeResearch.KEY, FakeResearch.SECRET));
    }

    TikTokSource research(ResearchClient client) {
        return TikTokSource.overResearchApi(TikTokSource.ID, list, limits, client, decisions, base(), http, timing);
    }

    private Optional<String> base() {
        return Optional.of(address() + "/");
    }

    String address() {
        return "http://" + server.getHostName() + ":" + server.getPort();
    }

    @Override
    public void close() {
        http.close();
        server.close();
    }
}
