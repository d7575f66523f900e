package dev.siiwad.source.bbc;

import dev.siiwad.source.Source;
import dev.siiwad.source.http.FakeTiming;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpSettings;
import dev.siiwad.testkit.PromptSockets;
import dev.siiwad.testkit.SourceContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Against a site where the first two requests for every address fail, and one page of a topic always. */
class BbcSourceContractTest extends SourceContract {
    @TempDir
    private Path cache;

    private final MockWebServer server = new MockWebServer();
    private final SmallSite site = SmallSite.whole().failing(2);
    private final List<Http> clients = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        site.status("/somali/topics/c00000000001t?page=2", 500);
        server.setDispatcher(site);
        server.setServerSocketFactory(new PromptSockets());
        server.start();
    }

    @AfterEach
    void stop() {
        clients.forEach(Http::close);
        server.close();
    }

    @Override
    protected void cutOff(boolean cut) {
        site.cutOff(cut);
    }

    @Override
    protected Source openCutShort() {
        site.answer(
                "/somali/sport-50000008",
                () -> new MockResponse.Builder()
                        .body("<!doctype html><html><body><main><h1>Shan")
                        .setHeader("Content-Type", "text/html; charset=utf-8")
                        .setHeader("Content-Length", 5000)
                        .onResponseEnd(new SocketEffect.CloseSocket())
                        .build());
        return open();
    }

    @Override
    protected Source open() {
        site.forget();
        FakeTiming timing = new FakeTiming();
        Http http = new Http(HttpSettings.of("1.0", "someone@example.org"), timing);
        clients.add(http);
        BbcSettings settings = BbcSettings.of("somali")
                .withTermsAccepted(true)
                .withBaseUrl(Optional.of("http://localhost:" + server.getPort()));
        return new BbcSource(settings, http, timing, cache);
    }
}
