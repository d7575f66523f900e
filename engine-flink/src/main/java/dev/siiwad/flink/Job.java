package dev.siiwad.flink;

import dev.siiwad.segment.RunId;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * A job of as many instances as there are workers, each started by a number. No data goes through Flink and it takes no checkpoint: what counts is committed by the workers
 * to the storage, and an instance that is started again finds it there. In batch mode an instance waits for a slot without holding up others, and is restarted alone.
 */
final class Job {
    static final String RESULTS = "results";

    private static final Duration PAUSE_FIRST = Duration.ofSeconds(1);
    private static final Duration PAUSE_MAX = Duration.ofMinutes(1);
    private static final Duration CALM = Duration.ofMinutes(10);

    private Job() {}

    static void describe(StreamExecutionEnvironment environment, Work work, int workers, RunId run) {
        Configuration settings = new Configuration();
        settings.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.BATCH);
        settings.set(
                RestartStrategyOptions.RESTART_STRATEGY,
                RestartStrategyOptions.RestartStrategyType.EXPONENTIAL_DELAY.getMainValue());
        settings.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS,
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS.defaultValue());
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, PAUSE_FIRST);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, PAUSE_MAX);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD, CALM);
        environment.configure(settings);
        environment.setParallelism(workers);
        environment.getCheckpointConfig().disableCheckpointing();
        environment
                .fromSequence(1, workers)
                .name("numbers of workers")
                .flatMap(new WorkerFunction(work))
                .returns(Types.LONG)
                .name("workers of run " + run)
                .sinkTo(new DiscardingSink<>())
                .name("none");
    }

    /** What the worker that has published says of the dataset; nothing where the dataset had been published before, or the job goes on without us. */
    static List<String> results(JobExecutionResult result) {
        List<String> lines = result.isJobExecutionResult() ? result.getAccumulatorResult(RESULTS) : null;
        return lines == null ? List.of() : lines;
    }
}
