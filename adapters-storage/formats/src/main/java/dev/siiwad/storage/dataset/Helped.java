package dev.siiwad.storage.dataset;

import dev.siiwad.publish.Workers;
import dev.siiwad.storage.silver.Helpers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Work of one thread that others help with, if there are any: they run the tasks that it offers, of which a few wait. */
final class Helped {
    private static final int WAITING_MAX = 4;
    private static final long LOOK_MS = 20;

    private final BlockingQueue<FutureTask<?>> offered = new LinkedBlockingQueue<>(WAITING_MAX);
    private volatile boolean ended;

    private Helped() {}

    @FunctionalInterface
    interface Work<T> {
        T done(Helpers helpers) throws IOException;
    }

    static <T> T run(Workers workers, Work<T> work) throws IOException {
        if (workers == Workers.CALLER) {
            return work.done(Helpers.NONE);
        }
        Helped helped = new Helped();
        List<T> result = new ArrayList<>();
        workers.runHelped(
                () -> {
                    try {
                        result.add(work.done(helped.offered::offer));
                    } finally {
                        helped.ended = true;
                    }
                },
                helped::help);
        return result.get(0);
    }

    private void help() {
        try {
            while (!ended) {
                Optional.ofNullable(offered.poll(LOOK_MS, TimeUnit.MILLISECONDS))
                        .ifPresent(FutureTask::run);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
