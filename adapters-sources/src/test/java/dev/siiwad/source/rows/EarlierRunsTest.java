package dev.siiwad.source.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.source.Position;
import dev.siiwad.source.PositionFields;
import dev.siiwad.source.SourceException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Positions and payloads as an earlier version wrote them, read and written again, byte for byte. */
class EarlierRunsTest {
    @ParameterizedTest
    @ValueSource(strings = {"line=0", "line=5", "byte=2200 line=10", "byte=607 skip=3 line=10"})
    void readsPlacesOfLines(String place) throws SourceException {
        assertThat(LinePlace.of(fields(place))).hasToString(place);
    }

    @ParameterizedTest
    @ValueSource(strings = {"group=0 row=0", "group=3 row=120"})
    void readsPlacesOfParquet(String place) throws SourceException {
        assertThat(ParquetPlace.of(fields(place))).hasToString(place);
    }

    private static PositionFields fields(String place) throws SourceException {
        return PositionFields.of(new Position("data/a 1.json.gz " + place), place);
    }
}
