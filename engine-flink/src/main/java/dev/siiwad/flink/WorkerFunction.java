package dev.siiwad.flink;

import dev.siiwad.cli.terminal.ExitCode;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * An instance of the job. The worker has a thread of its own, which Flink never interrupts: an interrupt in the middle of a write would close the file. Flink waits for the worker's end,
 * and where that takes longer than {@code task.cancellation.timeout}, ends the process.
 */
final class WorkerFunction extends RichFlatMapFunction<Long, Long> {
    private static final long serialVersionUID = 1L;
    private static final long BEFORE_CUTTING_OFF_MS = 300;

    private final Work work;
    private transient Counts counts;

    WorkerFunction(Work work) {
        this.work = work;
    }

    @Override
    public void open(OpenContext context) {
        counts = Counts.in(getRuntimeContext());
    }

    @Override
    public void flatMap(Long number, Collector<Long> out) throws Exception {
        Worker worker = new Worker(work, counts);
        FutureTask<Integer> end = new FutureTask<>(worker::run);
        Thread thread = new Thread(end, "worker-" + number);
        thread.setContextClassLoader(WorkerFunction.class.getClassLoader());
        thread.start();
        boolean cancelled = await(thread, worker);
        int code = code(end);
        if (code != ExitCode.DONE && !cancelled) {
            throw WorkerEndedException.of(code, worker.problem());
        }
        out.collect(number);
    }

    /** Whether Flink has asked for the end meanwhile. */
    private static boolean await(Thread thread, Worker worker) {
        boolean cancelled = false;
        while (thread.isAlive()) {
            try {
                thread.join(cancelled ? BEFORE_CUTTING_OFF_MS : 0);
                if (thread.isAlive()) {
                    worker.cutOff();
                }
            } catch (InterruptedException cancelling) {
                cancelled = true;
                worker.stop();
            }
        }
        return cancelled;
    }

    private static int code(FutureTask<Integer> end) throws Exception {
        try {
            return end.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }
}
