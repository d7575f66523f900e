package dev.siiwad.source.tiktok;

import dev.siiwad.digest.Sha256;
import dev.siiwad.source.Position;
import dev.siiwad.source.PositionFields;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A place in the Research API: {@code video=3 cursor=200 item=17 after=7508169969612620562 taken=217 read=1400}.
 *
 * @param cursor of the current page
 * @param item how many comments of the page have been given
 * @param after id of the last of them, {@code none} at the beginning of a page
 * @param taken documents given of this video
 * @param read documents given since the start
 * @param previous six characters for each comment of the page before: new comments push some of them to the current page as well
 */
record ResearchPosition(int video, int cursor, int item, String after, long taken, long read, String previous) {
    static final ResearchPosition START = new ResearchPosition(0, 0, 0, "none", 0, 0, "");
    private static final int MARK_CHARS = 6;
    private static final Pattern MARKS = Pattern.compile("([A-Za-z0-9_-]{6}){1,100}");

    static ResearchPosition of(Position position) throws IOException {
        if (position.isStart()) {
            return START;
        }
        PositionFields fields = PositionFields.of(position);
        return new ResearchPosition(
                fields.integer("video", VideoList.VIDEOS_MAX),
                fields.integer("cursor", Research.CURSOR_MAX),
                fields.integer("item", Research.COMMENTS_PER_PAGE_MAX),
                fields.text("after", Identifiers.SAFE),
                fields.number("taken", CommentLimits.PER_VIDEO_MAX),
                fields.number("read", CommentLimits.TOTAL_MAX),
                fields.has("previous") ? fields.text("previous", MARKS) : "");
    }

    Position position() {
        return new Position("video=" + video + " cursor=" + cursor + " item=" + item + " after=" + after + " taken="
                + taken + " read=" + read + (previous.isEmpty() ? "" : " previous=" + previous));
    }

    ResearchPosition following(int index, String commentId) {
        return new ResearchPosition(video, cursor, index + 1, commentId, taken + 1, read + 1, previous);
    }

    /** After a comment that is not given, for it was given before. */
    ResearchPosition pastRepeated(int index, String commentId) {
        return new ResearchPosition(video, cursor, index + 1, commentId, taken, read, previous);
    }

    ResearchPosition atItem(int index) {
        return new ResearchPosition(video, cursor, index, after, taken, read, previous);
    }

    /** At the next page of the video. */
    ResearchPosition atCursor(int next, List<String> commentIds) {
        String marks = commentIds.stream().map(ResearchPosition::mark).collect(Collectors.joining());
        return new ResearchPosition(video, next, 0, "none", taken, read, marks);
    }

    ResearchPosition nextVideo() {
        return new ResearchPosition(video + 1, 0, 0, "none", 0, read, "");
    }

    /** After a video that is set aside and counts as one document. */
    ResearchPosition skippedVideo() {
        return new ResearchPosition(video + 1, 0, 0, "none", 0, read + 1, "");
    }

    boolean wasOnPreviousPage(String commentId) {
        String mark = mark(commentId);
        for (int begin = 0; begin < previous.length(); begin += MARK_CHARS) {
            if (previous.startsWith(mark, begin)) {
                return true;
            }
        }
        return false;
    }

    private static String mark(String commentId) {
        byte[] digest = HexFormat.of().parseHex(Sha256.hex(commentId).substring(0, 10));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest).substring(0, MARK_CHARS);
    }
}
