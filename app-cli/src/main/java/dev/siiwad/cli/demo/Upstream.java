package dev.siiwad.cli.demo;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One kind of source as the demo plays it: what it serves, and the command that collects it. Everything it serves, the demo has made. */
interface Upstream {
    /** For the table. */
    String name();

    /** The command line after {@code siiwad ingest}, without the options that every run of the demo has. */
    List<String> arguments();

    /** Leads the command to this server instead of the real one. */
    Map<String, String> environment(String baseUrl);

    /** How many documents there are to a checkpoint. */
    default int checkpointEvery() {
        return 50;
    }

    /** How many checkpoints an attempt saves before it is killed. */
    default int checkpointsBeforeKill() {
        return 6;
    }

    /** What the command needs in its working directory, by file name. */
    default Map<String, String> inputFiles() {
        return Map.of();
    }

    /** The answer to a GET, or empty where there is nothing. */
    Optional<Served> serve(String path);

    /** The answer to any request; what it asks for besides its path is its method, its query and its body. */
    default Optional<Served> serve(String method, String path, String query, byte[] body) {
        return serve(path);
    }

    /** An answer. */
    record Served(String contentType, byte[] body, Map<String, String> headers) {
        Served(String contentType, byte[] body) {
            this(contentType, body, Map.of());
        }

        static Served json(String text) {
            return new Served("application/json", text.getBytes(StandardCharsets.UTF_8));
        }

        static Served text(String text) {
            return new Served("text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
        }

        static Served html(String text) {
            return new Served("text/html; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
        }

        static Served bytes(byte[] body) {
            return new Served("application/octet-stream", body);
        }
    }
}
