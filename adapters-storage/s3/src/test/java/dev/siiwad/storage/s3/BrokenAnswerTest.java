package dev.siiwad.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.storage.s3.FaultyProxy.Fault;
import dev.siiwad.testkit.S3Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is asked of a bucket is asked again where the connection breaks within the answer, and what fails says what was asked. */
class BrokenAnswerTest {
    private static final byte[] BYTES = "so many bytes that half of them can arrive".getBytes(StandardCharsets.UTF_8);

    private FaultyProxy proxy;

    @BeforeEach
    void listen() throws IOException {
        proxy = new FaultyProxy(S3Server.running().port());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET_AFTER_HEAD", "RESET_IN_THE_ANSWER"})
    void isAskedForAgain(Fault fault) throws IOException {
        int requests = 0;
        for (int n = 1; ; n++) {
            Bucket bucket = new TestBucket().by(proxy.port(), TestBucket.PATIENT);
            proxy.plan(n, 1, fault);
            askEverything(bucket);
            if (!proxy.struck()) {
                break;
            }
            requests = n;
        }
        assertThat(requests).isGreaterThan(14);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET_AFTER_HEAD", "RESET_IN_THE_ANSWER"})
    void thatBreaksEachTimeIsNamed(Fault fault) throws IOException {
        TestBucket storage = new TestBucket();
        storage.bucket().put("there/is", Body.of(BYTES));
        Bucket bucket = storage.by(proxy.port(), TestBucket.PATIENT);
        proxy.plan(1, Long.MAX_VALUE, fault);
        String failed = " failed 8 times (at most 8): ";
        assertThatThrownBy(() -> bucket.listAll("there/")).hasMessageContaining("/there/: LIST" + failed);
        assertThatThrownBy(() -> bucket.uploads("there/")).hasMessageContaining("/there/: LIST (uploads)" + failed);
        assertThatThrownBy(() -> bucket.read("there/is", BYTES.length)).hasMessageContaining("/there/is: GET" + failed);
    }

    /** Each kind of request at least once. */
    private static void askEverything(Bucket bucket) throws IOException {
        assertThat(bucket.create("there/is", Body.of(BYTES))).isTrue();
        assertThat(bucket.create("there/is", Body.of(new byte[0]))).isFalse();
        bucket.put("there/too", Body.of(BYTES));
        assertThat(bucket.read("there/is", BYTES.length)).hasValue(BYTES);
        assertThat(bucket.read("there/is-not", BYTES.length)).isEmpty();
        try (Spool spool = Spool.nameless()) {
            assertThat(bucket.fetch("there/too", spool)).isTrue();
            assertThat(spool.length()).isEqualTo(BYTES.length);
        }
        assertThat(bucket.listAll("there/")).hasSize(2);
        assertThat(bucket.directories("")).containsExactly("there");
        Upload kept = upload(bucket, "uploaded");
        assertThat(bucket.uploads("")).isNotEmpty();
        assertThat(Upload.arrived(bucket, "uploaded", kept.id().orElseThrow())).hasValue(1);
        kept.complete();
        assertThat(kept.isUsable()).isTrue();
        upload(bucket, "aborted").abort();
        bucket.delete(List.of("there/is", "there/too", "uploaded"));
        assertThat(bucket.listAll("")).isEmpty();
    }

    private static Upload upload(Bucket bucket, String path) throws IOException {
        Upload upload = new Upload(bucket, path, 1000, false);
        upload.write(BYTES, 0, BYTES.length);
        upload.force();
        return upload;
    }
}
