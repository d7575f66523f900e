package dev.siiwad.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class SubmissionTest {
    /** As the web server of a session cluster says it that was started again. */
    @Test
    void saysInOneLineWhatTheClusterAnswers() {
        assertThat(root("[org.apache.flink.runtime.rest.handler.RestHandlerException:"
                        + " org.apache.flink.runtime.messages.FlinkJobNotFoundException: Could not find Flink job"
                        + " (c2db15)\n\tat org.apache.flink.runtime.rest.handler.job.JobExecutionResultHandler\n]"))
                .isEqualTo("the cluster knows this job no more, as after another start of its job manager");
        assertThat(root("[Internal server error: no slot\n\tat org.apache.flink.X\n\tat org.apache.flink.Y]"))
                .isEqualTo("[Internal server error: no slot");
        assertThat(root("Connection refused")).isEqualTo("Connection refused");
    }

    private static String root(String message) {
        return Submission.root(new ExecutionException(new RuntimeException(new IOException(message))));
    }
}
