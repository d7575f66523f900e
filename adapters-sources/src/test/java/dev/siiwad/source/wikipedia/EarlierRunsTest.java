package dev.siiwad.source.wikipedia;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.source.Position;
import dev.siiwad.source.PositionFields;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.SourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Positions and payloads as an earlier version wrote them, read and written again, byte for byte. */
class EarlierRunsTest {
    private static final Snapshot WHOLE = Snapshot.of(
            "sowiki-20261101@sha1:abababababababababababababababababababab",
            "{\"database\":\"sowiki\",\"date\":\"20261101\",\"files\":["
                    + "{\"name\":\"sowiki-20261101-pages-articles-multistream.xml.bz2\",\"bytes\":48211093,"
                    + "\"sha1\":\"abababababababababababababababababababab\","
                    + "\"path\":\"/sowiki/20261101/sowiki-20261101-pages-articles-multistream.xml.bz2\"}]}");
    private static final Snapshot SPLIT = Snapshot.of(
            "enwiki-20261101@sha1:d088703f180795900c30352073c96f36482358fb",
            "{\"database\":\"enwiki\",\"date\":\"20261101\",\"files\":["
                    + "{\"name\":\"enwiki-20261101-pages-articles-multistream1.xml-p1p41242.bz2\",\"bytes\":1,"
                    + "\"sha1\":\"abababababababababababababababababababab\","
                    + "\"path\":\"/enwiki/20261101/enwiki-20261101-pages-articles-multistream1.xml-p1p41242.bz2\"},"
                    + "{\"name\":\"enwiki-20261101-pages-articles-multistream2.xml-p41243p151573.bz2\",\"bytes\":2,"
                    + "\"sha1\":\"cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd\","
                    + "\"path\":\"/enwiki/20261101/enwiki-20261101-pages-articles-multistream2.xml-p41243p151573.bz2\"}]}");

    private static final Snapshot CONTENT = Snapshot.of(
            "sowiki-2026-11-01@sha256:" + "ef".repeat(32),
            "{\"edition\":\"content\",\"database\":\"sowiki\",\"date\":\"2026-11-01\",\"files\":["
                    + "{\"name\":\"sowiki-2026-11-01-p1p99.xml.bz2\",\"sha256\":\"" + "ef".repeat(32) + "\","
                    + "\"path\":\"/other/mediawiki_content_current/sowiki/2026-11-01/xml/bzip2/sowiki-2026-11-01-p1p99.xml.bz2\"}]}");

    @Test
    void readsTheListOfFiles() throws SourceException {
        assertThat(DumpEdition.of(WHOLE).snapshot()).isEqualTo(WHOLE);
        assertThat(DumpEdition.of(SPLIT).snapshot()).isEqualTo(SPLIT);
        assertThat(DumpEdition.of(CONTENT).snapshot()).isEqualTo(CONTENT);
    }

    @Test
    void aRunFromBeforeThereWereEditionsIsOfTheClassicOne() throws SourceException {
        assertThat(DumpEdition.of(WHOLE).edition()).isEqualTo(Edition.CLASSIC);
        assertThat(DumpEdition.of(SPLIT).edition()).isEqualTo(Edition.CLASSIC);
        assertThat(DumpEdition.of(CONTENT).edition()).isEqualTo(Edition.CONTENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream=48211093 page=7", "stream=0 page=0", "byte=5120"})
    void readsPositions(String token) throws SourceException {
        assertThat(DumpPosition.of(PositionFields.of(new Position(token)))).hasToString(token);
    }
}
