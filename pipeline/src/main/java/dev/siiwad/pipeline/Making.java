package dev.siiwad.pipeline;

import dev.siiwad.document.Document;
import dev.siiwad.source.RawReading;
import dev.siiwad.transform.Outcome;
import dev.siiwad.transform.Transform;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;

/**
 * Makes documents and transforms them, several at a time. A large one waits until whoever wants it makes it: parsing takes many times the memory of a text, and that must not
 * be taken as often as there are threads.
 */
final class Making {
    /** So much of one document is made by nobody ahead. */
    static final long LARGE_BYTES = 256 << 10;

    private final ExecutorService workers;
    private volatile Optional<Transform> transform = Optional.empty();
    private Optional<Made> given = Optional.empty();

    Making(ExecutorService workers) {
        this.workers = workers;
    }

    /** From now on documents go through this transform. */
    void through(Transform chosen) {
        transform = Optional.of(chosen);
    }

    /** Makes a document when it is run, and leaves it to the caller to transform it. */
    FutureTask<Made> alone(RawReading.Making document) {
        return new FutureTask<>(() -> Made.untouched(document.document()));
    }

    /** Makes a document and transforms it when it is run. */
    FutureTask<Made> task(RawReading.Making document) {
        return new FutureTask<>(() -> made(document.document()));
    }

    /** Gives tasks to the workers. Whoever needs one before they have come to it runs it himself. */
    void begin(List<FutureTask<Made>> tasks) {
        try {
            workers.execute(() -> tasks.forEach(FutureTask::run));
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            return;
        }
    }

    private Made made(Document document) {
        Optional<Transform> by = transform;
        return by.isPresent() ? Made.transformed(document, by.get()) : Made.untouched(document);
    }

    /** Told by the caller's thread what it is given, so that it need not be transformed again. */
    void give(Made made) {
        given = Optional.of(made);
    }

    /** What this transform has made of this very document, if it has. */
    Optional<Outcome> taken(Document document, Transform by) {
        Optional<Made> made =
                given.filter(last -> last.document() == document && last.by().equals(Optional.of(by)));
        given = Optional.empty();
        if (made.isPresent() && made.get().failure().isPresent()) {
            throw Thrown.unchecked(made.get().failure().get());
        }
        return made.flatMap(Made::outcome);
    }
}
