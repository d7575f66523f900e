package dev.siiwad.source.rows;

/** What would have to be fetched and read again if the run ended now: all since a reader last said to save. */
final class UnsavedWork {
    /** So much is worth a commit, read or about to be fetched. */
    static final long BYTES_WORTH_SAVING = 1L << 20;

    /** So many requests are, however small their files. */
    static final int SHARDS_WORTH_SAVING = 100;

    private boolean documents;
    private int shards;
    private long bytes;

    /** A document was read, or quarantined. */
    void document() {
        documents = true;
    }

    /** A shard was passed. One without a byte costs nothing to pass again. */
    void passed(Shard shard) {
        bytes += shard.bytes();
        shards += shard.bytes() > 0 ? 1 : 0;
    }

    void saved() {
        documents = false;
        shards = 0;
        bytes = 0;
    }

    /** Whether passed shards take so little room that they may stay until there is something worth saving. */
    boolean isSmall() {
        return bytes < BYTES_WORTH_SAVING;
    }

    /** Whether to save before a shard is fetched; never where nothing was read. */
    boolean isWorthSavingBefore(Shard next) {
        boolean some = documents || shards >= SHARDS_WORTH_SAVING;
        return some && (shards >= SHARDS_WORTH_SAVING || !isSmall() || next.bytes() >= BYTES_WORTH_SAVING);
    }
}
