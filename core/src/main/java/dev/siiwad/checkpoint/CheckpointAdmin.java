package dev.siiwad.checkpoint;

import dev.siiwad.source.SourceId;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What people do with checkpoints between runs: look, set, back up, restore, and clear up. Every change is durable on return, and wants the source
 * {@linkplain CheckpointStore#acquire acquired}; looking does not. Used by one thread at a time.
 */
public interface CheckpointAdmin {
    /** Where the checkpoints of all sources are, for messages. */
    String where();

    /** The sources that have a checkpoint, or may have one that was kept aside, in the order of their ids. */
    List<SourceId> sources() throws IOException;

    /** The stored form of the checkpoint, usable or not, at most one byte more than a checkpoint may have; empty if there is none. */
    Optional<byte[]> bytes(SourceId source) throws IOException;

    /** Whether something is seen under the checkpoint's name, whatever it is, also where it cannot be read. */
    boolean exists(SourceId source);

    /** When the checkpoint was last written, by the clock of the storage; empty if there is none. */
    Optional<Instant> written(SourceId source) throws IOException;

    /** Who holds the source now, as far as that is known; empty if no run does. */
    Optional<String> holder(SourceId source) throws IOException;

    /** Puts an offset in the place of whatever is there, as people wrote by hand. */
    void set(Saved.OffsetOnly offset) throws IOException;

    /** Where {@link #backUp} puts a copy, for messages. */
    String backup(SourceId source);

    boolean hasBackup(SourceId source) throws IOException;

    /**
     * Copies the checkpoint, usable or not, in the place of an earlier backup. Its segments stay as long as the copy does.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    void backUp(SourceId source) throws IOException;

    /**
     * Makes the backup the checkpoint, and removes it as a backup. What it replaces is {@linkplain #keepReplaced kept}. A crash, and the same call after it,
     * loses neither.
     *
     * @throws java.nio.file.NoSuchFileException if there is no backup
     * @throws CorruptCheckpointException if the backup is unusable; nothing was changed
     */
    Restored restore(SourceId source) throws IOException;

    /**
     * Copies the checkpoint, usable or not, before it is replaced by hand, to a name that no other copy has; its segments stay as long as the copy does.
     * Tells where; empty if there is no checkpoint.
     */
    Optional<String> keepReplaced(SourceId source) throws IOException;

    /** Copies kept aside, damaged or replaced by hand, written before a time; what to pass to {@link #removeKeptAside}. */
    List<String> keptAsideBefore(SourceId source, Instant before) throws IOException;

    /** @throws IllegalArgumentException if the name is not one that {@link #keptAsideBefore} gives */
    void removeKeptAside(String name) throws IOException;

    /** The checkpoint after a backup was put back, and where the one it replaced was kept, if there was one. */
    record Restored(Saved saved, Optional<String> replaced) {}
}
