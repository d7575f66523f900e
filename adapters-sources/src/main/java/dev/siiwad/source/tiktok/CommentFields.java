package dev.siiwad.source.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import dev.siiwad.document.Document;
import dev.siiwad.source.MalformedDocumentException;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an API calls the members of a comment that are taken; no other member is ever looked at, so nothing that tells who wrote a comment can
 * get out. What cannot be read is quarantined without its text.
 */
record CommentFields(String id, String text, String created, String likes, String replyTo) {
    static final CommentFields APIFY = new CommentFields("cid", "text", "createTime", "diggCount", "repliesToId");
    static final CommentFields RESEARCH =
            new CommentFields("id", "text", "create_time", "like_count", "parent_comment_id");
    /** TikTok itself allows 150. */
    static final int TEXT_CHARS_MAX = 10_000;

    private static final long SECONDS_MAX = 253_402_300_799L;

    /**
     * Makes a document of a comment. TikTok has no address for a comment; a fragment after the video's makes it one of its own, so that two people
     * who wrote the same words stay two documents.
     *
     * @param place such as {@code item 12}, for a comment without an id
     */
    Document document(JsonNode comment, Optional<VideoUrl> found, String place) throws MalformedDocumentException {
        String commentId = Identifiers.of(comment.path(id))
                .orElseThrow(
                        () -> malformed(comment, place, "it has no comment id \"" + id + "\"" + errorCode(comment)));
        VideoUrl video =
                found.orElseThrow(() -> malformed(comment, commentId, "it does not say which video it belongs to"));
        String written = comment.path(text).isTextual() ? comment.path(text).asText() : "";
        if (written.isBlank()) {
            throw malformed(comment, commentId, "it has no text");
        }
        if (written.length() > TEXT_CHARS_MAX) {
            throw malformed(
                    comment,
                    commentId,
                    "its text has " + written.length() + " characters; at most " + TEXT_CHARS_MAX + " are taken");
        }
        SortedMap<String, Object> metadata = new TreeMap<>();
        metadata.put("comment_id", commentId);
        metadata.put("video_id", Long.toString(video.id()));
        metadata.put("video_url", video.url());
        writtenAt(comment).ifPresent(time -> metadata.put("date_published", time.toString()));
        if (comment.path(likes).isIntegralNumber() && comment.path(likes).canConvertToLong()) {
            metadata.put("like_count", comment.path(likes).asLong());
        }
        Identifiers.of(comment.path(replyTo))
                .filter(parent -> !parent.equals("0") && !parent.equals(Long.toString(video.id())))
                .ifPresent(parent -> metadata.put("reply_to", parent));
        return new Document(commentId, "", written, video.url() + "#comment-" + commentId, metadata);
    }

    /** The id alone, for finding a comment again. */
    Optional<String> idOf(JsonNode comment) {
        return Identifiers.of(comment.path(id));
    }

    private Optional<Instant> writtenAt(JsonNode comment) {
        JsonNode seconds = comment.path(created);
        boolean valid = seconds.isIntegralNumber()
                && seconds.canConvertToLong()
                && seconds.asLong() > 0
                && seconds.asLong() <= SECONDS_MAX;
        return valid ? Optional.of(Instant.ofEpochSecond(seconds.asLong())) : Optional.empty();
    }

    /** Upstream's word for what is wrong, such as {@code POST_NOT_FOUND}, where it gives one instead of a comment. */
    private static String errorCode(JsonNode comment) {
        String code = comment.path("errorCode").asText();
        return code.matches("[A-Z0-9_]{1,40}") ? "; upstream says " + code : "";
    }

    private MalformedDocumentException malformed(JsonNode comment, String documentId, String reason) {
        String time = writtenAt(comment).map(Instant::toString).orElse("unknown");
        String excerpt = id + "=" + Identifiers.of(comment.path(id)).orElse("none") + " " + created + "=" + time;
        return new MalformedDocumentException(documentId, reason, excerpt);
    }
}
