package dev.siiwad.ingest;

import dev.siiwad.duplicates.Deduplication;
import dev.siiwad.source.Settings;
import dev.siiwad.source.Source;
import dev.siiwad.transform.Transform;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which versions of reading, cleaning and publishing a run works with: those that it began with, as far as this program still has them; a new run the newest.
 *
 * @param keepRejects whether what is dropped is kept beside the dataset
 */
record Versions(Source source, Transform transform, Deduplication deduplication, boolean keepRejects) {
    private static final String TRANSFORMS = "transforms";

    /**
     * The versions whose settings are those of the run that goes on. Where none has the same, those that differ least, so that what is said of the difference is what
     * was asked for.
     *
     * @param begun the settings of the run that goes on; empty for a new one
     */
    static Versions of(
            Source source,
            Transform transform,
            Deduplication deduplication,
            boolean keepRejects,
            Optional<Settings> begun) {
        Versions newest = new Versions(source, transform, deduplication, keepRejects);
        return begun.flatMap(settings -> newest.all()
                        .min(Comparator.comparingInt(each -> differences(settings.changesTo(each.settings())))))
                .orElse(newest);
    }

    /** Those of a run that goes on, whatever is asked for now. */
    static Versions of(Source source, Transform transform, Deduplication deduplication, Settings begun) {
        return of(source, transform, deduplication, begun.keepsRejects(), Optional.of(begun));
    }

    /** What decides which documents there are and what they hold. */
    Settings settings() {
        Settings read = source.settings().with(TRANSFORMS, transform.describe());
        Settings settings = deduplication.addedTo(read);
        return keepRejects ? settings.with(Settings.KEEP_REJECTS, "true") : settings;
    }

    Entries entries() {
        return new Entries(keepRejects);
    }

    /** The first of several that differ as little is the newest. */
    private Stream<Versions> all() {
        return andEarlier(source, source.earlier())
                .flatMap(each -> andEarlier(transform, transform.earlier())
                        .flatMap(other -> andEarlier(deduplication, deduplication.earlier())
                                .map(last -> new Versions(each, other, last, keepRejects))));
    }

    private static <T> Stream<T> andEarlier(T newest, List<T> earlier) {
        return Stream.concat(Stream.of(newest), earlier.stream());
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
