package dev.siiwad.source.bbc;

import static org.assertj.core.api.Assertions.assertThat;

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
}
