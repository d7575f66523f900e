package dev.siiwad.ingest;

import dev.siiwad.source.Settings;
import dev.siiwad.source.Source;
import dev.siiwad.transform.Transform;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which versions of reading and cleaning a run works with: those that it began with, as far as this program still has them; a new run the newest.
 *
 * @param keepRejects whether what is dropped is kept beside the dataset
 */
record Versions(Source source, Transform transform, boolean keepRejects) {
    /** @param begun the settings of the run that goes on; empty for a new one */
    static Versions of(Source source, Transform transform, boolean keepRejects, Optional<Settings> begun) {
        Versions newest = new Versions(source, transform, keepRejects);
        return begun.flatMap(settings -> newest.all()
                        .filter(each -> settings.changesTo(each.settings()).isEmpty())
                        .findFirst())
                .orElse(newest);
    }

    /** Those of a run that goes on, whatever is asked for now. */
    static Versions of(Source source, Transform transform, Settings begun) {
        return of(source, transform, begun.keepsRejects(), Optional.of(begun));
    }

    /** What decides which documents there are and what they hold. */
    Settings settings() {
        Settings settings = source.settings().with("transforms", transform.describe());
        return keepRejects ? settings.with(Settings.KEEP_REJECTS, "true") : settings;
    }

    Entries entries() {
        return new Entries(keepRejects);
    }

    private Stream<Versions> all() {
        List<Transform> transforms = Stream.concat(Stream.of(transform), transform.earlier().stream())
                .toList();
        return Stream.concat(Stream.of(source), source.earlier().stream())
                .flatMap(each -> transforms.stream().map(other -> new Versions(each, other, keepRejects)));
    }
}
