package dev.siiwad.source.sprakbanken;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.source.Position;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.SourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Positions and payloads as an earlier version wrote them, read and written again, byte for byte. */
class EarlierRunsTest {
    private static final Snapshot SNAPSHOT = Snapshot.of(
            "sprakbanken@sha256:cf7d09ee4724e63022055993d50297a2dc39bd4ef2d57a84ae5a93133e0ff938",
            "{\"corpora\":[{\"id\":\"somali-bbc\",\"name\":\"Somali: BBC \u00e9\",\"updated\":\"2017-05-31\",\"tokens\":82437,"
                    + "\"sentences\":4234,\"license\":\"CC-BY-4.0\","
                    + "\"url\":\"https://spraakbanken.gu.se/lb/resurser/meningsmangder/somali-bbc.xml.bz2\","
                    + "\"bytes\":12,\"etag\":\"\\\"5f-1\\\"\"},{\"id\":\"somali-x\",\"name\":\"X\",\"updated\":\"\",\"tokens\":0,"
                    + "\"sentences\":0,\"license\":\"\",\"url\":\"\",\"problem\":\"no file is listed\"}]}");

    @Test
    void readsTheListOfCorpora() throws SourceException {
        assertThat(PinnedCorpus.snapshot(PinnedCorpus.of(SNAPSHOT))).isEqualTo(SNAPSHOT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "somali-bbc documents=0",
                "somali-bbc documents=37 sha256=abababababababababababababababababababababababababababababababab",
                "end"
            })
    void readsPositions(String token) throws SourceException {
        assertThat(CorpusPosition.parse(new Position(token)).position()).hasToString(token);
    }
}
