package dev.siiwad.source;

import java.util.Optional;

/**
 * Which edition of a source a run reads, pinned from its first start to its end.
 *
 * @param id identifies the edition, and the payload where there is one: equal ids mean equal payloads
 * @param payload what a reader needs beyond the id, such as the ordered list of addresses; stored once, beside the segments.
 *     To a run that carries on, none is an empty one
 */
public record Snapshot(String id, Optional<String> payload) {
    public Snapshot {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a snapshot needs an id");
        }
    }

    public static Snapshot of(String id) {
        return new Snapshot(id, Optional.empty());
    }

    public static Snapshot of(String id, String payload) {
        return new Snapshot(id, Optional.of(payload));
    }
}
