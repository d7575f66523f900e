package dev.siiwad.source.tiktok;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/** The Research API with a quota and tokens that end. Every seventh comment has been deleted, so pages are short. */
final class FakeResearch extends FaultyServer {
    static final String KEY = "awClientKey77";
    static final String SECRET = "ClientTopSecret99";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FIELDS = "id,video_id,text,like_count,reply_count,parent_comment_id,create_time";

    final Map<Long, Integer> commentsByVideo = new HashMap<>();
    int commentsElsewhere = 8;
    int quota = Integer.MAX_VALUE;
    int quotaStatus = 429;
    /** How many requests come in a burst that is too much. */
    int tooManyTimes;
    /** A video that is not answered as others are. */
    final Map<Long, MockResponse> refused = new HashMap<>();
    /** Whether each page begins with the last comment of the one before, as when a new one has been written. */
    boolean pushes;

    /** A video that always has more, and of which each page leads a step on and holds nothing. */
    long crawls;

    String lastAnswer = "";
    int tokens;
    int usesPerToken = Integer.MAX_VALUE;
    int uses;
    String errorCode = "ok";
    MockResponse instead;

    @Override
    MockResponse answer(RecordedRequest request) {
        return switch (request.getUrl().encodedPath()) {
            case "/v2/oauth/token/" -> token(request);
            case "/v2/research/video/comment/list/" -> comments(request);
            default -> status(404, "{}");
        };
    }

    private MockResponse token(RecordedRequest request) {
        String expected = "client_secret=" + SECRET;
        String form = request.getBody().utf8();
        if (!form.contains(expected) || !form.contains("grant_type=client_credentials")) {
            return status(401, "{\"error\":\"invalid_client\",\"error_description\":\"bad: " + form + "\"}");
        }
        tokens++;
        uses = 0;
        return status(
                200, "{\"access_token\":\"clt.token" + tokens + "\",\"expires_in\":7200,\"token_type\":\"Bearer\"}");
    }

    private MockResponse comments(RecordedRequest request) {
        boolean valid =
                ("Bearer clt.token" + tokens).equals(request.getHeaders().get("Authorization"));
        if (!valid || ++uses > usesPerToken) {
            return error(401, "access_token_invalid");
        }
        if (tooManyTimes-- > 0) {
            return error(429, "rate_limit_exceeded");
        }
        if (quota-- <= 0) {
            return error(quotaStatus, "daily_quota_limit_exceeded");
        }
        if (!errorCode.equals("ok")) {
            return error(200, errorCode);
        }
        try {
            JsonNode body = JSON.readTree(request.getBody().utf8());
            boolean within =
                    body.path("cursor").asInt() + body.path("max_count").asInt() <= 1000;
            if (!within || !FIELDS.equals(request.getUrl().queryParameter("fields"))) {
                return error(400, "invalid_params");
            }
            MockResponse own = refused.get(body.path("video_id").asLong());
            return instead != null ? instead : own != null ? own : page(body);
        } catch (JsonProcessingException e) {
            return error(400, "invalid_params");
        }
    }

    private MockResponse page(JsonNode body) {
        long video = body.path("video_id").asLong();
        int cursor = body.path("cursor").asInt();
        if (video == crawls) {
            return status(
                    200,
                    "{\"data\":{\"comments\":[],\"cursor\":" + (cursor + 1)
                            + ",\"has_more\":true},\"error\":{\"code\":\"ok\"}}");
        }
        int total = commentsByVideo.getOrDefault(video, commentsElsewhere);
        int end = Math.min(total, cursor + Math.min(body.path("max_count").asInt(), 3 + cursor));
        ObjectNode data = JSON.createObjectNode();
        ArrayNode comments = data.putArray("comments");
        for (int n = Math.max(0, pushes ? cursor - 2 : cursor); n < end; n++) {
            if (n % 7 != 6) {
                comments.add(comment(video, n));
            }
        }
        data.put("cursor", end).put("has_more", end < total);
        ObjectNode root = JSON.createObjectNode();
        root.set("data", data);
        root.putObject("error").put("code", "ok").put("message", "").put("log_id", "1");
        lastAnswer = root.toString();
        return status(200, lastAnswer);
    }

    private static ObjectNode comment(long video, int n) {
        return JSON.createObjectNode()
                .put("id", video % 10_000 * 100_000 + n)
                .put("video_id", video)
                .put("text", n == 2 ? "  " : "Faallo " + n)
                .put("create_time", 1671491598L + n)
                .put("like_count", 50 + n)
                .put("reply_count", 0)
                .put("parent_comment_id", n == 3 ? 77L : video)
                .put("username", FakeApify.PERSON);
    }

    private static MockResponse error(int status, String code) {
        return status(status, "{\"error\": {\"code\": \"" + code + "\", \"message\": \"no\", \"log_id\": \"1\"}}");
    }
}
