package dev.siiwad.source.bbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.digest.Sha256;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.SourceException;
import org.junit.jupiter.api.Test;

/** Positions and payloads as an earlier version wrote them, read and written again, byte for byte. */
class EarlierRunsTest {
    private static final Snapshot SNAPSHOT = Snapshot.of(
            "bbc-somali@sha256:b3adac449b76083ea533fdf494e2ac8d3ed1c33169531f2ebdc47b0b3712605c",
            "https://www.bbc.com/somali/articles/c5y5lyj8wgxo\nhttps://www.bbc.com/somali/war-53100202\n");

    @Test
    void readsTheListOfAddresses() throws SourceException {
        assertThat(Frontier.of(Service.named("somali"), SNAPSHOT).snapshot()).isEqualTo(SNAPSHOT);
    }

    @Test
    void readsAddressesOfEveryShapeThatWasTakenForAnArticle() throws SourceException {
        String payload = """
                https://www.bbc.com/somali/articles/c5y5lyj8wgxo
                https://www.bbc.com/somali/video/2012/06/120601_muuqaal
                https://www.bbc.com/somali/live/a/b/2031/01/310101_toos.shtml
                https://www.bbc.com/somali/lat/a+b_c-53100202
                https://www.bbc.com/somali/articles/c5y5lyj8wgxo/lat
                """;
        Snapshot earlier = Snapshot.of("bbc-somali@sha256:" + Sha256.hex(payload), payload);
        assertThat(Frontier.of(Service.named("somali"), earlier).snapshot()).isEqualTo(earlier);
    }

    @Test
    void readsTheListWithWhatWasNotSeen() throws SourceException {
        String payload = "https://www.bbc.com/somali/war-53100202\n"
                + "not-seen\thttps://www.bbc.com/somali/topics/c00000000002t?page=2\tgone (404)\n";
        Snapshot snapshot = Snapshot.of("bbc-somali@sha256:" + Sha256.hex(payload), payload);
        Frontier frontier = Frontier.of(Service.named("somali"), snapshot);
        assertThat(frontier.snapshot()).isEqualTo(snapshot);
        assertThat(frontier.size()).isEqualTo(2);
    }
}
