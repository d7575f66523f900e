package dev.siiwad.storage.s3;

import dev.siiwad.publish.Receipt;
import dev.siiwad.segment.RunId;
import dev.siiwad.storage.dataset.DatasetNames;
import dev.siiwad.storage.dataset.DatasetOutputs;
import dev.siiwad.storage.dataset.DurableOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
    private final NavigableSet<String> records = new TreeSet<>();
    private final NavigableMap<String, List<String>> uploads = new TreeMap<>();
    private Optional<UploadRecord> lastRead = Optional.empty();

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

    /** Two requests, mostly: for 1,000 records from this one on, and for what is uploaded of those 1,000 parts of which this is one. */
    @Override
    public synchronized void look(String record, String part) throws IOException {
        lookForRecords(names.numbered(record));
        lookForUploads(names.thousand(part));
    }

    private void lookForRecords(String from) throws IOException {
        String prefix = directory + "." + names.run() + "-";
        List<Bucket.Listed> page = bucket.list(prefix, path(from), Bucket.LIST_KEYS_MAX);
        NavigableSet<String> known = records.tailSet(from, true);
        if (page.size() == Bucket.LIST_KEYS_MAX) {
            String last = page.get(page.size() - 1).name().substring(1);
            known = known.headSet(last, true);
        }
        known.clear();
        for (Bucket.Listed object : page) {
            DatasetNames.recordIn(object.name()).filter(names::isOfThisRun).ifPresent(records::add);
        }
    }

    private void lookForUploads(String beginning) throws IOException {
        uploads.subMap(beginning, beginning + Character.MAX_VALUE).clear();
        String prefix = bucket.address().key(directory);
        for (MultipartUpload upload : bucket.uploads(directory + beginning)) {
            uploads.computeIfAbsent(upload.key().substring(prefix.length()), none -> new ArrayList<>())
                    .add(upload.uploadId());
        }
    }

    @Override
    public synchronized boolean isKept(String record) {
        return records.contains(record);
    }

    @Override
    public synchronized Optional<byte[]> written(String record) throws IOException {
        lastRead = bucket.read(path(record), RECORD_BYTES_MAX).flatMap(UploadRecord::of);
        return lastRead.map(UploadRecord::content);
    }

    private String path(String record) {
        return directory + DatasetNames.hidden(record);
    }

    @Override
    public synchronized boolean isBegun(String part) {
        return !ofOthers(part).isEmpty();
    }

    /** How many of the parts that are sent have arrived. */
    @Override
    public synchronized long arrived(String part) throws IOException {
        long arrived = 0;
        for (String id : ofOthers(part)) {
            arrived += Upload.arrived(bucket, directory + part, id).orElse(0);
        }
        return arrived;
    }

    private List<String> ofOthers(String part) {
        Optional<String> own = Optional.ofNullable(all.get(part)).flatMap(Upload::id);
        return uploads.getOrDefault(part, List.of()).stream()
                .filter(id -> !own.equals(Optional.of(id)))
                .toList();
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
        Optional<Upload> upload = lastRead.flatMap(UploadRecord::sent)
                .map(sent -> Upload.of(bucket, directory + file.get().name(), sent));
        if (upload.isPresent() && upload.get().isUsable()) {
            all.put(file.get().name(), upload.get());
            kept.add(record);
            kept.add(file.get().name());
            return true;
        }
        bucket.delete(List.of(path(record)));
        records.remove(record);
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
