package dev.siiwad.source.tiktok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.source.Availability;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.http.FakeTiming;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpSettings;
import dev.siiwad.testkit.PromptSockets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A short link is asked where it leads to; nothing outside of TikTok is. */
class ShortLinksTest {
    private static final String VIDEO = "https://www.tiktok.com/@qof/video/7564865308406648086";

    @TempDir
    private Path directory;

    private final MockWebServer server = new MockWebServer();
    private final Http http = new Http(HttpSettings.of("1.0", "someone@example.org"), new FakeTiming());
    private ShortLinks links;

    @BeforeEach
    void start() throws IOException {
        server.setServerSocketFactory(new PromptSockets());
        server.start();
        links = new ShortLinks(http, Optional.of(base()));
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://vm.tiktok.com/ZMhKxyz1/",
                "vt.tiktok.com/ZSabcde",
                "https://www.tiktok.com/t/ZTRabcdef/?k=1",
                "HTTP://VM.TikTok.com/ZMhKxyz1"
            })
    void isFollowedToItsVideo(String link) throws IOException {
        redirect("https://m.tiktok.com/v/7564865308406648087.html");
        redirect(VIDEO + "?_r=1&u_code=0");
        assertThat(links.follow(link).id()).isEqualTo(7564865308406648087L);
        assertThat(links.follow(link).url()).isEqualTo(VIDEO);
    }

    @Test
    void mayLeadOverAnotherOne() throws Exception {
        redirect("https://www.tiktok.com/t/ZTRabcdef/");
        redirect("/@qof/video/7564865308406648086");
        assertThat(links.follow("vm.tiktok.com/ZMhKxyz1").url()).isEqualTo(VIDEO);
        assertThat(server.takeRequest().getTarget()).isEqualTo("/ZMhKxyz1");
        assertThat(server.takeRequest().getTarget()).isEqualTo("/t/ZTRabcdef/");
    }

    @Test
    void isNotFollowedOutOfTikTok() {
        redirect("https://tiktok.com.example/@qof/video/7564865308406648086");
        assertThatThrownBy(() -> links.follow("https://vm.tiktok.com/ZMhKxyz1/"))
                .hasMessage(
                        "\"https://vm.tiktok.com/ZMhKxyz1/\" leads to tiktok.com.example; only tiktok.com is followed");
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void thatLeadsNowhereIsRefusedWithItsLine() throws IOException {
        Path list = Files.writeString(directory.resolve("videos.txt"), VIDEO + "\nhttps://vm.tiktok.com/ZMhKxyz1/\n");
        server.enqueue(new MockResponse.Builder().code(404).build());
        assertThatThrownBy(() -> VideoList.read(list, links)).hasMessageContaining("videos.txt: line 2: ");
        server.enqueue(new MockResponse.Builder().code(200).body("<html>").build());
        assertThatThrownBy(() -> VideoList.read(list, links))
                .hasMessageContaining("videos.txt: line 2: \"https://vm.tiktok.com/ZMhKxyz1/\" leads nowhere");
        for (int hop = 0; hop < 5; hop++) {
            redirect("https://www.tiktok.com/@qof");
        }
        assertThatThrownBy(() -> VideoList.read(list, links))
                .hasMessageContaining("leads to no video in 5 steps; the last one is https://www.tiktok.com/@qof");
    }

    @Test
    void isAskedWhenARunBeginsAndNotAgain() throws IOException {
        Path list = Files.writeString(directory.resolve("videos.txt"), "https://vm.tiktok.com/ZMhKxyz1/\n");
        redirect(VIDEO);
        TikTokSource source = TikTokSource.overResearchApi(
                TikTokSource.ID,
                list,
                new CommentLimits(10, 10),
                new ResearchClient("key", "secret"),
                PaidDecisions.NONE,
                Optional.of(base()),
                http,
                new FakeTiming());
        Snapshot snapshot = source.snapshot();
        assertThat(snapshot.payload()).contains("{\"video_urls\":[\"" + VIDEO + "\"]}");
        assertThat(source.availability(snapshot)).isEqualTo(new Availability.Available(Optional.empty()));
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    private void redirect(String target) {
        server.enqueue(new MockResponse.Builder()
                .code(301)
                .addHeader("Location", target)
                .build());
    }

    private String base() {
        return "http://" + server.getHostName() + ":" + server.getPort() + "/";
    }
}
