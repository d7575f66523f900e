package dev.siiwad.cli.all;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.siiwad.cli.child.ChildCommand;
import dev.siiwad.cli.terminal.Logging;
import dev.siiwad.cli.terminal.Part;
import dev.siiwad.cli.terminal.Session;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process that collects one source. What it logs is passed on. It dies with this process, whatever this one dies of.
 *
 * @param part what the process is told that it is
 * @param board shows how it gets on
 */
record SourceProcess(Session session, Turn turn, ChildCommand command, Part part, ProgressBoard board) {
    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** How one ended. */
    record Ended(Turn turn, int exitCode, Duration took, Optional<JsonNode> result) {}

    /** @param started is told of the process, to stop it */
    Ended run(Children started) throws IOException, InterruptedException {
        long began = System.nanoTime();
        Process process = started.start(command.builder());
        FutureTask<Optional<JsonNode>> result = new FutureTask<>(() -> result(process.getInputStream()));
        Thread listener = new Thread(result, "siiwad-" + turn.entry().name());
        listener.setDaemon(true);
        listener.start();
        try {
            passOn(process);
            int code = process.waitFor();
            listener.join();
            return new Ended(turn, code, Duration.ofNanos(System.nanoTime() - began), result.get());
        } catch (ExecutionException e) {
            throw new IOException(part.prefix() + "its results cannot be read: " + e.getCause(), e);
        } finally {
            board.over(turn.entry().name());
            started.ended(process);
        }
    }

    private void passOn(Process process) throws IOException {
        boolean machines = Logging.isForMachines(session.environment());
        try (BufferedReader lines = reader(process.getErrorStream())) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(Part.MARK)) {
                    board.show(turn.entry().name(), line.substring(Part.MARK.length()));
                } else if (machines && !line.startsWith("{")) {
                    LOG.warn("{}{}", part.prefix(), line);
                } else {
                    String prefix = machines || line.startsWith(part.prefix()) ? "" : part.prefix();
                    session.line().print(prefix + line + "\n");
                }
            }
        }
    }

    /** The last line that is JSON. */
    private static Optional<JsonNode> result(InputStream stdout) throws IOException {
        Optional<JsonNode> result = Optional.empty();
        try (BufferedReader lines = reader(stdout)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("{")) {
                    result = parsed(line);
                }
            }
        }
        return result;
    }

    private static Optional<JsonNode> parsed(String line) {
        try {
            return Optional.of(JSON.readTree(line));
        } catch (JsonProcessingException cutShort) {
            return Optional.empty();
        }
    }

    private static BufferedReader reader(InputStream stream) {
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }
}
