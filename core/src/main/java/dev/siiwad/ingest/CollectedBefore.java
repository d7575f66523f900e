package dev.siiwad.ingest;

import dev.siiwad.digest.Sha256;
import dev.siiwad.publish.Catalog;
import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.Datasets;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.Collected;
import dev.siiwad.source.SourceId;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The addresses that published datasets of a source hold, by their receipts, looked at when they are first asked for. Of each address eight bytes of its digest
 * are kept, and which dataset held it last.
 */
final class CollectedBefore implements Collected {
    /** So many take some hundred MB. */
    private static final int ADDRESSES_MAX = 2_000_000;

    private static final int KEY_DIGITS = 16;
    private static final int HEXADECIMAL = 16;

    private final Datasets datasets;
    private final SourceId source;
    private final Map<Long, Dataset> held = new HashMap<>();
    private final Set<Long> asked = new HashSet<>();
    private final Set<Long> fresh = new HashSet<>();
    private final SortedSet<RunId> used = new TreeSet<>();
    private Catalog catalog = new Catalog(List.of(), List.of());
    private Optional<RunId> newestOfAll = Optional.empty();
    private Optional<Dataset> newest = Optional.empty();
    private boolean loaded;

    CollectedBefore(Datasets datasets, SourceId source) {
        this.datasets = datasets;
        this.source = source;
    }

    @Override
    public boolean holds(String address, Optional<Instant> changed) throws IOException {
        load();
        long key = key(address);
        asked.add(key);
        Optional<Dataset> dataset = Optional.ofNullable(held.get(key))
                .filter(found -> changed.filter(found.started()::isBefore).isEmpty());
        if (dataset.isEmpty()) {
            fresh.add(key);
            return false;
        }
        used.add(dataset.get().run());
        if (newest.isEmpty() || Dataset.BY_AGE.compare(newest.get(), dataset.get()) < 0) {
            newest = dataset;
        }
        return true;
    }

    /**
     * The runs whose datasets a new one continues: those that hold what was asked for, and the newest that holds addresses, for what is listed moves on; and those
     * that they continue.
     */
    SortedSet<RunId> continued() {
        Set<RunId> begin = new HashSet<>(used);
        newestOfAll.ifPresent(begin::add);
        Set<RunId> all = catalog.continued(begin);
        SortedSet<RunId> continued = new TreeSet<>();
        for (Dataset dataset : catalog.datasets()) {
            if (all.contains(dataset.run())) {
                continued.add(dataset.run());
            }
        }
        return continued;
    }

    /** How many different addresses no dataset holds. */
    long fresh() {
        return fresh.size();
    }

    /** How many different addresses have been asked for. */
    long asked() {
        return asked.size();
    }

    /** The newest of the datasets that hold what was asked for. */
    Optional<Dataset> newest() {
        return newest;
    }

    private void load() throws IOException {
        if (loaded) {
            return;
        }
        catalog = datasets.catalog(source);
        for (Dataset dataset : catalog.datasets()) {
            List<String> addresses = datasets.details(dataset).origin().addresses();
            newestOfAll = addresses.isEmpty() ? newestOfAll : Optional.of(dataset.run());
            addresses.forEach(address -> held.put(key(address), dataset));
            if (held.size() > ADDRESSES_MAX) {
                throw new IOException(datasets.where(source) + ": its datasets hold " + held.size()
                        + " addresses; at most " + ADDRESSES_MAX + " are left out of a new list");
            }
        }
        loaded = true;
    }

    private static long key(String address) {
        return Long.parseUnsignedLong(Sha256.hex(address).substring(0, KEY_DIGITS), HEXADECIMAL);
    }
}
