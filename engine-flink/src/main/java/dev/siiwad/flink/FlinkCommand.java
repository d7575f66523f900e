package dev.siiwad.flink;

import dev.siiwad.cli.terminal.Positive;
import dev.siiwad.cli.terminal.UsageException;
import java.net.InetSocketAddress;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code siiwad-flink} itself: where the workers run. */
@Command(
        name = "siiwad-flink",
        mixinStandardHelpOptions = true,
        subcommandsRepeatable = false,
        description =
                "Shares a run between workers that Apache Flink keeps alive. What it is given after its own options is a"
                        + " command of siiwad, with --slices and --run-id; any of the two carries on what the other began.",
        footer = {
            "",
            "Such as: siiwad-flink ingest huggingface mc4 --slices 16 --run-id mc4-2026-11",
            "The same command again carries on. Exit codes are those of siiwad."
        })
final class FlinkCommand implements Runnable {
    private static final int PORT_MAX = 65_535;

    @Option(
            names = "--jobmanager",
            paramLabel = "HOST:PORT",
            description = "Run on this cluster, by the address of its web page (default: in this process)")
    private Optional<String> jobManager = Optional.empty();

    @Option(
            names = "--workers",
            paramLabel = "N",
            description =
                    "How many workers (default: in this process as many as it has cores; on a cluster as many as there"
                            + " are slices; never more than slices)")
    private Optional<Positive> workers = Optional.empty();

    @Option(
            names = "--web-port",
            paramLabel = "PORT",
            description =
                    "Port of Flink's web page, where the workers run in this process; on this machine alone (default: any)")
    private Optional<Positive> webPort = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing: ingest");
    }

    /** The cluster; empty for this process. */
    Optional<InetSocketAddress> jobManager() {
        return jobManager.map(text -> {
            int colon = text.lastIndexOf(':');
            if (colon <= 0) {
                throw new UsageException("--jobmanager is \"" + text + "\"; expected HOST:PORT, as localhost:8081");
            }
            return InetSocketAddress.createUnresolved(
                    text.substring(0, colon), port("--jobmanager", text.substring(colon + 1)));
        });
    }

    /** A port that is free where none is asked for. */
    int webPort() {
        return webPort.map(port -> port("--web-port", String.valueOf(port.value())))
                .orElse(0);
    }

    /** @param usual how many if nobody asks for a number */
    int workers(int slices, int usual) {
        return (int) Math.min(slices, workers.map(Positive::value).orElse((long) usual));
    }

    private static int port(String option, String digits) {
        if (!digits.matches("\\d{1,5}") || Integer.parseInt(digits) < 1 || Integer.parseInt(digits) > PORT_MAX) {
            throw new UsageException(option + " names port \"" + digits + "\"; expected 1 to " + PORT_MAX);
        }
        return Integer.parseInt(digits);
    }
}
