package dev.siiwad.storage.s3;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.publish.CountedSegments;
import dev.siiwad.publish.Ownership;
import dev.siiwad.publish.Publisher;
import dev.siiwad.publish.Receipt;
import dev.siiwad.publish.Relations;
import dev.siiwad.publish.SigningKey;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.dataset.DatasetNames;
import dev.siiwad.storage.dataset.DatasetRemoval;
import dev.siiwad.storage.dataset.DatasetWriter;
import dev.siiwad.storage.dataset.SealedReceipt;
import dev.siiwad.storage.dataset.StoredReceipt;
import dev.siiwad.storage.silver.Edition;
import dev.siiwad.storage.silver.PartFormat;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/**
 * Publishes datasets as objects {@code <prefix>/processed/silver/source=<SOURCE>/date_accessed=<D>/<run_id>-part-0000.parquet} and so on, the same bytes
 * as files.
 *
 * <p>All files are uploaded first, none is shown; then {@code .<run_id>.publishing} says that they are about to be, they are shown one by one, and last the
 * receipt: with it the dataset is published. What other runs have
 * published stays.
 */
public final class S3Publisher implements Publisher {
    private static final int RECEIPT_BYTES_MAX = 64 << 20;

    private final Bucket bucket;
    private final PartFormat format;
    private final String programVersion;
    private final Optional<SigningKey> key;
    private final Function<SourceId, Fence> fences;
    private final long partTextBytes;
    private final int uploadPartBytes;

    /**
     * @param programVersion for the column {@code pipeline_version} and the receipt
     * @param key signs receipts, if there is one
     * @param fences those of sources, asked before anything is shown or removed
     */
    public S3Publisher(
            Bucket bucket,
            PartFormat format,
            String programVersion,
            Optional<SigningKey> key,
            Function<SourceId, Fence> fences) {
        this(bucket, format, programVersion, key, fences, DatasetWriter.PART_TEXT_BYTES, Upload.PART_BYTES);
    }

    S3Publisher(
            Bucket bucket,
            PartFormat format,
            String programVersion,
            Optional<SigningKey> key,
            Function<SourceId, Fence> fences,
            long partTextBytes,
            int uploadPartBytes) {
        this.bucket = bucket;
        this.format = format;
        this.programVersion = programVersion;
        this.key = key;
        this.fences = fences;
        this.partTextBytes = partTextBytes;
        this.uploadPartBytes = uploadPartBytes;
    }

    @Override
    public Receipt publish(CountedSegments counted, SourceInfo info, Relations relations) throws IOException {
        Checkpoint checkpoint = counted.checkpoint();
        Fence fence = fences.apply(checkpoint.source());
        Edition edition = Edition.of(checkpoint, programVersion);
        String ofSource = Layout.SILVER + "/" + Layout.source(checkpoint.source()) + "/";
        String directory = ofSource + Layout.day(Edition.day(checkpoint.runId(), checkpoint.started())) + "/";
        List<String> markers = removeLeft(checkpoint, fence);
        abortUnfinished(ofSource, fence, written(checkpoint, directory));
        Uploads uploads = new Uploads(bucket, directory, checkpoint.runId(), uploadPartBytes, true);
        Receipt receipt;
        List<String> earlier;
        try {
            receipt = new DatasetWriter(format, edition, partTextBytes)
                    .write(counted, info, relations, uploads, uploads.where());
            SealedReceipt sealed = SealedReceipt.of(receipt, programVersion, key);
            earlier = earlier(checkpoint, sealed.published(), directory);
            markers.add(show(receipt, sealed, uploads, directory, counted.ownership(), fence));
        } catch (IOException | RuntimeException e) {
            uploads.abortAfter(e);
            throw e;
        }
        bucket.delete(markers);
        bucket.delete(earlier);
        if (uploads.hasRecords()) {
            fence.requireHeld();
            removeHelp(directory, new DatasetNames(checkpoint.runId()));
        }
        return receipt;
    }

    @Override
    public boolean help(CountedSegments counted, SourceInfo info) throws IOException {
        Checkpoint checkpoint = counted.checkpoint();
        String directory = Layout.SILVER + "/" + Layout.source(checkpoint.source()) + "/"
                + Layout.day(Edition.day(checkpoint.runId(), checkpoint.started())) + "/";
        Uploads uploads = new Uploads(bucket, directory, checkpoint.runId(), uploadPartBytes, false);
        try {
            boolean more = new DatasetWriter(format, Edition.of(checkpoint, programVersion), partTextBytes)
                    .help(counted, info, uploads);
            counted.ownership().require();
            return more;
        } catch (LostRaceException nobodyWantsIt) {
            uploads.removeAll();
            throw nobodyWantsIt;
        } catch (IOException | RuntimeException e) {
            uploads.abortAfter(e);
            throw e;
        }
    }

    /** The paths of the parts of this run of which there is a record. */
    private Set<String> written(Checkpoint checkpoint, String directory) throws IOException {
        DatasetNames names = new DatasetNames(checkpoint.runId());
        Set<String> written = new HashSet<>();
        for (Bucket.Listed object : bucket.listAll(directory + "." + checkpoint.runId() + "-")) {
            DatasetNames.recordIn(object.name())
                    .filter(names::isOfThisRun)
                    .ifPresent(record -> written.add(directory + names.partOf(record, format)));
        }
        return written;
    }

    @Override
    public void removeHelp(SourceId source, RunId run, Instant started) throws IOException {
        String directory = Layout.SILVER + "/" + Layout.dataset(source, Edition.day(run, started)) + "/";
        DatasetNames names = new DatasetNames(run);
        if (bucket.length(directory + names.receipt()).isPresent()) {
            removeHelp(directory, names);
        }
    }

    /** Records, and what processes that help have begun and never ended. */
    private void removeHelp(String directory, DatasetNames names) throws IOException {
        String key = bucket.address().key(directory);
        for (MultipartUpload upload : bucket.uploads(directory + names.run() + "-")) {
            if (names.isOfThisRun(upload.key().substring(key.length()))) {
                abort(upload);
            }
        }
        bucket.delete(bucket.listAll(directory + "." + names.run() + "-").stream()
                .filter(object -> DatasetNames.recordIn(object.name())
                        .filter(names::isOfThisRun)
                        .isPresent())
                .map(Bucket.Listed::path)
                .toList());
    }

    /**
     * Removals that were not finished, and what a run that was given up has shown without its receipt: never published, and never to be.
     *
     * @return the markers of earlier attempts of this run, which stay until it is published
     */
    private List<String> removeLeft(Checkpoint checkpoint, Fence fence) throws IOException {
        new DatasetRemoval(new S3DatasetPlace(bucket, fences)).finish(checkpoint.source());
        String ofSource = Layout.SILVER + "/" + Layout.source(checkpoint.source()) + "/";
        List<Bucket.Listed> objects = bucket.listAll(ofSource);
        List<String> own = new ArrayList<>();
        for (Bucket.Listed marker : objects) {
            Optional<DatasetNames> left = DatasetNames.ofUnfinished(marker.name());
            if (left.isPresent() && left.get().run().equals(checkpoint.runId())) {
                own.add(marker.path());
            } else if (left.isPresent()) {
                fence.requireHeld();
                bucket.delete(abandoned(marker, left.get(), objects));
                bucket.delete(List.of(marker.path()));
            }
        }
        List<String> ofOthers = objects.stream()
                .filter(object -> DatasetNames.recordIn(object.name())
                        .filter(record -> !new DatasetNames(checkpoint.runId()).isOfThisRun(record))
                        .isPresent())
                .map(Bucket.Listed::path)
                .toList();
        if (!ofOthers.isEmpty()) {
            fence.requireHeld();
            bucket.delete(ofOthers);
        }
        return own;
    }

    private static List<String> abandoned(Bucket.Listed marker, DatasetNames names, List<Bucket.Listed> objects) {
        String directory = marker.path()
                .substring(0, marker.path().length() - marker.name().length());
        List<String> shown = objects.stream()
                .map(Bucket.Listed::path)
                .filter(path -> path.startsWith(directory) && names.isOfThisRun(path.substring(directory.length())))
                .toList();
        return shown.contains(directory + names.receipt()) ? List.of() : shown;
    }

    /** @return what says that the dataset is about to be shown, to be removed now */
    private String show(
            Receipt receipt, SealedReceipt sealed, Uploads uploads, String directory, Ownership ownership, Fence fence)
            throws IOException {
        DatasetNames names = new DatasetNames(receipt.checkpoint().runId());
        String path = directory + names.receipt();
        String marker = directory + names.unfinished(receipt.checkpoint().claim());
        byte[] bytes = sealed.json();
        ownership.require();
        fence.requireHeld();
        Optional<byte[]> there = bucket.read(path, RECEIPT_BYTES_MAX);
        bucket.put(marker, Body.of(bytes));
        if (there.isPresent() && !StoredReceipt.vouchesFor(receipt.files(), there.get())) {
            bucket.delete(List.of(path));
        }
        for (Receipt.PublishedFile file : receipt.files()) {
            uploads.show(file.name());
        }
        requireAsWritten(receipt, directory);
        ownership.require();
        fence.requireHeld();
        if (sealed.signature().isPresent()) {
            bucket.put(directory + names.signature(), Body.of(sealed.signature().get()));
        }
        bucket.put(path, Body.of(bytes));
        return marker;
    }

    /** The bytes were compared when they were sent, each request by its MD5. */
    private void requireAsWritten(Receipt receipt, String directory) throws IOException {
        SortedMap<String, Long> lengths = new TreeMap<>();
        bucket.listAll(directory).forEach(object -> lengths.put(object.name(), object.bytes()));
        for (Receipt.PublishedFile file : receipt.files()) {
            Long found = lengths.get(file.name());
            if (found == null || found != file.bytes()) {
                throw new IOException(bucket.url(directory + file.name()) + ": has " + (found == null ? "no" : found)
                        + " bytes; " + file.bytes() + " were written");
            }
        }
    }

    /** What this run has published before in another format, in more parts, or signed. */
    private List<String> earlier(Checkpoint checkpoint, Set<String> published, String directory) throws IOException {
        DatasetNames names = new DatasetNames(checkpoint.runId());
        return bucket.listAll(directory).stream()
                .filter(object -> names.isOfThisRun(object.name()) && !published.contains(object.name()))
                .map(Bucket.Listed::path)
                .toList();
    }

    /**
     * What crashes while publishing have left: parts that nobody sees, but somebody pays for. Only those of objects that are named as those of a dataset: what
     * other programs upload below the same prefix is theirs.
     *
     * @param written the paths of what has been sent to its end, and is used
     */
    private void abortUnfinished(String ofSource, Fence fence, Set<String> written) throws IOException {
        Set<String> spared = written.stream().map(bucket.address()::key).collect(Collectors.toSet());
        List<MultipartUpload> left = bucket.uploads(ofSource).stream()
                .filter(upload -> !spared.contains(upload.key())
                        && isOfADataset(upload.key()
                                .substring(bucket.address().key(ofSource).length())))
                .toList();
        if (!left.isEmpty()) {
            fence.requireHeld();
        }
        for (MultipartUpload upload : left) {
            abort(upload);
        }
    }

    private void abort(MultipartUpload upload) throws IOException {
        bucket.missing(
                "DELETE (abort upload)",
                upload.key().substring(bucket.address().key("").length()),
                () -> bucket.client()
                        .abortMultipartUpload(
                                abort -> abort.bucket(bucket.address().bucket())
                                        .key(upload.key())
                                        .uploadId(upload.uploadId())));
    }

    private static boolean isOfADataset(String belowSource) {
        int slash = belowSource.indexOf('/');
        return slash > 0
                && Layout.isDay(belowSource.substring(0, slash))
                && DatasetNames.isPublished(belowSource.substring(slash + 1));
    }
}
