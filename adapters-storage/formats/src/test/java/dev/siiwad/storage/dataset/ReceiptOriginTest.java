package dev.siiwad.storage.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.publish.Origin;
import dev.siiwad.publish.Receipt;
import dev.siiwad.publish.Relations;
import dev.siiwad.source.Input;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a receipt says of where its documents came from. */
class ReceiptOriginTest {
    private static final Input PINNED = new Input("texts/a.jsonl", OptionalLong.of(12), Optional.of("sha256:ab"));
    private static final Input KNOWN_BY_NAME = new Input("b.xml", OptionalLong.empty(), Optional.empty());

    @Test
    void keepsFilesAddressesOptionsAndCost() throws IOException {
        Origin origin = new Origin(
                Origin.Inputs.of(List.of(PINNED, KNOWN_BY_NAME)),
                List.of("https://a/1", "https://a/2"),
                new TreeMap<>(Map.of("max_records", "5000")),
                Optional.of(new BigDecimal("1.25")));
        assertThat(read(json(origin)).origin()).isEqualTo(origin);
        assertThat(json(origin))
                .contains(
                        "\"max_records\": \"5000\"",
                        "\"cost_usd\": 1.25,",
                        "\"digest\": \"sha256:ab\"",
                        "\"count\": 2");
    }

    @Test
    void saysNothingOfWhatIsNotKnown() throws IOException {
        assertThat(json(Origin.NONE)).doesNotContain("options", "cost_usd", "inputs", "address");
        assertThat(read(json(Origin.NONE)).origin()).isEqualTo(Origin.NONE);
    }

    @Test
    void writesWholeDollarsAsTheyAre() throws IOException {
        Origin origin = new Origin(
                Origin.Inputs.NONE,
                List.of(),
                Collections.emptySortedMap(),
                Optional.of(new BigDecimal("20").stripTrailingZeros()));
        assertThat(json(origin)).contains("\"cost_usd\": 20,");
        assertThat(read(json(origin)).origin().costUsd().orElseThrow()).isEqualByComparingTo("20");
    }

    @Test
    void writesTheCommonBeginningOfManyAddressesOnce() throws IOException {
        List<String> addresses = IntStream.range(0, 100_000)
                .mapToObj(n -> String.format("https://www.bbc.com/somali/articles/c%011do", n * 7919L))
                .toList();
        Origin origin = of(addresses);
        String json = json(origin);
        assertThat(json.length()).isLessThan(1_400_000);
        assertThat(json.lines().mapToInt(String::length).max().orElseThrow()).isLessThan(1000);
        assertThat(read(json).origin()).isEqualTo(origin);
    }

    @Test
    void keepsManyAddressesOfAnyForm() throws IOException {
        for (String odd : List.of("a b", "", "https://a/", "other", "https://a/1\n2")) {
            List<String> addresses = IntStream.rangeClosed(0, OriginJson.LISTED_MAX)
                    .mapToObj(n -> n == 7 ? odd : "https://a/" + n)
                    .toList();
            assertThat(read(json(of(addresses))).origin().addresses()).isEqualTo(addresses);
        }
    }

    @Test
    void namesTheFirstOfManyFiles() throws IOException {
        List<Input> all = IntStream.range(0, 100_000)
                .mapToObj(n ->
                        new Input("texts/" + n + ".jsonl", OptionalLong.of(n), Optional.of("sha256:" + "0".repeat(64))))
                .toList();
        Origin origin = new Origin(Origin.Inputs.of(all), List.of(), Collections.emptySortedMap(), Optional.empty());
        assertThat(json(origin).length()).isLessThan(2_000_000);
        assertThat(read(json(origin)).origin().inputs().count()).isEqualTo(100_000);
        assertThat(read(json(origin)).origin().inputs().named()).hasSize(Origin.Inputs.NAMED_MAX);
    }

    @Test
    void refusesAListThatLacksAddresses() {
        List<String> addresses =
                IntStream.range(0, 2000).mapToObj(n -> "https://a/" + n).toList();
        String cut = json(of(addresses)).replaceFirst("\"count\": 2000", "\"count\": 2001");
        assertThatThrownBy(() -> read(withoutDigest(cut)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("address_list has 2000 addresses; its count is 2001");
    }

    private static Origin of(List<String> addresses) {
        return new Origin(Origin.Inputs.NONE, addresses, Collections.emptySortedMap(), Optional.empty());
    }

    /** As earlier versions wrote them, so that members can be changed. */
    private static String withoutDigest(String receipt) {
        return receipt.replaceFirst("  \"whole\": true,\n", "").replaceFirst(",\n  \"digest\": \"[^\"]*\"", "");
    }

    private static StoredReceipt read(String json) throws IOException {
        return StoredReceipt.read("receipt.json", json.getBytes(StandardCharsets.UTF_8));
    }

    private static String json(Origin origin) {
        StoredReceipt receipt = new StoredReceipt(
                "run-1",
                "List-Somali",
                "list@first",
                Collections.emptySortedMap(),
                Optional.empty(),
                Relations.NONE,
                "1.0",
                Instant.EPOCH,
                true,
                0,
                0,
                0,
                0,
                Collections.emptySortedMap(),
                0,
                Receipt.SetAside.NONE,
                origin,
                List.of(),
                "sha256:00",
                List.of());
        return new String(receipt.json(), StandardCharsets.UTF_8);
    }
}
