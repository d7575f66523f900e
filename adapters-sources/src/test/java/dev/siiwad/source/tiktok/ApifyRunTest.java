package dev.siiwad.source.tiktok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApifyRunTest {
    @Test
    void takesWhatItHasCost() throws IOException {
        assertThat(run("1.25").costUsd()).isEqualByComparingTo("1.25");
        assertThat(run("null").costUsd()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e1000000000", "1e300", "-1", "2147483647"})
    void refusesACostThatNobodyPays(String cost) {
        assertThatIOException()
                .isThrownBy(() -> run(cost))
                .withMessageStartingWith("here: usageTotalUsd is ")
                .withMessageEndingWith("; expected 0 to 1000000");
    }

    private static ApifyRun run(String cost) throws IOException {
        return ApifyRun.of(
                "here",
                new ObjectMapper()
                        .readTree("{\"id\":\"abcdefghij0123456\",\"defaultDatasetId\":\"abcdefghij0123456\","
                                + "\"status\":\"SUCCEEDED\",\"usageTotalUsd\":" + cost + "}"));
    }
}
