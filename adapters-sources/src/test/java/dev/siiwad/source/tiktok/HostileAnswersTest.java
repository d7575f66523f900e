package dev.siiwad.source.tiktok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.source.Helps;
import dev.siiwad.source.Position;
import dev.siiwad.source.Remedy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import mockwebserver3.MockResponse;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a server sends ends in a clear error or a quarantined document. */
class HostileAnswersTest {
    @TempDir
    private Path directory;

    private FakeApify account;
    private TikTokServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TikTokServer(directory);
        account = server.newAccount(1);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "[{\"cid\":\"1\",\"text\":\"cut",
                "{\"a\":1}",
                "null",
                "<html>log in</html>",
                "[1,]",
                "[] []",
                "[\"a raw \u0001 control character\"]",
                "\uFEFF\u0000[]"
            })
    void refusesWhatIsNotAWholeArray(String body) {
        account.instead = items(new Buffer().writeUtf8(body), "text/html", 3);
        assertThatThrownBy(() -> new Reader(server::apify).toEnd())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/v2/datasets/dataset-0/items?offset=0&limit=3")
                .hasMessageContaining("the answer");
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        account.instead = items(
                new Buffer().writeUtf8("[{\"text\":\"").write(new byte[] {(byte) 0xC3, 0x28}), "application/json", 1);
        assertThatThrownBy(() -> new Reader(server::apify).toEnd())
                .hasMessageContaining("the answer is not whole JSON");
    }

    @Test
    void refusesALineWithoutEndBeforeItFillsTheMemory() {
        Buffer line = new Buffer().writeUtf8("[\"");
        byte[] piece = "a".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        for (int n = 0; n < 40; n++) {
            line.write(piece);
        }
        account.instead = items(line, "application/json", 1);
        assertThatThrownBy(() -> new Reader(server::apify).toEnd()).hasMessageContaining("at most 16777216");
    }

    @Test
    void refusesNestingWithoutEnd() {
        account.instead = items(new Buffer().writeUtf8("[".repeat(100_000)), "application/json", 1);
        assertThatThrownBy(() -> new Reader(server::apify).toEnd())
                .hasMessageContaining("the answer is not whole JSON");
    }

    @Test
    void refusesMoreItemsThanItAskedFor() {
        account.instead = items(new Buffer().writeUtf8("[1,2,3,4]"), "application/json", 4);
        assertThatThrownBy(() -> new Reader(server::apify).toEnd()).hasMessageContaining("more than the 3 items");
    }

    @Test
    void refusesADatasetThatDoesNotSayHowLargeItIs() {
        account.saysTotal = false;
        assertThatThrownBy(() -> new Reader(server::apify).toEnd()).hasMessageContaining("no X-Apify-Pagination-Total");
    }

    @Test
    void refusesADatasetWithoutEnd() {
        account.instead = items(new Buffer().writeUtf8("[]"), "application/json", 99_999_999_999L);
        assertThatThrownBy(() -> new Reader(server::apify).toEnd())
                .hasMessageContaining("has 99999999999 items; at most 10000000 are read");
    }

    @Test
    void keepsWhatIsEscapedAndQuarantinesWhatIsNotAComment() throws IOException {
        String comment =
                "{\"cid\":\"1\",\"videoWebUrl\":\"" + TikTokServer.url(0) + "\",\"text\":\"a\\u0000b\\ud800\"}";
        account.instead = items(new Buffer().writeUtf8("[]"), "text/plain", 3);
        account.insteadOfTheFirstPage = items(
                new Buffer().writeUtf8("[" + comment + ",\"x\",{\"cid\":\"2\",\"text\":\"of no video\"}]"),
                "text/plain",
                3);
        Reader reader = new Reader(server::apify).toEnd();
        assertThat(reader.documents).hasSize(1);
        assertThat(reader.documents.get(0).text()).isEqualTo("a\u0000b\uFFFD");
        assertThat(reader.malformed.stream().map(Throwable::getMessage))
                .containsExactly("it has no comment id \"cid\"", "it does not say which video it belongs to");
    }

    @Test
    void saysWhichSettingHoldsATokenThatApifyDoesNotAccept() {
        account.instead = FaultyServer.status(401, "{}");
        assertThatThrownBy(() -> new Reader(server::apify).toEnd())
                .hasMessageEndingWith(". Apify does not accept the token")
                .satisfies(Helps.by(new Remedy.Give("api_token")));
    }

    @Test
    void refusesADatasetThatHasShrunk() throws IOException {
        Reader reader = new Reader(server::apify);
        reader.steps(6);
        assertThat(reader.saved().token()).contains("offset=3 item=0");
        account.instead = items(new Buffer().writeUtf8("[]"), "application/json", 0);
        assertThatThrownBy(reader::toEnd)
                .hasMessageContaining("has been changed or removed at Apify")
                .satisfies(Helps.by(new Remedy.Decide("skip_failed", ""), new Remedy.StartOver(true)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "offset=3",
                "nonsense",
                "videos=0-9 marker=abc spent-usd=0 read=0",
                "videos=1-1 marker=abc spent-usd=0 read=0",
                "videos=0-1 marker=../x spent-usd=0 read=0",
                "videos=0-1 marker=abc spent-usd=0 read=0 answer=found",
                "videos=0-1 marker=abc spent-usd=0 read=0 cap-usd=-1",
                "videos=0-1 marker=abc spent-usd=0 read=0 ahead=",
                "videos=0-1 marker=abc spent-usd=0 read=0 ahead=1-2@1",
                "videos=0-1 marker=abc spent-usd=0 read=0 ahead=2-3@1:a:b",
                "videos=0-1 marker=abc spent-usd=0 read=0 ahead=1-2@1,2-3@1:a:b",
                "videos=0-1 marker=abc spent-usd=0 read=0 ahead=1-2@1:a/b:c",
                "videos=0-1 marker=abc spent-usd=NaN read=0",
                "apify-run=a/b dataset=d limit=3 offset=0 item=0 videos=0-1 marker=abc spent-usd=0 read=0",
                "apify-run=a dataset=d limit=0 offset=-1 item=0 videos=0-1 marker=abc spent-usd=0 read=0"
            })
    void refusesPositionsOfSomethingElse(String token) throws IOException {
        TikTokSource source = server.apify();
        assertThatThrownBy(() -> source.open(source.snapshot(), new Position(token)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("position \"" + token + "\"");
    }

    @Test
    void refusesResearchPositionsOfOtherLists() throws IOException {
        for (String token :
                List.of("video=9 cursor=0 item=0 after=none taken=0 read=0", "video=0 cursor=9999 item=0")) {
            TikTokSource source = server.research();
            assertThatThrownBy(() -> source.open(source.snapshot(), new Position(token)))
                    .hasMessageContaining("position \"" + token + "\"");
        }
    }

    private static MockResponse items(Buffer body, String type, long total) {
        return new MockResponse.Builder()
                .body(body)
                .addHeader("Content-Type", type)
                .addHeader("X-Apify-Pagination-Total", total)
                .build();
    }
}
