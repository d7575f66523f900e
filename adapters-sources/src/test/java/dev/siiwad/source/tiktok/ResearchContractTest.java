package dev.siiwad.source.tiktok;

import dev.siiwad.source.Source;
import dev.siiwad.testkit.SourceContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class ResearchContractTest extends SourceContract {
    @TempDir
    private Path directory;

    private TikTokServer server;
    private FakeResearch research;

    @BeforeEach
    void start() throws IOException {
        server = new TikTokServer(directory);
        research = server.newResearch(4);
        research.commentsByVideo.put(TikTokServer.videoId(1), 0);
        research.commentsByVideo.put(TikTokServer.videoId(2), 31);
        server.limits = new CommentLimits(30_000, 20);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected void cutOff(boolean cut) {
        research.cutOff(cut);
    }

    @Override
    protected Source openCutShort() {
        research.cutBodiesOf("/comment/list/");
        return open();
    }

    @Override
    protected Source open() {
        return server.research();
    }
}
