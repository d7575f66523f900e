package dev.siiwad.source.rows;

import dev.siiwad.source.http.Checksum;
import java.util.List;
import java.util.Optional;

/**
 * One file of a dataset.
 *
 * @param path inside the repository, or the name of a local file; safe below any directory
 */
public record Shard(String path, long bytes, Optional<Checksum> checksum) {
    static final int PATH_CHARS_MAX = 1024;

    public Shard {
        boolean safe = !path.isEmpty()
                && path.length() <= PATH_CHARS_MAX
                && path.chars().noneMatch(c -> c < ' ' || c == '\\')
                && List.of(path.split("/", -1)).stream()
                        .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        if (!safe) {
            throw new IllegalArgumentException("file path is \"" + path + "\"; expected names joined by /, at most "
                    + PATH_CHARS_MAX + " characters, without .. and control characters");
        }
        if (bytes < 0) {
            throw new IllegalArgumentException(path + " has " + bytes + " bytes; expected 0 or more");
        }
    }

    /** How its rows are written. */
    public ShardFormat format() {
        return ShardFormat.of(path)
                .orElseThrow(() -> new IllegalStateException(path + ": only readable files become shards"));
    }
}
