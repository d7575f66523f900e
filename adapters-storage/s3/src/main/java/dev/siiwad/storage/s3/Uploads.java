package dev.siiwad.storage.s3;

import dev.siiwad.publish.Receipt;
import dev.siiwad.segment.RunId;
import dev.siiwad.storage.dataset.DatasetNames;
import dev.siiwad.storage.dataset.DatasetOutputs;
import dev.siiwad.storage.dataset.DurableOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/**
 * The files of one dataset, uploaded side by side and not shown. The record of a part, an object that is created once and hidden from whoever looks for datasets, says by which upload it is
 * shown; so whoever publishes can show what others have uploaded.
 */
final class Uploads implements DatasetOutputs {
    private static final int RECORD_BYTES_MAX = 64 << 20;

    /** How many small files of a dataset are held back, each of them one request instead of three; a part of very repetitive texts is small, and there may be thousands. */
    private static final int HELD_MAX = 4;

    private final Bucket bucket;
    private final String directory;
    private final DatasetNames names;
    private final int uploadPartBytes;
    private final boolean takes;
    private final Map<String, Upload> all = new TreeMap<>();
    private final Set<String> kept = new HashSet<>();
    private Set<String> records = Set.of();
    private Map<String, List<String>> uploads = Map.of();

    /**
     * @param directory where the dataset will be, up to the slash at its end
     * @param takes whether this process publishes the dataset
     */
    Uploads(Bucket bucket, String directory, RunId run, int uploadPartBytes, boolean takes) {
        this.bucket = bucket;
        this.directory = directory;
        this.names = new DatasetNames(run);
        this.uploadPartBytes = uploadPartBytes;
        this.takes = takes;
    }

    @Override
    public String where() {
        return bucket.url(directory.substring(0, directory.length() - 1));
    }

    @Override
    public synchronized DurableOutput create(String name) throws IOException {
        Upload upload = new Upload(bucket, directory + name, uploadPartBytes, all.size() < HELD_MAX);
        Upload before = all.put(name, upload);
        if (before != null) {
            before.abort();
        }
        return upload;
    }

    @Override
    public synchronized void look() throws IOException {
        Set<String> found = new HashSet<>();
        for (Bucket.Listed object : bucket.listAll(directory + "." + names.run() + "-")) {
            DatasetNames.recordIn(object.name()).filter(names::isOfThisRun).ifPresent(found::add);
        }
        Map<String, List<String>> open = new HashMap<>();
        String prefix = bucket.address().key(directory);
        for (MultipartUpload upload : bucket.uploads(directory)) {
            open.computeIfAbsent(upload.key().substring(prefix.length()), none -> new ArrayList<>())
                    .add(upload.uploadId());
        }
        records = found;
        uploads = open;
    }

    @Override
    public Optional<byte[]> written(String record) throws IOException {
        return stored(record).map(UploadRecord::content);
    }

    private synchronized Optional<UploadRecord> stored(String record) throws IOException {
        return records.contains(record)
                ? bucket.read(path(record), RECORD_BYTES_MAX).flatMap(UploadRecord::of)
                : Optional.empty();
    }

    private String path(String record) {
        return directory + DatasetNames.hidden(record);
    }

    /** How many parts of it have arrived; a part of a file is seen as long as it comes. */
    @Override
    public synchronized OptionalLong begun(String name) throws IOException {
        Optional<String> own = Optional.ofNullable(all.get(name)).flatMap(Upload::id);
        long arrived = 0;
        boolean others = false;
        for (String id : uploads.getOrDefault(name, List.of())) {
            if (!own.equals(Optional.of(id))) {
                others = true;
                arrived += Upload.arrived(bucket, directory + name, id).orElse(0);
            }
        }
        return others ? OptionalLong.of(arrived) : OptionalLong.empty();
    }

    @Override
    public void keep(String record, Optional<String> file, byte[] bytes) throws IOException {
        Optional<Upload> upload = file.map(this::own);
        if (upload.isPresent()) {
            upload.get().send();
        }
        byte[] body = new UploadRecord(upload.map(Upload::sent), bytes).bytes();
        if (bucket.create(path(record), Body.of(body))) {
            synchronized (this) {
                kept.add(record);
                file.ifPresent(kept::add);
            }
        }
    }

    private synchronized Upload own(String file) {
        return all.get(file);
    }

    @Override
    public synchronized boolean take(String record, Optional<Receipt.PublishedFile> file) throws IOException {
        if (!takes || file.isEmpty()) {
            return true;
        }
        Optional<UploadRecord> stored = stored(record);
        Optional<Upload> upload = stored.flatMap(UploadRecord::sent)
                .map(sent -> Upload.of(bucket, directory + file.get().name(), sent));
        if (upload.isPresent() && upload.get().isUsable()) {
            all.put(file.get().name(), upload.get());
            kept.add(record);
            kept.add(file.get().name());
            return true;
        }
        bucket.delete(List.of(path(record)));
        return false;
    }

    /** Shows a file under its name. */
    void show(String name) throws IOException {
        own(name).complete();
    }

    /** Takes back what was begun here; what was written to its end stays, for whoever publishes next. */
    synchronized void abortAfter(Exception failure) {
        all.forEach((name, upload) -> {
            if (!kept.contains(name)) {
                abort(upload, failure);
            }
        });
    }

    private static void abort(Upload upload, Exception failure) {
        try {
            upload.abort();
        } catch (IOException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }

    /** Takes back all that was written here, because nobody wants it. */
    synchronized void removeAll() throws IOException {
        for (Upload upload : all.values()) {
            upload.abort();
        }
        bucket.delete(
                kept.stream().filter(DatasetNames::isRecord).map(this::path).toList());
    }

    /** Whether any record was kept or taken. */
    synchronized boolean hasRecords() {
        return !kept.isEmpty();
    }
}
