package dev.siiwad.source.tiktok;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What one question to the Research API gave; may be fewer comments than asked for, even none, with more to come.
 *
 * @param cursor of the next page
 */
record CommentPage(List<JsonNode> comments, int cursor, boolean hasMore) {}
