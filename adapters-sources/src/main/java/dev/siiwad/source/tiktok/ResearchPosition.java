package dev.siiwad.source.tiktok;

import dev.siiwad.source.Position;
import dev.siiwad.source.PositionFields;
import java.io.IOException;

/**
 * A place in the Research API: {@code video=3 cursor=200 item=17 after=7508169969612620562 taken=217 read=1400}.
 *
 * @param cursor of the current page
 * @param item how many comments of the page have been given
 * @param after id of the last of them, {@code none} at the beginning of a page
 * @param taken documents given of this video
 * @param read documents given since the start
 */
record ResearchPosition(int video, int cursor, int item, String after, long taken, long read) {
    static final ResearchPosition START = new ResearchPosition(0, 0, 0, "none", 0, 0);

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
                fields.number("read", CommentLimits.TOTAL_MAX));
    }

    Position position() {
        return new Position("video=" + video + " cursor=" + cursor + " item=" + item + " after=" + after + " taken="
                + taken + " read=" + read);
    }

    ResearchPosition following(int index, String commentId) {
        return new ResearchPosition(video, cursor, index + 1, commentId, taken + 1, read + 1);
    }

    ResearchPosition atCursor(int next) {
        return new ResearchPosition(video, next, 0, "none", taken, read);
    }

    ResearchPosition nextVideo() {
        return new ResearchPosition(video + 1, 0, 0, "none", 0, read);
    }
}
