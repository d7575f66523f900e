package dev.siiwad.testkit;

import static dev.siiwad.testkit.Segments.NAME;
import static dev.siiwad.testkit.Segments.RUN;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentStart;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.segment.SegmentWriter;
import dev.siiwad.source.Position;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.time.Instant;

/** What a process does that is going to be killed. */
enum ChildStep {
    COMMIT {
        @Override
        void run(Storage storage, StorageChild child) throws IOException {
            storage.checkpoints().load(Checkpoints.SOURCE);
            storage.checkpoints().commit(Checkpoints.begun("run-1"));
            storage.checkpoints().commit(Checkpoints.after("run-1", 1));
            child.say("committed");
        }
    },
    SEAL {
        @Override
        @SuppressWarnings("try") // killed before it is closed
        void run(Storage storage, StorageChild child) throws IOException {
            try (SegmentWriter writer = storage.segments(Checkpoints.SOURCE).create(RUN, SegmentStart.of(NAME, 100))) {
                Segments.fill(writer);
                child.say("" + writer.seal());
                child.awaitDeath();
            }
        }
    },
    RECORD_ATTEMPT {
        @Override
        void run(Storage storage, StorageChild child) throws IOException {
            storage.segments(Checkpoints.SOURCE).recordAttempt(RUN, 7);
            child.say("recorded");
        }
    },
    STORE_PAYLOAD {
        @Override
        void run(Storage storage, StorageChild child) throws IOException {
            storage.segments(Checkpoints.SOURCE).storePayload(RUN, "list@first", PayloadContract.LIST);
            child.say("stored");
        }
    },
    /** Holds a source, and commits once more when it is told to. */
    HOLD {
        @Override
        @SuppressWarnings("try") // held until killed
        void run(Storage storage, StorageChild child) throws IOException {
            CheckpointStore checkpoints = storage.checkpoints();
            try (var held = checkpoints.acquire(Checkpoints.SOURCE)) {
                checkpoints.load(Checkpoints.SOURCE);
                checkpoints.commit(Checkpoints.begun("run-1"));
                child.say("holding");
                child.awaitWord();
                try {
                    checkpoints.commit(Checkpoints.after("run-1", 1));
                    child.say("committed");
                } catch (LostRaceException lost) {
                    child.say("lost");
                }
                child.awaitDeath();
            }
        }
    },
    /** Carries a run on, one segment of one document after the other, and says what has returned. */
    STREAM {
        @Override
        @SuppressWarnings("try") // held until killed
        void run(Storage storage, StorageChild child) throws IOException {
            CheckpointStore checkpoints = storage.checkpoints();
            SegmentStore segments = storage.segments(Checkpoints.SOURCE);
            try (var held = checkpoints.acquire(Checkpoints.SOURCE)) {
                Checkpoint checkpoint = claim(checkpoints.load(Checkpoints.SOURCE), segments);
                checkpoints.commit(checkpoint);
                child.say("commit " + checkpoint.lastIndex());
                for (int n = 0; n < STREAM_MAX; n++) {
                    checkpoint = checkpoint.plus(sealed(segments, checkpoint), new Position("n=" + n), Instant.EPOCH);
                    child.say("seal " + checkpoint.lastSegment().orElseThrow());
                    checkpoints.commit(checkpoint);
                    child.say("commit " + checkpoint.lastIndex());
                }
            }
        }

        private Checkpoint claim(Saved saved, SegmentStore segments) throws IOException {
            int attempt = 1 + segments.highestAttempt(RUN);
            segments.recordAttempt(RUN, attempt);
            return saved instanceof Saved.Committed committed
                    ? committed.checkpoint().claimedBy(Checkpoints.owner("of-" + attempt), attempt, Instant.EPOCH)
                    : Checkpoints.begun(RUN.value());
        }

        private Segment sealed(SegmentStore segments, Checkpoint checkpoint) throws IOException {
            try (SegmentWriter writer = segments.create(RUN, checkpoint.nextStart())) {
                writer.drop("min_length");
                return writer.seal();
            }
        }
    },
    /** Puts run-1 back from its backup, backs it up again and begins run-2 anew, over and over. */
    RESTORE {
        @Override
        void run(Storage storage, StorageChild child) throws IOException {
            for (int n = 0; n < RESTORES_MAX; n++) {
                storage.checkpointAdmin().restore(Checkpoints.SOURCE);
                child.say("restored");
                storage.checkpointAdmin().backUp(Checkpoints.SOURCE);
                child.say("backed up");
                storage.checkpoints().load(Checkpoints.SOURCE);
                storage.checkpoints().commit(Checkpoints.begun("run-2"));
                child.say("committed");
            }
        }
    },
    /** Publishes the run that was read to its end, and says every entry that it reads. */
    PUBLISH {
        @Override
        void run(Storage storage, StorageChild child) throws IOException {
            Saved saved = storage.checkpoints().load(Checkpoints.SOURCE);
            FinishedRun run = new FinishedRun(((Saved.Committed) saved).checkpoint());
            run.publish(
                    storage,
                    DatasetFormat.JSON_LINES,
                    store -> new WatchedSegmentStore(
                            store,
                            (segments, id, name, entries) -> segments.read(id, name, entry -> {
                                entries.accept(entry);
                                child.say("entry " + entry.offset());
                            })));
            child.say("published");
        }
    };

    private static final int STREAM_MAX = 10_000;
    private static final int RESTORES_MAX = 30;

    abstract void run(Storage storage, StorageChild child) throws IOException;
}
