package dev.siiwad.source.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A piece of what a paid run has left: fewer items than it spans where some were empty.
 *
 * @param end offset behind the piece, empty items counted
 * @param total how many items the whole dataset has, empty ones counted
 */
record DatasetPage(List<JsonNode> items, long end, long total) {
    boolean last() {
        return end >= total;
    }
}
