package dev.siiwad.source.wikipedia.wikitext;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Templates that show the same of their arguments: their patterns, in the order they are tried. */
record TemplateFamily(List<ShownPattern> patterns) {
    static final TemplateFamily HOLE = TemplateFamily.of("\\" + Marks.HOLE);

    static TemplateFamily of(String patterns) {
        return new TemplateFamily(
                patterns.isEmpty()
                        ? List.of()
                        : Stream.of(patterns.split(" // "))
                                .map(ShownPattern::of)
                                .toList());
    }

    /** What a call shows; nothing where no pattern finds its arguments. */
    String shown(TemplateCall call, TemplateWords words) {
        for (ShownPattern pattern : patterns) {
            Optional<String> shown = pattern.of(call, words);
            if (shown.isPresent()) {
                return shown.get();
            }
        }
        return "";
    }
}
