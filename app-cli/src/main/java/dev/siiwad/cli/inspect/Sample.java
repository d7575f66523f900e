package dev.siiwad.cli.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.siiwad.storage.silver.SilverRecord;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;

/** The documents with the lowest keys, a fixed number at most, whatever the order in which they come. */
final class Sample {
    static final int TEXT_CHARS_MAX = 5000;

    private static final Comparator<Shown> BY_KEY =
            Comparator.comparingLong(Shown::key).thenComparing(Shown::row);

    private final int most;
    private final PriorityQueue<Shown> lowest = new PriorityQueue<>(BY_KEY.reversed());

    Sample(int most) {
        this.most = most;
    }

    /**
     * A document to show.
     *
     * @param row its place in the dataset, counted from 0
     * @param text its first {@value #TEXT_CHARS_MAX} characters at most
     * @param chars how many it has in all
     */
    record Shown(
            long key,
            long row,
            String id,
            String title,
            String url,
            String language,
            String text,
            long chars,
            SortedMap<String, String> metadata) {}

    void offer(long key, long row, SilverRecord record, JsonNode metadata) {
        if (lowest.size() == most && key > lowest.peek().key()) {
            return;
        }
        lowest.add(shown(key, row, record, metadata));
        if (lowest.size() > most) {
            lowest.remove();
        }
    }

    private static Shown shown(long key, long row, SilverRecord record, JsonNode metadata) {
        SortedMap<String, String> values = new TreeMap<>();
        for (Map.Entry<String, JsonNode> member : metadata.properties()) {
            values.put(member.getKey(), member.getValue().asText());
        }
        String text = record.text("text");
        int chars = text.codePointCount(0, text.length());
        return new Shown(
                key,
                row,
                record.text("id"),
                record.text("title"),
                record.text("url"),
                metadata.path(Contents.LANGUAGE).asText(record.text("language")),
                chars <= TEXT_CHARS_MAX ? text : text.substring(0, text.offsetByCodePoints(0, TEXT_CHARS_MAX)),
                chars,
                values);
    }

    List<Shown> inOrder() {
        return lowest.stream().sorted(Comparator.comparingLong(Shown::row)).toList();
    }

    List<Shown> byKey() {
        return lowest.stream().sorted(BY_KEY).toList();
    }
}
