package dev.siiwad.source.tiktok;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.source.Position;
import dev.siiwad.source.Snapshot;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Positions and payloads as an earlier version wrote them, read and written again, byte for byte. */
class EarlierRunsTest {
    private static final Snapshot SNAPSHOT = Snapshot.of(
            "tiktok-videos@sha256:7e7c37cede96655f3a382e5a30ecd040aa430d31ed99ec27f1a86e2899198f91",
            "{\"video_urls\":[\"https://www.tiktok.com/@qof/video/7564865308406648086\","
                    + "\"https://www.tiktok.com/@qof.2/video/7508169969612620562\"]}");

    @Test
    void readsTheListOfVideos() throws IOException {
        assertThat(VideoList.pinnedBy(SNAPSHOT).snapshot()).isEqualTo(SNAPSHOT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "videos=0-20 marker=4f1c2d3e4f5a6b7c spent-usd=0 read=0",
                "apify-run=HG7ML7M8z78YcAPEB dataset=wmKPijuyDnPZAPRMk limit=1000 offset=2000 item=37 videos=20-21"
                        + " marker=4f1c2d3e4f5a6b7c spent-usd=1.25 read=1037",
                "apify-run=HG7ML7M8z78YcAPEB dataset=wmKPijuyDnPZAPRMk limit=1000 offset=0 item=0 taken=skipped"
                        + " videos=20-21 marker=4f1c2d3e4f5a6b7c spent-usd=1.25 read=38",
                "videos=0-20 marker=4f1c2d3e4f5a6b7c spent-usd=0 read=0 answer=lost cap-usd=2.5",
                "apify-run=HG7ML7M8z78YcAPEB dataset=wmKPijuyDnPZAPRMk limit=1000 offset=3000 item=0 taken=all"
                        + " videos=80-85 marker=4f1c2d3e4f5a6b7c spent-usd=1.25 read=3800 left-out=20-40,60-80",
                "apify-run=HG7ML7M8z78YcAPEB dataset=wmKPijuyDnPZAPRMk limit=1000 offset=0 item=0 videos=0-20"
                        + " marker=4f1c2d3e4f5a6b7c spent-usd=0 read=0 cap-usd=2.5"
                        + " ahead=20-40@2.5:HG7ML7M8z78YcAPEC:wmKPijuyDnPZAPRMl,40-45@0.75!~4f1c2d3e-again-5a6b7c"
            })
    void readsPositionsAtApify(String token) throws IOException {
        assertThat(ApifyPosition.of(new Position(token)).position()).hasToString(token);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "video=0 cursor=0 item=0 after=none taken=0 read=0",
                "video=3 cursor=200 item=17 after=7508169969612620562 taken=217 read=1400",
                "video=3 cursor=200 item=0 after=none taken=217 read=1400 previous=abc-_1ABCDEF"
            })
    void readsPositionsInTheResearchApi(String token) throws IOException {
        assertThat(ResearchPosition.of(new Position(token)).position()).hasToString(token);
    }
}
