package dev.siiwad.source.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import dev.siiwad.paging.PagedList;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.PausedException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.http.HttpStatusException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the comments of one video after another, page by page. The API gives only the first {@value Research#CURSOR_MAX} of a video: where there are
 * more, that is said in the log, and is neither an error nor the end of the video.
 */
final class ResearchReader implements DocumentReader {
    private static final Logger LOG = LoggerFactory.getLogger(ResearchReader.class);

    private static final String NO_ID = "none";

    /** Pages of one video. Of a hundred comments each there are ten; where most have been deleted, pages are shorter. */
    private static final int PAGES_MAX = 200;

    private final Research research;
    private final VideoList videos;
    private final CommentLimits limits;
    private final PaidDecisions decisions;

    private ResearchPosition at;
    private Optional<CommentPage> page = Optional.empty();
    /** The cursors of the current video, as far as this process has asked for them. */
    private PagedList<Integer> cursors;

    private boolean boundary;
    /** Why the current video is set aside at the next read. */
    private Optional<String> refused = Optional.empty();

    ResearchReader(
            Research research, VideoList videos, CommentLimits limits, PaidDecisions decisions, ResearchPosition at) {
        this.decisions = decisions;
        this.research = research;
        this.videos = videos;
        this.limits = limits;
        this.at = at;
        this.cursors = cursorsFrom(at.cursor());
    }

    private static PagedList<Integer> cursorsFrom(int first) {
        return new PagedList<>("comments of a video", first, PAGES_MAX);
    }

    /** Asks for pages until there is one with a comment that has not been given. */
    @Override
    public Optional<Reading> fetch() throws IOException {
        while (at.read() < limits.total() && at.video() < videos.size()) {
            if (refused.isPresent() || !hasPage()) {
                return Optional.empty();
            }
            CommentPage current = page.orElseThrow();
            if (at.item() < current.comments().size()) {
                if (!isRepeated(current, at.item())) {
                    return Optional.empty();
                }
                at = at.pastRepeated(at.item(), id(current, at.item()));
                continue;
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
        if (instead.isPresent()) {
            return instead.get();
        }
        if (refused.isPresent()) {
            String reason = refused.get();
            VideoUrl video = videos.get(at.video());
            refused = Optional.empty();
            boundary = true;
            go(at.skippedVideo());
            throw MalformedDocumentException.unit(video.url(), reason, "");
        }
        return take(page.orElseThrow(), at.item());
    }

    private Reading take(CommentPage current, int index) throws MalformedDocumentException {
        JsonNode comment = current.comments().get(index);
        VideoUrl video = videos.get(at.video());
        String place = "comment-" + at.cursor() + "-" + index + "-of-" + video.id();
        at = at.following(index, id(current, index));
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
            go(at.atCursor(current.cursor(), ids(current)));
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
        if (next.video() != at.video()) {
            cursors = cursorsFrom(0);
        }
        at = next;
        page = Optional.empty();
    }

    /**
     * Gets the current page. Asked for again in the middle, it may have been moved by comments written since: the place is then after the last comment
     * given. False if the video is refused for good, and somebody has decided to go on without it.
     */
    private boolean hasPage() throws IOException {
        if (page.isEmpty()) {
            VideoUrl video = videos.get(at.video());
            Optional<CommentPage> fetched = fetch(video);
            if (fetched.isEmpty()) {
                return false;
            }
            List<JsonNode> comments = fetched.get().comments();
            at = at.atItem(Math.min(pastLast(comments), comments.size()));
            page = fetched;
        }
        return true;
    }

    /** Asks once more, and another video, before a failure is the video's own. */
    private Optional<CommentPage> fetch(VideoUrl video) throws IOException {
        try {
            return Optional.of(ask(video));
        } catch (SourceException | PausedException | InterruptedIOException notTheVideo) {
            throw notTheVideo;
        } catch (IOException e) {
            requireOthersAnswer(video, e);
        }
        try {
            return Optional.of(ask(video));
        } catch (SourceException | PausedException | InterruptedIOException notTheVideo) {
            throw notTheVideo;
        } catch (IOException e) {
            if (!decisions.skipFailed()) {
                throw new SourceException(
                        e.getMessage() + ". It is video " + (at.video() + 1) + " of the list, and others are answered",
                        e,
                        new Remedy.Decide("skip_failed", ""));
            }
            refused = Optional.of(reason(e));
            return Optional.empty();
        }
    }

    private CommentPage ask(VideoUrl video) throws IOException {
        CommentPage answer = research.comments(video, at.cursor());
        boolean last = !answer.hasMore() || answer.cursor() >= Research.CURSOR_MAX;
        cursors.read(List.of(), last ? Optional.empty() : Optional.of(answer.cursor()));
        return answer;
    }

    /** What is published: without the words of an answer, which may be anything. */
    private static String reason(IOException e) {
        return e instanceof HttpStatusException answered
                ? answered.url() + ": status " + answered.status()
                : e.getMessage();
    }

    private void requireOthersAnswer(VideoUrl video, IOException failure) throws IOException {
        int other = at.video() + 1 < videos.size() ? at.video() + 1 : at.video() - 1;
        if (other < 0) {
            throw failure;
        }
        try {
            research.comments(videos.get(other), 0);
        } catch (PausedException | InterruptedIOException e) {
            throw e;
        } catch (IOException alike) {
            LOG.debug("{} fails as {} does", videos.get(other).url(), video.url(), alike);
            throw failure;
        }
    }

    private boolean isRepeated(CommentPage current, int index) {
        String id = id(current, index);
        return !id.equals(NO_ID)
                && (at.wasOnPreviousPage(id) || ids(current).subList(0, index).contains(id));
    }

    private static List<String> ids(CommentPage current) {
        return IntStream.range(0, current.comments().size())
                .mapToObj(index -> id(current, index))
                .toList();
    }

    private static String id(CommentPage current, int index) {
        return CommentFields.RESEARCH.idOf(current.comments().get(index)).orElse(NO_ID);
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

    /** By videos. */
    @Override
    public OptionalDouble share() {
        return OptionalDouble.of(Math.min(1, (double) at.video() / videos.size()));
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
