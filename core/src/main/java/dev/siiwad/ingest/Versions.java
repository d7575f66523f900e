package dev.siiwad.ingest;

import dev.siiwad.source.Settings;
import dev.siiwad.source.Source;
import dev.siiwad.transform.Transform;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which versions of reading and cleaning a run works with: those that it began with, as far as this program still has them; a new run the newest. */
record Versions(Source source, Transform transform) {
    private static final String TRANSFORMS = "transforms";

    /**
     * The versions whose settings are those of the run that goes on. Where none has the same, those that differ least, so that what is said of the difference is what
     * was asked for.
     *
     * @param begun the settings of the run that goes on; empty for a new one
     */
    static Versions of(Source source, Transform transform, Optional<Settings> begun) {
        Versions newest = new Versions(source, transform);
        return begun.flatMap(settings -> all(source, transform)
                        .min(Comparator.comparingInt(each -> differences(settings.changesTo(each.settings())))))
                .orElse(newest);
    }

    /** What decides which documents there are and what they hold. */
    Settings settings() {
        return source.settings().with(TRANSFORMS, transform.describe());
    }

    /** The first of several that differ as little is the newest. */
    private static Stream<Versions> all(Source source, Transform transform) {
        List<Transform> transforms = Stream.concat(Stream.of(transform), transform.earlier().stream())
                .toList();
        return Stream.concat(Stream.of(source), source.earlier().stream())
                .flatMap(each -> transforms.stream().map(other -> new Versions(each, other)));
    }

    private static int differences(List<Settings.Change> changes) {
        return changes.stream()
                .mapToInt(change -> change.name().equals(TRANSFORMS) ? steps(change) : 1)
                .sum();
    }

    /** How many steps are in one chain only. */
    private static int steps(Settings.Change change) {
        Set<String> was = steps(change.was());
        Set<String> now = steps(change.now());
        Set<String> either = new TreeSet<>(was);
        either.addAll(now);
        was.retainAll(now);
        return either.size() - was.size();
    }

    private static Set<String> steps(Optional<String> chain) {
        return new TreeSet<>(List.of(chain.orElse("").split(" ")));
    }
}
