package dev.siiwad.storage.json;

import dev.siiwad.segment.Predecessors;
import dev.siiwad.segment.Predecessors.Start;
import dev.siiwad.source.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where segments begin, as {@code {"first_indexes":[39000,38412,…],"positions":["…"]}}, the nearest first; positions of the first of them alone. */
final class EarlierStarts {
    static final String MEMBER = "earlier";

    private EarlierStarts() {}

    static Map<String, Object> written(List<Start> starts) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("first_indexes", starts.stream().map(Start::firstIndex).toList());
        members.put(
                "positions",
                starts.stream()
                        .flatMap(start -> start.position().stream())
                        .map(Position::token)
                        .toList());
        return members;
    }

    /**
     * Those that an object has; none if it has no such member, as earlier builds wrote it.
     *
     * @throws IllegalArgumentException if they are not what was written
     */
    static List<Start> in(CheckedMembers object) {
        if (!object.node().has(MEMBER)) {
            return List.of();
        }
        CheckedMembers members = object.object(MEMBER);
        List<Long> offsets = members.integers("first_indexes");
        List<String> positions = members.strings("positions");
        if (positions.size() > offsets.size() || offsets.size() > Predecessors.COUNT_MAX) {
            throw new IllegalArgumentException(
                    object.within() + MEMBER + " has " + offsets.size() + " first_indexes and "
                            + positions.size() + " positions; expected at most " + Predecessors.COUNT_MAX
                            + ", and no more positions than those");
        }
        List<Start> starts = new ArrayList<>();
        for (int n = 0; n < offsets.size(); n++) {
            starts.add(new Start(
                    offsets.get(n),
                    n < positions.size() ? Optional.of(new Position(positions.get(n))) : Optional.empty()));
        }
        return starts;
    }
}
