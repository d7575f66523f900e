package dev.siiwad.source.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A piece of what a paid run has left.
 *
 * @param items without empty ones
 * @param end offset after the piece, empty items counted
 * @param total how many items the dataset has, empty ones counted; for a while after the run too few
 */
record DatasetPage(List<JsonNode> items, long offset, long end, long total) {
    /** Whether there is nothing from its offset on, not even an empty item. */
    boolean empty() {
        return end == offset;
    }
}
