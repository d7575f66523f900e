package dev.siiwad.storage.s3;

import dev.siiwad.storage.dataset.DurableOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;

/**
 * An object on its way, in parts if it is large. Nothing shows under its name before {@link #complete}; then all of it does. A small one may be one PUT,
 * held back until then. The buffer is freed when the last part was sent, for there may be thousands of objects that are shown together.
 */
final class Upload extends DurableOutput {
    /** With at most 10,000 parts, this gives room for 80 GB. */
    static final int PART_BYTES = 8 << 20;

    static final int PARTS_MAX = 10_000;

    private static final String NONCE = "siiwad-upload";

    private final Bucket bucket;
    private final String path;
    private final int partBytes;
    private final boolean held;
    private final String nonce;
    private byte[] buffer;
    private final List<CompletedPart> parts = new ArrayList<>();
    private Optional<String> id = Optional.empty();
    private int buffered;
    private boolean completed;

    /**
     * @param partBytes a store refuses less than 5 MB for any part but the last
     * @param held whether one that is smaller than that is held back until it is shown; else it is sent in one part
     */
    Upload(Bucket bucket, String path, int partBytes, boolean held) {
        this.held = held;
        this.nonce = UUID.randomUUID().toString();
        this.bucket = bucket;
        this.path = path;
        this.partBytes = partBytes;
        this.buffer = new byte[partBytes];
    }

    /** One that was sent to its end, here or by another process. */
    private Upload(Bucket bucket, String path, UploadRecord.Sent sent) {
        this.bucket = bucket;
        this.path = path;
        this.partBytes = 0;
        this.held = false;
        this.nonce = sent.nonce();
        this.buffer = new byte[0];
        this.id = Optional.of(sent.id());
        for (String tag : sent.tags()) {
            parts.add(CompletedPart.builder()
                    .partNumber(parts.size() + 1)
                    .eTag(tag)
                    .build());
        }
    }

    static Upload of(Bucket bucket, String path, UploadRecord.Sent sent) {
        return new Upload(bucket, path, sent);
    }

    String path() {
        return path;
    }

    /** Empty as long as nothing was sent. */
    Optional<String> id() {
        return id;
    }

    /** Sends what was held back, so that another process can show it. */
    void send() throws IOException {
        if (buffered > 0) {
            sendPart();
            buffer = new byte[0];
        }
    }

    /** What it takes to show it, once all was sent. */
    UploadRecord.Sent sent() {
        return new UploadRecord.Sent(
                id.orElseThrow(), nonce, parts.stream().map(CompletedPart::eTag).toList());
    }

    /** Whether it can be shown, or has been. */
    boolean isUsable() throws IOException {
        return arrived(bucket, path, id.orElseThrow()).isPresent() || isThere();
    }

    /** How many parts of an upload have arrived; empty if there is no such upload. */
    static OptionalLong arrived(Bucket bucket, String path, String id) throws IOException {
        Optional<ListPartsResponse> found = bucket.missing(
                "GET (list parts)",
                path,
                () -> bucket.client()
                        .listParts(ask -> ask.bucket(bucket.address().bucket())
                                .key(bucket.address().key(path))
                                .uploadId(id)));
        return found.isPresent() ? OptionalLong.of(found.get().parts().size()) : OptionalLong.empty();
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] source, int start, int length) throws IOException {
        for (int done = 0; done < length; ) {
            if (buffered == buffer.length) {
                sendPart();
            }
            int step = Math.min(length - done, buffer.length - buffered);
            System.arraycopy(source, start + done, buffer, buffered, step);
            buffered += step;
            done += step;
        }
    }

    /** Sends what is left, unless all of it may be held, and holds no more memory than that. */
    @Override
    public void force() throws IOException {
        if (buffered > 0 && (id.isPresent() || !held)) {
            sendPart();
        }
        buffer = Arrays.copyOf(buffer, buffered);
    }

    /** How many bytes of memory it takes. */
    int heldBytes() {
        return buffer.length;
    }

    /** Shows the object under its name, in the place of any that has it. */
    void complete() throws IOException {
        if (id.isEmpty()) {
            bucket.put(path, new Body.Bytes(buffer, 0, buffered));
        } else {
            bucket.retrying("POST (complete upload)", path, this::completeOrFindCompleted);
        }
        completed = true;
    }

    /** Closing does not end it: all files of a dataset are shown together. */
    @Override
    public void close() {}

    /** Leaves nothing, neither under the name nor as parts that are paid for. Nothing happens once it is complete. */
    void abort() throws IOException {
        if (id.isPresent() && !completed) {
            bucket.missing(
                    "DELETE (abort upload)",
                    path,
                    () -> bucket.client()
                            .abortMultipartUpload(
                                    abort -> abort.bucket(bucket.address().bucket())
                                            .key(bucket.address().key(path))
                                            .uploadId(id.get())));
            id = Optional.empty();
        }
    }

    private void sendPart() throws IOException {
        if (parts.size() == PARTS_MAX) {
            throw new IOException(
                    bucket.url(path) + ": has more than " + PARTS_MAX + " parts of " + partBytes + " bytes");
        }
        if (id.isEmpty()) {
            id = Optional.of(bucket.retrying(
                    "POST (begin upload)",
                    path,
                    () -> Bucket.whole(bucket.client()
                            .createMultipartUpload(
                                    create -> create.bucket(bucket.address().bucket())
                                            .key(bucket.address().key(path))
                                            .metadata(Map.of(NONCE, nonce)))
                            .uploadId())));
        }
        Body body = new Body.Bytes(buffer, 0, buffered);
        int number = parts.size() + 1;
        String md5 = body.md5();
        String tag = bucket.retrying(
                "PUT (part " + number + ")",
                path,
                () -> wholeTag(bucket.client()
                        .uploadPart(
                                part -> part.bucket(bucket.address().bucket())
                                        .key(bucket.address().key(path))
                                        .uploadId(id.get())
                                        .partNumber(number)
                                        .contentMD5(md5),
                                body.request())
                        .eTag()));
        parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
        buffered = 0;
    }

    /** A tag has quotation marks at both ends, or at neither; one that was cut has one. */
    private static String wholeTag(String tag) {
        boolean cut = tag != null && (tag.length() < 2 || tag.startsWith("\"") != tag.endsWith("\""));
        return Bucket.whole(cut ? null : tag);
    }

    /** An upload that is gone has been completed, if the object there is ours: the answer was lost. */
    private boolean completeOrFindCompleted() throws IOException {
        try {
            bucket.client()
                    .completeMultipartUpload(
                            complete -> complete.bucket(bucket.address().bucket())
                                    .key(bucket.address().key(path))
                                    .uploadId(id.get())
                                    .multipartUpload(CompletedMultipartUpload.builder()
                                            .parts(parts)
                                            .build()));
            return true;
        } catch (SdkException e) {
            if (S3Errors.saysMissing(e) && isThere()) {
                return true;
            }
            throw e;
        }
    }

    private boolean isThere() throws IOException {
        Optional<HeadObjectResponse> head = bucket.missing(
                "HEAD",
                path,
                () -> bucket.client()
                        .headObject(ask -> ask.bucket(bucket.address().bucket())
                                .key(bucket.address().key(path))));
        return head.map(found -> nonce.equals(found.metadata().get(NONCE))).orElse(false);
    }
}
