package dev.siiwad.source.pinned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.siiwad.source.Helps;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.SourceException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {
    private static final String WHAT = "list of its days";

    @Test
    void readsTheListThatItWrote() throws SourceException {
        String text = Payload.object("days", List.of(TextNode.valueOf("2026-11-01T00:00:00Z")))
                .toString();

        assertThat(text).isEqualTo("{\"days\":[\"2026-11-01T00:00:00Z\"]}");
        assertThat(days(text)).containsExactly(Instant.parse("2026-11-01T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[]",
                "{\"days\":[]}",
                "{\"days\":\"x\"}",
                "{\"days\":[7]}",
                "{\"days\":[\"",
                "{} {}"
            })
    void refusesWhatItDidNotWrite(String text) {
        assertThatThrownBy(() -> days(text))
                .hasMessageStartingWith("snapshot x@1: the list of its days is damaged: ")
                .satisfies(Helps.by(new Remedy.BringBack()));
    }

    @Test
    void saysWhichElementIsDamaged() {
        assertThatThrownBy(() -> days("{\"days\":[\"2026-11-01T00:00:00Z\",\"yesterday\"]}"))
                .hasMessageStartingWith("snapshot x@1: the list of its days is damaged: days[1]: ");
    }

    @Test
    void saysThatItIsMissingOrOfAnotherSnapshot() {
        assertThatThrownBy(() -> Payload.of(Snapshot.of("x@1"), WHAT))
                .hasMessage("snapshot x@1: the list of its days is missing")
                .satisfies(Helps.by(new Remedy.BringBack()));
        assertThatThrownBy(() -> Payload.of(Snapshot.of("x@1", "{}"), WHAT).requireId("x@2"))
                .hasMessage("snapshot x@1: the list of its days is that of x@2")
                .satisfies(Helps.by(new Remedy.BringBack()));
    }

    private static List<Instant> days(String text) throws SourceException {
        return Payload.of(Snapshot.of("x@1", text), WHAT).list("days", PayloadTest::day);
    }

    private static Instant day(JsonNode json) {
        return Instant.parse(json.asText());
    }
}
