package dev.siiwad.source.tiktok;

import dev.siiwad.source.Source;
import dev.siiwad.testkit.SourceContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class ApifyContractTest extends SourceContract {
    @TempDir
    private Path directory;

    private TikTokServer server;
    private FakeApify account;

    @BeforeEach
    void start() throws IOException {
        server = new TikTokServer(directory);
        account = server.newAccount(21);
        account.commentsPerVideo = 2;
        server.itemsPerPage = 7;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected void cutOff(boolean cut) {
        account.cutOff(cut);
    }

    @Override
    protected Source openCutShort() {
        account.cutBodiesOf("/items");
        return open();
    }

    @Override
    protected Source open() {
        server.letPass(Duration.ofDays(2));
        return server.apify();
    }
}
