package dev.siiwad.cli;

import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.publish.Publisher;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.silver.DatasetFormat;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where checkpoints, segments and datasets are kept, and what commands do with checkpoints beside runs: a directory, or a bucket. */
interface Storage extends Closeable {
    /** Where all checkpoints are, for messages. */
    String staging();

    CheckpointStore checkpoints();

    SegmentStore segments(SourceId source);

    Publisher publisher(SourceId source, SegmentStore segments, DatasetFormat format);

    /** The sources of which a checkpoint stands, or may have been kept aside. */
    List<SourceId> sources() throws IOException;

    /** Where the datasets of a source are published, for messages. */
    String datasets(SourceId source);

    /** Where the checkpoint of a source is, for messages. */
    String standing(SourceId source);

    String backup(SourceId source);

    /** The stored form of the checkpoint, usable or not. */
    Optional<byte[]> bytes(SourceId source) throws IOException;

    /** Whether something is seen under the checkpoint's name, whatever it is. */
    boolean isNamed(SourceId source);

    boolean hasBackup(SourceId source) throws IOException;

    Optional<Instant> written(SourceId source) throws IOException;

    /** Who holds the source now, as far as that is known. */
    Optional<String> holder(SourceId source) throws IOException;

    /** Puts an offset in the place of whatever stands, as people wrote by hand. */
    void set(Saved.OffsetOnly offset) throws IOException;

    void backUp(SourceId source) throws IOException;

    /** Copies what stands before it is replaced by hand; its segments stay as long as the copy does. Tells where; empty if nothing stands. */
    Optional<String> keepReplaced(SourceId source) throws IOException;

    Restored restore(SourceId source) throws IOException;

    /** Checkpoints that were kept aside, damaged or replaced by hand, written before a time. */
    List<String> keptAsideBefore(SourceId source, Instant before) throws IOException;

    void removeKeptAside(String name) throws IOException;

    /** @param what a receipt, a directory or a source; empty for everything that is published */
    Verified verify(Optional<String> what) throws IOException;

    /** What stands after a backup was put back, and where what stood before was kept, if anything did. */
    record Restored(Saved saved, Optional<String> replaced) {}

    @Override
    void close();
}
