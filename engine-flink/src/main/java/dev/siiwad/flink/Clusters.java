package dev.siiwad.flink;

import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RpcOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where a job runs. */
final class Clusters {
    /** Nothing goes through Flink's own buffers. */
    private static final MemorySize SMALL = MemorySize.ofMebiBytes(4);

    /** How long one part of this process may leave another without an answer: they die together, so silence only says that the machine is busy. */
    private static final Duration BUSY = Duration.ofMinutes(10);

    private static final String JOB_JAR = "siiwad-flink-job.jar";

    private Clusters() {}

    /** In this process, with a web page for this machine alone. */
    static StreamExecutionEnvironment here(int workers, int webPort) {
        Configuration settings = new Configuration();
        settings.set(TaskManagerOptions.NUM_TASK_SLOTS, workers);
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, SMALL);
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, SMALL);
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, SMALL);
        settings.set(RpcOptions.ASK_TIMEOUT_DURATION, BUSY);
        settings.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, BUSY);
        settings.set(RestOptions.BIND_ADDRESS, "localhost");
        settings.set(RestOptions.ADDRESS, "localhost");
        settings.set(RestOptions.BIND_PORT, String.valueOf(webPort));
        return StreamExecutionEnvironment.createLocalEnvironmentWithWebUI(settings);
    }

    /** On a cluster, which gets the program with the job where that is one jar, and else has it. */
    static StreamExecutionEnvironment remote(InetSocketAddress address) {
        return StreamExecutionEnvironment.createRemoteEnvironment(
                address.getHostString(), address.getPort(), new Configuration(), jars());
    }

    private static String[] jars() {
        try {
            Path here = Path.of(Clusters.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return here.endsWith(JOB_JAR) ? new String[] {here.toString()} : new String[0];
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
