package dev.siiwad.flink;

import dev.siiwad.cli.child.TypedArguments;
import dev.siiwad.cli.ingest.Asked;
import dev.siiwad.cli.ingest.IngestOptions;
import dev.siiwad.cli.ingest.Use;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.UsageException;
import dev.siiwad.ingest.Sharing;
import dev.siiwad.segment.RunId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.runtime.messages.FlinkJobNotFoundException;
import org.apache.flink.streaming.api.environment.LocalStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a Flink job do what is asked for, and waits for its end.
 *
 * @param command where its workers run
 */
record Submission(Session session, FlinkCommand command) implements Use {
    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad.flink");

    private static final String STACK = "\n\tat ";
    private static final int CAUSES_MAX = 30;

    /** Options that are for one process of the command line. */
    private static final List<String> OF_ONE_PROCESS = List.of(
            "--slice", "--no-wait", "--take-over", "--explain", "--log-file", "--no-progress", "--quiet", "--verbose");

    @Override
    public int ingest(Asked asked) throws IOException {
        Sharing sharing = asked.options().sharing().orElseThrow(() -> missing("--slices N"));
        RunId run = asked.options().runId().orElseThrow(() -> missing("--run-id ID"));
        var typed = asked.verb().commandLine().getParseResult();
        OF_ONE_PROCESS.stream().filter(typed::hasMatchedOption).findFirst().ifPresent(option -> {
            throw new UsageException(option + " is for a process of siiwad, and not for siiwad-flink");
        });
        TypedArguments words = TypedArguments.of(typed, Set.of(), Set.of());
        words.secrets().keySet().stream().findFirst().ifPresent(variable -> {
            throw new UsageException("A token is not put into a job, which many can look at. Set " + variable
                    + " where the workers run");
        });
        Optional<InetSocketAddress> jobManager = command.jobManager();
        int cores = Runtime.getRuntime().availableProcessors();
        StreamExecutionEnvironment given = StreamExecutionEnvironment.getExecutionEnvironment();
        boolean here = jobManager.isEmpty() && given instanceof LocalStreamEnvironment;
        int workers = command.workers(sharing.slices(), here ? cores : sharing.slices());
        Work work = new Work(
                words.words(),
                session.shell().directory().toAbsolutePath().toString(),
                here ? Math.max(1, cores / workers) : 0);
        StreamExecutionEnvironment environment = jobManager
                .map(Clusters::remote)
                .orElseGet(() -> here ? Clusters.here(workers, command.webPort()) : given);
        Job.describe(environment, work, workers, run);
        return await(environment, run, here);
    }

    @Override
    public int look(IngestOptions options, Question question) {
        throw new UsageException("this only looks, and needs no workers; ask siiwad");
    }

    private static UsageException missing(String option) {
        return new UsageException(option + " is missing: workers share a run by its id and its number of slices");
    }

    private int await(StreamExecutionEnvironment environment, RunId run, boolean here) throws IOException {
        AtomicBoolean over = new AtomicBoolean();
        try {
            JobClient job = environment.executeAsync("siiwad run " + run);
            LOG.info("Job {} of run {} has begun", job.getJobID(), run);
            if (here) {
                Runnable cancel = () -> {
                    if (!over.get()) {
                        job.cancel();
                    }
                };
                session.interruption().watch(cancel, () -> {}, () -> LOG.warn("Stopped before all was saved"));
            }
            JobExecutionResult result = job.getJobExecutionResult().get();
            Job.results(result).forEach(session::print);
            return ExitCode.DONE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the job went on", e);
        } catch (ExecutionException | CancellationException e) {
            return ended(e);
        } catch (Exception e) {
            throw new IOException("the job cannot be submitted: " + root(e), e);
        } finally {
            over.set(true);
        }
    }

    private static int ended(Exception e) throws IOException {
        ClassLoader ours = Submission.class.getClassLoader();
        if (e instanceof CancellationException
                || ExceptionUtils.findThrowable(e, JobCancellationException.class)
                        .isPresent()) {
            LOG.info("The job was cancelled; its workers have saved what they had read. The same command carries on");
            return ExitCode.INTERRUPTED;
        }
        WorkerEndedException worker = ExceptionUtils.findSerializedThrowable(e, WorkerEndedException.class, ours)
                .orElseThrow(() -> new IOException("the job failed: " + root(e), e));
        LOG.error("A worker ended with {}", worker.getMessage());
        return worker.code();
    }

    /** Flink wraps what went wrong many times over, and what a cluster answers holds a stack. */
    static String root(Throwable failure) {
        Throwable cause = failure;
        for (int n = 0; n < CAUSES_MAX && cause.getCause() != null; n++) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        if (message.contains(FlinkJobNotFoundException.class.getName())) {
            return "the cluster knows this job no more, as after another start of its job manager";
        }
        int stack = message.indexOf(STACK);
        return stack < 0 ? message : message.substring(0, stack);
    }
}
