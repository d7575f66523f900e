package dev.siiwad.duplicates;

import dev.siiwad.publish.Catalog;
import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.Datasets;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.Settings;
import dev.siiwad.source.SourceId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Published datasets of any source, whose documents a run does not publish again.
 *
 * @param asked how they were asked for: by ids of sources, whose current datasets are meant, and of runs
 * @param pinned which datasets that came to when the run began, at most {@value #DATASETS_MAX}; it keeps to them
 */
public record Against(SortedSet<String> asked, SortedSet<PinnedDataset> pinned) {
    public static final int DATASETS_MAX = 100;

    /** The name of the setting with what was asked for. */
    public static final String SETTING = "against";

    /** The name of the setting with what that came to. */
    public static final String PINNED_SETTING = "against_datasets";

    public static final Against NOTHING = new Against(new TreeSet<>(), new TreeSet<>());

    private static final String SEPARATOR = ",";

    public Against {
        asked = Collections.unmodifiableSortedSet(new TreeSet<>(asked));
        pinned = Collections.unmodifiableSortedSet(new TreeSet<>(pinned));
        if (pinned.size() > DATASETS_MAX) {
            throw new IllegalArgumentException(
                    "documents are compared with " + pinned.size() + " datasets; expected at most " + DATASETS_MAX);
        }
    }

    /**
     * Datasets by the ids of their sources or runs.
     *
     * @throws IllegalArgumentException if one could be neither
     */
    public static Against named(List<String> names) {
        names.forEach(SourceId::new);
        return new Against(new TreeSet<>(names), new TreeSet<>());
    }

    /** Those that a run was begun with. */
    public static Against in(Settings settings) {
        return new Against(
                words(settings, SETTING),
                words(settings, PINNED_SETTING).stream()
                        .map(PinnedDataset::parse)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    public boolean isEmpty() {
        return asked.isEmpty();
    }

    /** These as settings of a run, beside others. */
    public Settings addedTo(Settings settings) {
        Settings more = asked.isEmpty() ? settings : settings.with(SETTING, String.join(SEPARATOR, asked));
        return pinned.isEmpty()
                ? more
                : more.with(
                        PINNED_SETTING,
                        pinned.stream().map(PinnedDataset::toString).collect(Collectors.joining(SEPARATOR)));
    }

    /** What is asked for, as far as datasets are pinned for it already. */
    public Against keepingTo(Against begun) {
        return new Against(asked, begun.pinned);
    }

    /**
     * Pins the datasets that are asked for.
     *
     * @throws UnknownDatasetException if one is not there
     * @throws ChangedDatasetException if one is damaged, as far as that shows without reading it
     */
    public Against pinnedIn(Datasets datasets) throws IOException {
        SortedSet<PinnedDataset> found = new TreeSet<>();
        for (String name : asked) {
            for (Dataset dataset : named(name, datasets)) {
                PinnedDataset.requireSound(dataset);
                found.add(PinnedDataset.of(dataset));
            }
        }
        return new Against(asked, found);
    }

    /** @throws ChangedDatasetException if one that is pinned is not there any more as it was */
    public void require(Datasets datasets) throws IOException {
        for (PinnedDataset each : pinned) {
            each.in(datasets);
        }
    }

    /** The runs whose datasets are pinned of one source. */
    public Set<RunId> of(SourceId source) {
        return pinned.stream()
                .filter(each -> each.source().equals(source))
                .map(PinnedDataset::run)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Dataset> named(String name, Datasets datasets) throws IOException {
        List<String> known = new ArrayList<>();
        for (SourceId source : datasets.sources()) {
            Catalog catalog = datasets.catalog(source);
            List<Dataset> meant = source.value().equals(name)
                    ? current(catalog)
                    : catalog.datasets().stream()
                            .filter(dataset -> dataset.run().value().equals(name))
                            .toList();
            if (!meant.isEmpty()) {
                return meant;
            }
            known.add(source.value());
            catalog.datasets().forEach(dataset -> known.add(dataset.run().value()));
        }
        throw new UnknownDatasetException(name, known);
    }

    /** Where none is sound, all: what is wrong with one is then said. */
    private static List<Dataset> current(Catalog catalog) {
        return catalog.current().isEmpty() ? catalog.datasets() : catalog.current();
    }

    private static SortedSet<String> words(Settings settings, String name) {
        String value = settings.values().getOrDefault(name, "");
        return value.isEmpty() ? new TreeSet<>() : new TreeSet<>(List.of(value.split(SEPARATOR)));
    }
}
