package dev.siiwad.cli.terminal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * What happens on SIGINT and SIGTERM: the run is asked to save, then its transfers are cut off, and the process ends within two seconds, with 130 or
 * 143, whether it has saved or not. Waits for the program's end, never for its thread, which may itself be waiting in {@link System#exit}.
 */
public final class Interruption {
    private static final long BEFORE_CUTTING_OFF_MS = 300;
    private static final long BEFORE_GIVING_UP_MS = 1500;

    private final List<IntConsumer> atEnd = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);

    /** Watches over a run from now on. {@code giveUp} is told when it has not saved in time. */
    public void watch(Runnable askToSave, Runnable cutOff, Runnable giveUp) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(askToSave, cutOff, giveUp), "siiwad-interruption"));
    }

    /** Somebody is to be told the exit code once the program has nothing more to do. */
    public void atEnd(IntConsumer told) {
        atEnd.add(told);
    }

    /** The program has nothing more to save or to say, and ends with this exit code. */
    public void over(int code) {
        atEnd.forEach(told -> told.accept(code));
        over.countDown();
    }

    private void end(Runnable askToSave, Runnable cutOff, Runnable giveUp) {
        askToSave.run();
        try {
            if (over.await(BEFORE_CUTTING_OFF_MS, TimeUnit.MILLISECONDS)) {
                return;
            }
            cutOff.run();
            if (!over.await(BEFORE_GIVING_UP_MS, TimeUnit.MILLISECONDS)) {
                giveUp.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
