package dev.siiwad.source.rows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists as {@link List}, structs and maps as {@link Map}, with their null members. */
final class ArrowNesting {
    private ArrowNesting() {}

    static ArrowColumn.Values list(ArrowOffsets offsets, ArrowColumn elements) {
        return (row, room) -> {
            List<Object> list = new ArrayList<>();
            int first = offsets.of(row);
            for (int i = 0, count = offsets.count(row); i < count; i++) {
                list.add(elements.at(first + i, room).orElse(null));
            }
            return Optional.of(list);
        };
    }

    static ArrowColumn.Values struct(Map<String, ArrowColumn> members) {
        return (row, room) -> {
            Map<String, Object> struct = new LinkedHashMap<>();
            for (Map.Entry<String, ArrowColumn> member : members.entrySet()) {
                struct.put(member.getKey(), member.getValue().at(row, room).orElse(null));
            }
            return Optional.of(struct);
        };
    }

    /**
     * Keys are written as text.
     *
     * @param entries the keys and the values
     */
    static ArrowColumn.Values map(ArrowOffsets offsets, List<ArrowColumn> entries) {
        return (row, room) -> {
            Map<String, Object> map = new LinkedHashMap<>();
            int first = offsets.of(row);
            for (int i = 0, count = offsets.count(row); i < count; i++) {
                String key = String.valueOf(entries.get(0).at(first + i, room).orElse(null));
                map.put(key, entries.get(1).at(first + i, room).orElse(null));
            }
            return Optional.of(map);
        };
    }
}
