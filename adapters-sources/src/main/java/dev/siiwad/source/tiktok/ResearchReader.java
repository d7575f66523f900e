package dev.siiwad.source.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the comments of one video after another, page by page. The API gives only the first {@value Research#CURSOR_MAX} of a video: where there are
 * more, that is said in the log, and is neither an error nor the end of the video.
 */
final class ResearchReader implements DocumentReader {
    private static final Logger LOG = LoggerFactory.getLogger(ResearchReader.class);

    private final Research research;
    private final VideoList videos;
    private final CommentLimits limits;

    private ResearchPosition at;
    private Optional<CommentPage> page = Optional.empty();
    private boolean boundary;

    ResearchReader(Research research, VideoList videos, CommentLimits limits, ResearchPosition at) {
        this.research = research;
        this.videos = videos;
        this.limits = limits;
        this.at = at;
    }

    /** Asks for pages until there is one with a comment that has not been given. */
    @Override
    public Optional<Reading> fetch() throws IOException {
        while (at.read() < limits.total() && at.video() < videos.size()) {
            CommentPage current = page();
            if (at.item() < current.comments().size()) {
                return Optional.empty();
            }
            int video = at.video();
            boolean noComments = at.taken() == 0;
            leave(current);
            if (noComments && at.video() != video) {
                return Optional.of(new Reading.Save("after a video without comments"));
            }
        }
        return Optional.of(new Reading.End());
    }

    @Override
    public Reading read() throws IOException, MalformedDocumentException {
        boundary = false;
        Optional<Reading> instead = fetch();
        return instead.isPresent() ? instead.get() : take(page.orElseThrow(), at.item());
    }

    private Reading take(CommentPage current, int index) throws MalformedDocumentException {
        JsonNode comment = current.comments().get(index);
        VideoUrl video = videos.get(at.video());
        String place = "comment-" + at.cursor() + "-" + index + "-of-" + video.id();
        at = at.following(index, CommentFields.RESEARCH.idOf(comment).orElse("none"));
        boolean enough = at.taken() == limits.perVideo();
        boundary = enough || index + 1 == current.comments().size();
        if (enough) {
            go(at.nextVideo());
        } else if (boundary) {
            leave(current);
        }
        return new Reading.Read(CommentFields.RESEARCH.document(comment, Optional.of(video), place));
    }

    /** Leaves a page that has been given whole, so that a resume does not ask for it again. */
    private void leave(CommentPage current) {
        if (current.hasMore() && current.cursor() < Research.CURSOR_MAX) {
            go(at.atCursor(current.cursor()));
            return;
        }
        if (current.hasMore()) {
            LOG.warn(
                    "{} has more comments than the {} that the Research API gives of a video",
                    videos.get(at.video()).url(),
                    Research.CURSOR_MAX);
        }
        go(at.nextVideo());
    }

    private void go(ResearchPosition next) {
        at = next;
        page = Optional.empty();
    }

    /**
     * The current page. Asked for again in the middle, it may have been moved by comments written since: the place is then after the last
     * comment given.
     */
    private CommentPage page() throws IOException {
        if (page.isEmpty()) {
            CommentPage fetched = research.comments(videos.get(at.video()), at.cursor());
            int item = Math.min(pastLast(fetched.comments()), fetched.comments().size());
            at = new ResearchPosition(at.video(), at.cursor(), item, at.after(), at.taken(), at.read());
            page = Optional.of(fetched);
        }
        return page.get();
    }

    private int pastLast(List<JsonNode> comments) {
        for (int index = 0;
                index < comments.size() && at.item() > 0 && !at.after().equals("none");
                index++) {
            if (CommentFields.RESEARCH.idOf(comments.get(index)).orElse("").equals(at.after())) {
                return index + 1;
            }
        }
        return at.item();
    }

    @Override
    public Position position() {
        return at.position();
    }

    @Override
    public long skip(long count) throws IOException {
        return Skipping.skip(this, count);
    }

    @Override
    public boolean atBoundary() {
        return boundary;
    }

    @Override
    public void close() {
        page = Optional.empty();
    }
}
