package dev.siiwad.source.tiktok;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpSettings;
import dev.siiwad.source.http.Request;
import dev.siiwad.source.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stand-ins answer, and the source asks, as Apify and TikTok publish it. */
class PublishedContractTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private final JsonNode apify = published("apify-openapi.json");
    private final JsonNode research = published("research-api.json");
    private TikTokServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TikTokServer(directory);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void everyPublishedStatusIsKnown() throws IOException {
        for (String status : texts(apify.path("run_statuses"))) {
            JsonNode run = JSON.createObjectNode()
                    .put("id", "a")
                    .put("defaultDatasetId", "b")
                    .put("status", status);
            assertThat(ApifyRun.of("here", run).status()).isEqualTo(status);
        }
    }

    @Test
    void theFakeAccountAnswersAsPublished() throws IOException {
        server.newAccount(1);
        new Reader(server::apify).toEnd();
        JsonNode list =
                json("/v2/acts/" + Apify.ACTOR + "/runs?desc=1&limit=100").path("data");
        assertThat(names(list)).containsAll(texts(apify.path("list_required")));
        JsonNode listed = list.path("items").get(0);
        assertThat(names(listed)).containsAll(texts(apify.path("listed_run_required")));
        assertThat(texts(apify.path("listed_run_members"))).containsAll(names(listed));
        JsonNode run = json("/v2/actor-runs/run-0?waitForFinish=1").path("data");
        assertThat(names(run)).containsAll(texts(apify.path("run_required")));
        assertThat(texts(apify.path("run_members"))).containsAll(names(run));
        assertThat(texts(apify.path("run_statuses")))
                .contains(run.path("status").asText());
        Response items = get("/v2/datasets/dataset-0/items?offset=0&limit=2&format=json");
        for (String header : texts(apify.path("item_headers"))) {
            assertThat(items.headers().number(header)).as(header).isPresent();
        }
    }

    @Test
    void whatIsAskedAndWhatMeansNotNowIsPublished() throws IOException {
        FakeApify account = server.newAccount(1);
        new Reader(server::apify).toEnd();
        String bought = account.asked().stream()
                .filter(line -> line.startsWith("POST"))
                .findFirst()
                .orElseThrow();
        for (String pair : bought.substring(bought.indexOf('?') + 1).split("&")) {
            assertThat(texts(apify.path("run_parameters"))).contains(pair.substring(0, pair.indexOf('=')));
        }
        assertThat(texts(apify.path("error_types"))).containsAll(Apify.NOT_NOW).contains("record-not-found");
    }

    @Test
    void theResearchApiIsAskedAndAnsweredAsPublished() throws IOException {
        FakeResearch fake = server.newResearch(1);
        new Reader(server::research).toEnd();
        String asked = fake.asked().stream()
                .filter(line -> line.contains("/comment/list/"))
                .findFirst()
                .orElseThrow();
        assertThat(asked)
                .endsWith(
                        research.path("path").asText() + "?fields=" + String.join(",", texts(research.path("fields"))));
        assertThat(Research.COMMENTS_PER_PAGE_MAX)
                .isEqualTo(research.path("max_count_max").asInt());
        assertThat(Research.CURSOR_MAX)
                .isEqualTo(research.path("cursor_and_max_count_max").asInt());
        JsonNode answer = JSON.readTree(fake.lastAnswer);
        assertThat(names(answer.path("data"))).containsExactlyElementsOf(texts(research.path("data")));
        assertThat(names(answer.path("error"))).containsExactlyElementsOf(texts(research.path("error")));
        assertThat(names(answer.path("data").path("comments").get(0))).containsAll(texts(research.path("fields")));
    }

    private JsonNode json(String path) throws IOException {
        return JSON.readTree(get(path).body());
    }

    private Response get(String path) throws IOException {
        try (Http http = new Http(HttpSettings.of("1.0", "someone@example.org"), server.timing)) {
            return http.fetch(Request.get(server.address() + path).bearer(Optional.of(FakeApify.TOKEN)));
        }
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode published(String file) {
        try (InputStream in = PublishedContractTest.class.getResourceAsStream("/upstream/tiktok/" + file)) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(file, e);
        }
    }
}
