package dev.siiwad;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.ingest.Progress;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What a log for machines says of an event: its name, and its numbers and names under theirs. */
final class EventFields {
    /** As the Python project calls them, where it has such an event; others are called by their class, {@code newer_snapshot}. */
    private static final Map<Class<? extends Progress.Event>, String> NAMES = Map.ofEntries(
            Map.entry(Progress.Found.class, "checkpoint_found"),
            Map.entry(Progress.Resuming.class, "run_resumed"),
            Map.entry(Progress.Starting.class, "discovery_start"),
            Map.entry(Progress.Claimed.class, "discovery_complete"),
            Map.entry(Progress.Reading.class, "process_start"),
            Map.entry(Progress.Processed.class, "process_success"),
            Map.entry(Progress.Quarantined.class, "process_failed"),
            Map.entry(Progress.SetAside.class, "fetch_failed"),
            Map.entry(Progress.Committed.class, "checkpoint_saved"),
            Map.entry(Progress.Encoded.class, "publish_progress"),
            Map.entry(Progress.Publishing.class, "publish_start"),
            Map.entry(Progress.Published.class, "publish_complete"),
            Map.entry(Progress.Complete.class, "run_complete"));

    private EventFields() {}

    static String name(Progress.Event event) {
        if (event instanceof Progress.Processed processed && !processed.kept()) {
            return "filter_applied";
        }
        return NAMES.getOrDefault(event.getClass(), snake(event.getClass().getSimpleName()));
    }

    /** By the components of its record; those that are neither numbers, names nor a checkpoint are in its message. */
    static Map<String, Object> of(Progress.Event event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (RecordComponent component : event.getClass().getRecordComponents()) {
            try {
                put(snake(component.getName()), component.getAccessor().invoke(event), fields);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(event + " does not tell its " + component.getName(), e);
            }
        }
        return fields;
    }

    private static void put(String name, Object value, Map<String, Object> fields) {
        if (value instanceof Checkpoint checkpoint) {
            fields.put("offset", checkpoint.lastIndex());
            fields.put("processed", checkpoint.processedCount());
            fields.put("attempt", checkpoint.attempt());
        } else if (value instanceof Number || value instanceof Boolean || value instanceof String) {
            fields.put(name, value);
        } else if (value instanceof OptionalLong number) {
            number.ifPresent(known -> fields.put(name, known));
        } else if (value instanceof OptionalDouble number) {
            number.ifPresent(known -> fields.put(name, known));
        }
    }

    private static String snake(String camel) {
        return camel.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
