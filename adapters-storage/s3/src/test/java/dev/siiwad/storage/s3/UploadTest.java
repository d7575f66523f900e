package dev.siiwad.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.storage.s3.FaultyProxy.Fault;
import dev.siiwad.testkit.S3Server;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A large object shows as a whole or not at all, whatever happens to any request on its way. */
class UploadTest {
    private static final int PART_BYTES = 5 << 20;
    private static final byte[] BYTES = new byte[PART_BYTES + 1000];

    static {
        new Random(42).nextBytes(BYTES);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"INTRUDE", "SILENCE", "RESET_AFTER_HEAD", "RESET_IN_THE_ANSWER"},
            mode = EnumSource.Mode.EXCLUDE)
    void oneFaultNeverShowsInTheObject(Fault fault) throws IOException {
        try (FaultyProxy proxy = new FaultyProxy(S3Server.running().port())) {
            for (int n = 1; ; n++) {
                TestBucket storage = new TestBucket();
                proxy.plan(n, 1, fault);
                Upload upload = written(storage.by(proxy.port(), TestBucket.PATIENT));
                assertThat(storage.bucket().length("large")).isEmpty();
                upload.complete();
                assertThat(storage.bucket().read("large", BYTES.length)).hasValue(BYTES);
                if (!proxy.struck()) {
                    break;
                }
            }
        }
    }

    @Test
    void anUploadThatFailsLeavesNothing() throws IOException {
        try (FaultyProxy proxy = new FaultyProxy(S3Server.running().port())) {
            TestBucket storage = new TestBucket();
            Upload upload = written(storage.by(proxy.port(), TestBucket.PATIENT));
            proxy.plan(1, Bucket.TRIES_MAX, Fault.RESET_BEFORE);
            assertThatThrownBy(upload::complete).hasMessageContaining("POST (complete upload) failed 8 times");
            upload.abort();
            upload.abort();
            assertThat(storage.bucket().listAll("")).isEmpty();
            assertThat(new S3Rig(storage, storage.bucket()).uploads()).isEmpty();
        }
    }

    @Test
    void anUploadThatSomebodyEndedIsNotTakenForTheObjectThatStandsThere() throws IOException {
        TestBucket storage = new TestBucket();
        Bucket bucket = storage.bucket();
        bucket.put("large", Body.of(new byte[] {1}));
        Upload upload = written(bucket);
        bucket.client()
                .listMultipartUploads(list -> list.bucket(bucket.address().bucket())
                        .prefix(bucket.address().prefix()))
                .uploads()
                .forEach(left -> bucket.client()
                        .abortMultipartUpload(
                                abort -> abort.bucket(bucket.address().bucket())
                                        .key(left.key())
                                        .uploadId(left.uploadId())));
        assertThatThrownBy(upload::complete)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("POST (complete upload) failed");
    }

    @Test
    void holdsNothingOnceItIsSent() throws IOException {
        Bucket bucket = new TestBucket().bucket();
        Upload large = written(bucket);
        Upload small = new Upload(bucket, "small", PART_BYTES, false);
        Upload held = new Upload(bucket, "held", PART_BYTES, true);
        for (Upload upload : List.of(small, held)) {
            upload.write(new byte[] {1, 2, 3});
            upload.force();
        }
        assertThat(List.of(large.heldBytes(), small.heldBytes(), held.heldBytes()))
                .containsExactly(0, 0, 3);
        assertThat(bucket.read("small", 3)).isEmpty();
        for (Upload upload : List.of(large, small, held)) {
            upload.complete();
        }
        assertThat(bucket.read("small", 3)).contains(new byte[] {1, 2, 3});
        assertThat(bucket.read("held", 3)).contains(new byte[] {1, 2, 3});
    }

    private static Upload written(Bucket bucket) throws IOException {
        Upload upload = new Upload(bucket, "large", PART_BYTES, true);
        upload.write(BYTES);
        upload.force();
        return upload;
    }
}
