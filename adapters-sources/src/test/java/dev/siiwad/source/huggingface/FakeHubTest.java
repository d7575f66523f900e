package dev.siiwad.source.huggingface;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.siiwad.source.http.Request;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The stand-in for the Hub gives nothing that the Hub does not give. */
class FakeHubTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void listsFilesWithTheMembersThatTheHubsOwnClientTakes() throws Exception {
        JsonNode known;
        try (InputStream in = FakeHubTest.class.getResourceAsStream("/upstream/huggingface/tree-members.json")) {
            known = JSON.readTree(in);
        }
        try (FakeHub hub = new FakeHub()) {
            String sha = hub.commit(Map.of("a.jsonl", new byte[3], "b.small.jsonl", new byte[3]));
            String tree = hub.api
                    .url("/api/datasets/" + FakeHub.REPO + "/tree/" + sha)
                    .toString();

            for (JsonNode entry :
                    JSON.readTree(hub.http.fetch(Request.get(tree)).body())) {
                assertThat(members(entry))
                        .isSubsetOf(texts(known.path(entry.path("type").asText())));
                assertThat(members(entry.path("lfs"))).isSubsetOf(texts(known.path("lfs")));
            }
        }
    }

    private static List<String> members(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
