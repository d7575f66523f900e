package dev.siiwad.ingest;

import dev.siiwad.source.Settings;
import dev.siiwad.source.Source;
import dev.siiwad.transform.Transform;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which versions of reading and cleaning a run works with: those that it began with, as far as this program still has them; a new run the newest. */
record Versions(Source source, Transform transform) {
    /** @param begun the settings of the run that goes on; empty for a new one */
    static Versions of(Source source, Transform transform, Optional<Settings> begun) {
        Versions newest = new Versions(source, transform);
        return begun.flatMap(settings -> all(source, transform)
                        .filter(each -> settings.changesTo(each.settings()).isEmpty())
                        .findFirst())
                .orElse(newest);
    }

    /** What decides which documents there are and what they hold. */
    Settings settings() {
        return source.settings().with("transforms", transform.describe());
    }

    private static Stream<Versions> all(Source source, Transform transform) {
        List<Transform> transforms = Stream.concat(Stream.of(transform), transform.earlier().stream())
                .toList();
        return Stream.concat(Stream.of(source), source.earlier().stream())
                .flatMap(each -> transforms.stream().map(other -> new Versions(each, other)));
    }
}
