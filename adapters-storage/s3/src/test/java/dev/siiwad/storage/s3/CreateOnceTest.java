package dev.siiwad.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.document.Document;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStart;
import dev.siiwad.segment.SegmentWriter;
import dev.siiwad.storage.s3.FaultyProxy.Fault;
import dev.siiwad.testkit.Checkpoints;
import dev.siiwad.testkit.S3Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is created once is never replaced, and what we have created ourselves is known again. */
class CreateOnceTest {
    private static final RunId RUN = new RunId("run-1");

    private final TestBucket storage = new TestBucket();
    private final Bucket bucket = storage.bucket();
    private final S3SegmentStore segments = new S3SegmentStore(bucket, Checkpoints.SOURCE, () -> {});

    @Test
    void aSegmentThatAnotherProcessHasSealedMeanwhileStays() throws IOException {
        String path = "staging/source=List-Somali/segments/run-1/00000001-1.jsonl.zst";
        byte[] others = {1};
        try (SegmentWriter writer = segments.create(RUN, SegmentStart.of(new SegmentName(1, 1), 0))) {
            writer.add(new Entry.Kept(0, Document.of("7", "t", "qoraal", "", Map.of())));
            bucket.put(path, Body.of(others));
            assertThatThrownBy(writer::seal).isInstanceOf(FileAlreadyExistsException.class);
        }
        assertThat(bucket.read(path, 10)).hasValue(others);
    }

    @Test
    void anotherListOfTheSameSnapshotIsRefused() throws IOException {
        segments.storePayload(RUN, "list@first", "0 1 2");
        segments.storePayload(RUN, "list@first", "0 1 2");
        assertThatIOException()
                .isThrownBy(() -> segments.storePayload(RUN, "list@first", "0 1"))
                .withMessageContaining("holds another list for snapshot list@first");
        assertThat(segments.payload(RUN, "list@first")).contains("0 1 2");
    }

    @Test
    void aCommitWhoseAnswersWereAllLostIsKnownByTheNext() throws IOException {
        byte[] first = "first".getBytes(StandardCharsets.UTF_8);
        byte[] second = "second".getBytes(StandardCharsets.UTF_8);
        try (FaultyProxy proxy = new FaultyProxy(S3Server.running().port())) {
            CheckpointLog log = new CheckpointLog(storage.by(proxy.port(), TestBucket.PATIENT), Checkpoints.SOURCE);
            log.newest();
            proxy.plan(1, Long.MAX_VALUE, Fault.LOST_ANSWER);
            assertThatIOException().isThrownBy(() -> log.append(first));
            proxy.planNothing();
            log.requireNewest();
            log.append(second);
        }
        CheckpointLog.Entry newest =
                new CheckpointLog(bucket, Checkpoints.SOURCE).newest().orElseThrow();
        assertThat(newest.bytes()).isEqualTo(second);
        assertThat(newest.number()).isEqualTo(2);
    }
}
