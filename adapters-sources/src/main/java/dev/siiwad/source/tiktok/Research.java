package dev.siiwad.source.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.siiwad.source.PausedException;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpStatusException;
import dev.siiwad.source.http.Request;
import dev.siiwad.source.http.Timing;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The questions that TikTok's Research API v2 answers, as far as comments need them. */
final class Research {
    static final String ROOT = "https://open.tiktokapis.com";
    static final int COMMENTS_PER_PAGE_MAX = 100;
    /** Only the first comments of a video are given: cursor and count together may not pass this. */
    static final int CURSOR_MAX = 1000;

    private static final String PATH = "/v2/research/video/comment/list/?fields="
            + "id,video_id,text,like_count,reply_count,parent_comment_id,create_time";
    private static final String EXPIRED = "access_token_invalid";
    /** Too many requests; whether in a short time or on this day, this code does not say. */
    private static final String TOO_MANY = "rate_limit_exceeded";

    private static final String QUOTA_USED_UP = "daily_quota_limit_exceeded";
    /** TikTok counts requests in a window of a minute. */
    private static final Duration TOO_MANY_WAIT = Duration.ofMinutes(1);

    private static final Duration TOO_MANY_MAX = Duration.ofMinutes(10);
    private static final Pattern CODE = Pattern.compile("\"code\"\\s*:\\s*\"([a-z_]{1,60})\"");
    private static final long BODY_BYTES_MAX = 4L << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Http http;
    private final Timing timing;
    private final String url;
    private final ResearchToken token;

    Research(Http http, Timing timing, String root, ResearchClient client) {
        this.http = http;
        this.timing = timing;
        this.url = root + PATH;
        this.token = new ResearchToken(http, timing, root, client);
    }

    /**
     * Comments of a video from a cursor on.
     *
     * @throws PausedException if the day's quota is used up, or there have been too many requests for longer than is waited
     */
    CommentPage comments(VideoUrl video, int cursor) throws IOException {
        int count = Math.min(COMMENTS_PER_PAGE_MAX, CURSOR_MAX - cursor);
        long began = timing.nanos();
        Answer answer = askWithToken(video, cursor, count);
        while (answer.code.equals(TOO_MANY)) {
            if (timing.nanos() - began >= TOO_MANY_MAX.toNanos()) {
                throw tooMany();
            }
            http.pause(TOO_MANY_WAIT, url + ": too many requests");
            answer = askWithToken(video, cursor, count);
        }
        if (answer.code.equals(QUOTA_USED_UP)) {
            throw quotaUsedUp();
        }
        if (!answer.code.equals("ok")) {
            String problem = url + ": error code \"" + answer.code + "\" for " + video.url() + " at cursor " + cursor;
            String advice = advice(answer.code);
            throw advice.isEmpty() ? new IOException(problem) : new SourceException(problem + advice);
        }
        return page(video, cursor, count, answer.data.orElseThrow());
    }

    private Answer askWithToken(VideoUrl video, int cursor, int count) throws IOException {
        Answer answer = ask(video, cursor, count);
        if (answer.code.equals(EXPIRED)) {
            token.forget();
            return ask(video, cursor, count);
        }
        return answer;
    }

    /** What the API said: a code, and data if the code is {@code ok}. */
    private record Answer(String code, Optional<JsonNode> data) {}

    private Answer ask(VideoUrl video, int cursor, int count) throws IOException {
        String body = JSON.createObjectNode()
                .put("video_id", video.id())
                .put("max_count", count)
                .put("cursor", cursor)
                .toString();
        Request request = Request.postJson(url, body)
                .asRetried()
                .withBodyBytesMax(BODY_BYTES_MAX)
                .bearer(Optional.of(token.value()));
        try {
            JsonNode root = JsonBody.object(request, http.fetch(request));
            String code = root.path("error").path("code").asText();
            return new Answer(code.matches("[a-z_]{1,60}") ? code : "unknown", Optional.of(root.path("data")));
        } catch (HttpStatusException e) {
            Matcher code = CODE.matcher(e.excerpt());
            boolean coded = code.find();
            if (e.status() == 429) {
                boolean dayIsOver = coded && code.group(1).equals(QUOTA_USED_UP);
                return new Answer(dayIsOver ? QUOTA_USED_UP : TOO_MANY, Optional.empty());
            }
            if (coded && e.status() < 500 && !code.group(1).equals("ok")) {
                return new Answer(code.group(1), Optional.empty());
            }
            throw e;
        }
    }

    private CommentPage page(VideoUrl video, int cursor, int count, JsonNode data) throws IOException {
        String where = url + ": " + video.url() + " at cursor " + cursor;
        if (!data.path("has_more").isBoolean() || !data.path("cursor").isIntegralNumber()) {
            throw new IOException(where + ": the answer has no \"has_more\" and \"cursor\"; the end cannot be told");
        }
        boolean hasMore = data.path("has_more").asBoolean();
        long next = data.path("cursor").asLong();
        if (hasMore && next <= cursor) {
            throw new IOException(where + ": there is more, but the next cursor is " + next);
        }
        boolean list = data.path("comments").isArray() || data.path("comments").isNull();
        if (!list && data.has("comments")) {
            throw new IOException(where + ": \"comments\" is not a list");
        }
        List<JsonNode> comments = new ArrayList<>();
        data.path("comments").forEach(comments::add);
        if (comments.size() > count) {
            throw new IOException(where + ": got " + comments.size() + " comments; asked for " + count);
        }
        return new CommentPage(comments, (int) Math.min(next, CURSOR_MAX), hasMore);
    }

    private PausedException quotaUsedUp() {
        Instant midnight = midnight();
        return new PausedException(
                url + ": the quota of this day (1000 requests) is used up until " + midnight, midnight);
    }

    private PausedException tooMany() {
        Instant later = timing.now().plus(TOO_MANY_MAX);
        return new PausedException(
                url + ": status 429 (" + TOO_MANY + ") for " + TOO_MANY_MAX.toMinutes()
                        + " min. It may be a short limit; try again from " + later
                        + ". If it is the quota of this day, that ends at " + midnight(),
                later);
    }

    private Instant midnight() {
        return timing.now()
                .atOffset(ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.DAYS)
                .plusDays(1)
                .toInstant();
    }

    private static String advice(String code) {
        return switch (code) {
            case EXPIRED -> ". A token made just now is refused: check client key and secret";
            case "scope_not_authorized", "scope_permission_missed" ->
                ". The client needs the scope research.data.basic";
            default -> "";
        };
    }
}
