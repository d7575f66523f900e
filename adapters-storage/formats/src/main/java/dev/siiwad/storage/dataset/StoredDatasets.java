package dev.siiwad.storage.dataset;

import dev.siiwad.digest.Sha256;
import dev.siiwad.publish.Catalog;
import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.DatasetDetails;
import dev.siiwad.publish.Datasets;
import dev.siiwad.publish.Receipt;
import dev.siiwad.publish.Verification;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.silver.Edition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Published datasets {@code source=<SOURCE>/date_accessed=<D>/…}, wherever they are kept. Public for every storage. */
public final class StoredDatasets implements Datasets {
    private static final int RECEIPT_BYTES_MAX = 64 << 20;

    private final DatasetPlace place;
    private final DatasetRemoval removal;
    private final Descriptions descriptions;

    public StoredDatasets(DatasetPlace place) {
        this.place = place;
        this.removal = new DatasetRemoval(place);
        this.descriptions = new Descriptions(place);
    }

    @Override
    public String where(SourceId source) {
        return place.where(Layout.source(source));
    }

    @Override
    public List<SourceId> sources() throws IOException {
        return place.directories("").stream()
                .flatMap(name -> Layout.sourceNamed(name).stream())
                .sorted()
                .toList();
    }

    @Override
    public Catalog catalog(SourceId source) throws IOException {
        List<Dataset> datasets = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        String ofSource = Layout.source(source);
        for (String day : place.directories(ofSource)) {
            if (!Layout.isDay(day)) {
                continue;
            }
            SortedMap<String, Long> files = place.files(ofSource + "/" + day);
            for (String name : files.keySet()) {
                if (DatasetNames.isReceipt(name) && !isBeingRemoved(name, files)) {
                    try {
                        datasets.add(dataset(source, day, name, files));
                    } catch (IOException e) {
                        unreadable.add(e.getMessage());
                    }
                }
            }
        }
        return new Catalog(datasets, unreadable);
    }

    @Override
    public boolean isPublished(SourceId source, RunId run, Instant started) throws IOException {
        return place.exists(Layout.dataset(source, Edition.day(run, started)) + "/" + new DatasetNames(run).receipt());
    }

    private static boolean isBeingRemoved(String receipt, SortedMap<String, Long> files) {
        return DatasetNames.ofReceipt(receipt)
                .map(names -> files.containsKey(names.removing()))
                .orElse(false);
    }

    private Dataset dataset(SourceId source, String day, String name, SortedMap<String, Long> files)
            throws IOException {
        String path = Layout.source(source) + "/" + day + "/" + name;
        byte[] bytes = bytes(path);
        StoredReceipt receipt = StoredReceipt.read(place.where(path), bytes);
        try {
            receipt.requirePlace(Optional.of(source), name);
            return receipt.dataset(
                    LocalDate.parse(day.substring(day.indexOf('=') + 1)),
                    place.where(path),
                    "sha256:" + Sha256.hex(bytes),
                    problems(receipt, Layout.source(source) + "/" + day, files));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException(place.where(path) + ": " + e.getMessage(), e);
        }
    }

    @Override
    public DatasetDetails details(Dataset dataset) throws IOException {
        String path = Layout.source(dataset.source()) + "/" + Layout.day(dataset.day()) + "/"
                + new DatasetNames(dataset.run()).receipt();
        StoredReceipt receipt = StoredReceipt.read(place.where(path), bytes(path));
        return new DatasetDetails(receipt.setAside(), receipt.origin());
    }

    /** By names and lengths. */
    private List<String> problems(StoredReceipt receipt, String directory, SortedMap<String, Long> files) {
        List<String> problems = new ArrayList<>();
        for (Receipt.PublishedFile file : receipt.files()) {
            Long bytes = files.get(file.name());
            if (bytes == null) {
                problems.add(place.where(directory + "/" + file.name()) + ": is missing");
            } else if (bytes != file.bytes()) {
                problems.add(place.where(directory + "/" + file.name()) + ": has " + bytes + " bytes; its receipt says "
                        + file.bytes());
            }
        }
        return problems;
    }

    private byte[] bytes(String path) throws IOException {
        try (InputStream in = place.open(path)) {
            byte[] bytes = in.readNBytes(RECEIPT_BYTES_MAX + 1);
            if (bytes.length > RECEIPT_BYTES_MAX) {
                throw new IOException(
                        place.where(path) + ": has more than " + RECEIPT_BYTES_MAX + " bytes; a receipt has fewer");
            }
            return bytes;
        }
    }

    @Override
    public List<String> files(SourceId source) throws IOException {
        List<String> files = new ArrayList<>();
        for (String day : place.directories(Layout.source(source))) {
            if (Layout.isDay(day)) {
                place.files(Layout.source(source) + "/" + day).keySet().stream()
                        .filter(DatasetNames::isPublished)
                        .forEach(name -> files.add(day + "/" + name));
            }
        }
        return List.copyOf(files);
    }

    @Override
    public InputStream open(SourceId source, String file) throws IOException {
        return place.open(Layout.source(source) + "/" + file);
    }

    @Override
    public List<Receipt.PublishedFile> parts(Dataset dataset) {
        return dataset.files().stream()
                .filter(file -> PartFormats.ofPart(file.name()).isPresent())
                .toList();
    }

    @Override
    public void read(Dataset dataset, Receipt.PublishedFile part, Texts texts) throws IOException {
        new PartReading(place, dataset, part).read(texts);
    }

    @Override
    public Verification verify(Optional<SourceId> source) throws IOException {
        Verification verified = verified(source);
        if (source.isPresent()) {
            return verified;
        }
        List<String> findings = new ArrayList<>(verified.findings());
        findings.addAll(descriptions.stale(this::readable));
        return new Verification(verified.datasets(), findings);
    }

    private Verification verified(Optional<SourceId> source) throws IOException {
        if (place.directory().isPresent()) {
            Path silver = place.directory().get();
            return new DatasetVerification()
                    .verify(source.map(id -> silver.resolve(Layout.source(id))).orElse(silver))
                    .summary();
        }
        return CopiedDatasets.verify(this, source.isPresent() ? List.of(source.get()) : sources());
    }

    @Override
    public List<String> describe() throws IOException {
        List<String> left = new ArrayList<>();
        place.alone(() -> left.addAll(descriptions.write(this::readable)));
        return left;
    }

    /** The card goes first: whoever reads by it never meets a file that is about to go. */
    @Override
    public void remove(SourceId source, Set<RunId> runs) throws IOException {
        place.alone(() -> {
            removal.finish(source);
            Catalog catalog = catalog(source);
            requireNotContinued(runs, catalog);
            List<Dataset> removed = catalog.datasets().stream()
                    .filter(dataset -> runs.contains(dataset.run()))
                    .toList();
            if (!removed.isEmpty()) {
                descriptions.write(() -> without(source, runs));
            }
            for (Dataset dataset : removed) {
                removal.remove(dataset);
            }
        });
    }

    private Map<SourceId, Catalog> readable() throws IOException {
        SortedMap<SourceId, Catalog> readable = new TreeMap<>();
        for (SourceId source : sources()) {
            Catalog catalog = catalog(source);
            if (!catalog.current().isEmpty()) {
                readable.put(source, catalog);
            }
        }
        return readable;
    }

    private Map<SourceId, Catalog> without(SourceId source, Set<RunId> runs) throws IOException {
        Map<SourceId, Catalog> readable = readable();
        Catalog left = catalog(source).without(runs);
        if (left.current().isEmpty()) {
            readable.remove(source);
        } else {
            readable.put(source, left);
        }
        return readable;
    }

    private static void requireNotContinued(Set<RunId> removed, Catalog catalog) throws IOException {
        for (Dataset kept : catalog.datasets()) {
            for (RunId continued : kept.relations().continues()) {
                if (removed.contains(continued) && !removed.contains(kept.run())) {
                    throw new IOException(kept.receipt() + ": continues the dataset of run " + continued
                            + ", which is not removed without it");
                }
            }
        }
    }
}
