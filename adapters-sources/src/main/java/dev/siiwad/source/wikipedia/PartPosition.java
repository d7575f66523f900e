package dev.siiwad.source.wikipedia;

import dev.siiwad.source.Position;
import dev.siiwad.source.PositionFields;
import dev.siiwad.source.SourceException;
import java.util.List;

/**
 * A place in a dump of one or more files: {@code stream=48211093 page=7}, before it the name of the file and a blank if there are several, and
 * {@code end} after the last page of all.
 *
 * @param part which file, counted from 0; as many as there are files at the end
 */
record PartPosition(int part, DumpPosition place) {
    private static final String END = "end";

    static PartPosition parse(Position position, List<? extends DumpPart> parts) throws SourceException {
        String token = position.token();
        if (token.isEmpty()) {
            return new PartPosition(0, DumpPosition.START);
        }
        if (token.equals(END)) {
            return new PartPosition(parts.size(), DumpPosition.START);
        }
        if (parts.size() == 1) {
            return new PartPosition(0, DumpPosition.of(PositionFields.of(position)));
        }
        int blank = token.indexOf(' ');
        String name = token.substring(0, Math.max(0, blank));
        for (int part = 0; part < parts.size(); part++) {
            if (parts.get(part).name().equals(name)) {
                return new PartPosition(part, DumpPosition.of(PositionFields.of(position, token.substring(blank + 1))));
            }
        }
        throw PositionFields.wrong(
                position,
                "it does not begin with one of the files "
                        + parts.stream().map(DumpPart::name).toList());
    }

    Position position(List<? extends DumpPart> parts) {
        if (part == parts.size()) {
            return new Position(END);
        }
        return new Position((parts.size() == 1 ? "" : parts.get(part).name() + " ") + place);
    }
}
