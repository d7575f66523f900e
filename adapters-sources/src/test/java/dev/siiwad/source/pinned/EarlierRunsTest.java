package dev.siiwad.source.pinned;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.source.Snapshot;
import dev.siiwad.source.SourceException;
import org.junit.jupiter.api.Test;

/** Positions and payloads as an earlier version wrote them, read and written again, byte for byte. */
class EarlierRunsTest {
    private static final String PAYLOAD =
            "{\"files\":[{\"name\":\"tusaale.xml.bz2\",\"size\":5344,\"modified\":\"2026-11-30T04:38:00.003191091Z\","
                    + "\"sha256\":\"c61fa3da9f99aca6969dfae727698e6fed56d80baa72965071277f098dbec066\"}]}";

    @Test
    void readsTheListOfFiles() throws SourceException {
        assertThat(PinnedFile.toJson(PinnedFile.fromJson(Snapshot.of("files@sha256:3fcd", PAYLOAD))))
                .isEqualTo(PAYLOAD);
    }
}
