package dev.siiwad.source.tiktok;

import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Forecast;
import dev.siiwad.source.Position;
import dev.siiwad.source.Settings;
import dev.siiwad.source.Snapshot;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** One of the two ways to get at comments. */
interface CommentApi {
    /** What decides which comments there are. */
    Settings settings();

    /** @throws IOException if a run over so many videos makes no sense to begin; nothing is asked of upstream */
    void requireAffordable(int videos) throws IOException;

    /** What the comments of so many videos take at most. */
    Forecast forecast(int videos);

    /** The videos whose comments were read before a position, those that were set aside by their own names included. */
    List<VideoUrl> taken(VideoList videos, Position end) throws IOException;

    /** What was paid for up to a position that is not the start; empty where nothing is paid for. */
    Optional<BigDecimal> costUsd(Position position) throws IOException;

    /** Opens a reader at a position of this API. */
    DocumentReader open(Snapshot snapshot, VideoList videos, Position position) throws IOException;

    /** The same, for comments that were read before: buys nothing. */
    default DocumentReader reread(Snapshot snapshot, VideoList videos, Position position) throws IOException {
        return open(snapshot, videos, position);
    }
}
