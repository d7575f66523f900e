package dev.siiwad.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.checkpoint.Saved;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStart;
import dev.siiwad.segment.SegmentWriter;
import dev.siiwad.testkit.Checkpoints;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Objects among its own that this program did not make are there after everything that it removes. */
class ForeignObjectsTest {
    private static final String STAGING = "staging/source=List-Somali/";
    private static final List<String> THEIRS = List.of(
            "staging/notes.txt",
            STAGING + ".checkpoint.replaced-mine.json",
            STAGING + "checkpoints/notes.txt",
            STAGING + "notes.txt",
            STAGING + "segments/README.txt",
            STAGING + "segments/my notes/attempt-1",
            STAGING + "segments/run-1.bak/notes.txt",
            STAGING + "segments/run-1/1-1.jsonl.zst",
            STAGING + "segments/run-1/00000001-1.jsonl.zst.old",
            STAGING + "segments/run-1/notes.txt",
            STAGING + "segments/run-1/photos/attempt-1");

    private final TestBucket storage = new TestBucket();
    private final Bucket bucket = storage.bucket();
    private final S3SegmentStore segments = new S3SegmentStore(bucket, Checkpoints.SOURCE, () -> {});

    @Test
    void areLeftAmongSegments() throws IOException {
        plant();
        write("run-1");
        copy("run-1", "run-1-copy");
        segments.recordAttempt(new RunId("run-1"), 1);
        segments.storePayload(new RunId("run-1"), "list@first", "0 1 2");
        segments.retainOnly(Set.of());
        assertThat(paths())
                .containsExactlyInAnyOrderElementsOf(with(STAGING + "segments/run-1-copy/00000001-1.jsonl.zst"));
    }

    @Test
    void areLeftAmongCheckpoints() throws IOException {
        S3CheckpointStore store = storage.checkpoints(1, false);
        S3CheckpointAdmin admin = storage.admin(store);
        store.load(Checkpoints.SOURCE);
        store.commit(Checkpoints.begun("run-1"));
        plant();
        admin.keepReplaced(Checkpoints.SOURCE);
        Instant later = Instant.now().plusSeconds(3600);
        for (String kept : admin.keptAsideBefore(Checkpoints.SOURCE, later)) {
            admin.removeKeptAside(kept);
        }
        assertThat(paths()).containsAll(THEIRS).doesNotContain(STAGING + ".checkpoint.replaced.json");
        assertThat(store.load(Checkpoints.SOURCE)).isInstanceOf(Saved.Committed.class);
    }

    private void plant() throws IOException {
        for (String path : THEIRS) {
            bucket.put(path, Body.of(new byte[] {1}));
        }
    }

    private void write(String run) throws IOException {
        SegmentStart start = SegmentStart.of(new SegmentName(1, 1), 0);
        try (SegmentWriter writer = segments.create(new RunId(run), start)) {
            writer.drop("min_length");
            writer.seal();
        }
    }

    private void copy(String run, String to) throws IOException {
        byte[] bytes = bucket.read(STAGING + "segments/" + run + "/00000001-1.jsonl.zst", 1 << 20)
                .orElseThrow();
        bucket.put(STAGING + "segments/" + to + "/00000001-1.jsonl.zst", Body.of(bytes));
    }

    private List<String> paths() throws IOException {
        return bucket.listAll("").stream().map(Bucket.Listed::path).toList();
    }

    private static List<String> with(String more) {
        List<String> all = new ArrayList<>(THEIRS);
        all.add(more);
        return all;
    }
}
