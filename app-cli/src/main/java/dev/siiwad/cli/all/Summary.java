package dev.siiwad.cli.all;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.cli.terminal.ByteSize;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Span;
import dev.siiwad.cli.terminal.Table;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How all sources ended, as a table and as JSON; docs/json.md says what is in that.
 *
 * @param turns in the order of the configuration
 * @param ended by the names of their sources; others were not begun
 */
record Summary(List<Turn> turns, Map<String, SourceProcess.Ended> ended, boolean dryRun) {
    private static final int VERSION = 1;
    /** Exit codes above it are those of a process that a signal has ended. */
    private static final int SIGNALLED = 128;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a monitor wants to know first. */
    private static final List<Integer> WORST_FIRST = List.of(
            ExitCode.CORRUPT,
            ExitCode.USAGE,
            ExitCode.DECISION,
            ExitCode.FAILED,
            ExitCode.BUSY,
            ExitCode.PAUSED,
            ExitCode.NOTHING_KEPT,
            ExitCode.DONE);

    int exitCode() {
        return worst(turns.stream().map(this::exitCode).toList());
    }

    static int worst(List<Integer> codes) {
        return codes.stream()
                .map(code -> WORST_FIRST.contains(code) ? code : ExitCode.FAILED)
                .min((one, other) -> Integer.compare(WORST_FIRST.indexOf(one), WORST_FIRST.indexOf(other)))
                .orElse(ExitCode.DONE);
    }

    private int exitCode(Turn turn) {
        return end(turn).map(SourceProcess.Ended::exitCode).orElse(turn.exitCode());
    }

    private Optional<SourceProcess.Ended> end(Turn turn) {
        return Optional.ofNullable(ended.get(turn.entry().name()));
    }

    /** The earliest time at which one that is paused can go on. */
    Optional<String> pausedUntil() {
        return ended.values().stream()
                .flatMap(end -> end.result().stream())
                .map(result -> result.path("paused_until").asText())
                .filter(time -> !time.isEmpty())
                .min(String::compareTo);
    }

    List<String> table() {
        Table table = dryRun
                ? new Table("NAME", "SOURCE", "WOULD", "FILES", "BYTES", "REQUESTS", "USD", "EXIT")
                : new Table("NAME", "SOURCE", "RESULT", "READ", "KEPT", "TOOK", "EXIT");
        for (Turn turn : turns) {
            Optional<SourceProcess.Ended> end = end(turn);
            Optional<JsonNode> result = end.flatMap(SourceProcess.Ended::result);
            String source = turn.source().map(Object::toString).orElse("-");
            String code =
                    end.map(ended -> "" + ended.exitCode()).orElse(turn.exitCode() == 0 ? "-" : "" + turn.exitCode());
            if (dryRun) {
                table.row(
                        turn.entry().name(),
                        source,
                        words(turn),
                        result.map(json -> json.path("files").size())
                                .filter(files -> files > 0)
                                .map(String::valueOf)
                                .orElse("-"),
                        result.filter(json -> json.has("bytes"))
                                .map(json -> ByteSize.text(json.path("bytes").asLong()))
                                .orElse("-"),
                        number(result, "requests"),
                        result.map(json -> json.path("cost_usd_max").asText())
                                .filter(usd -> !usd.isEmpty())
                                .orElse("-"),
                        code);
            } else {
                table.row(
                        turn.entry().name(),
                        source,
                        words(turn),
                        number(result, "read"),
                        number(result, "kept"),
                        end.map(ended -> Span.countdown(ended.took())).orElse("-"),
                        code);
            }
        }
        return table.lines();
    }

    private static String number(Optional<JsonNode> result, String member) {
        return result.filter(json -> json.has(member))
                .map(json -> String.format(Locale.ROOT, "%,d", json.path(member).asLong()))
                .orElse("-");
    }

    private String words(Turn turn) {
        Optional<SourceProcess.Ended> end = end(turn);
        if (end.isEmpty()) {
            return switch (turn.kind()) {
                case DUE -> "not begun";
                case NOT_DUE -> turn.why();
                case LEFT_OUT -> "left out: " + turn.why();
                case UNUSABLE -> "cannot be begun";
            };
        }
        JsonNode result = end.get().result().orElseGet(JSON::createObjectNode);
        if (result.has("paused_until")) {
            return "paused until " + result.path("paused_until").asText();
        }
        String outcome = result.path(dryRun ? "decision" : "outcome").asText();
        return (outcome.isEmpty() ? outcome(end.get().exitCode()) : outcome).replace('_', ' ');
    }

    /** Where the process has left no word. */
    private static String outcome(int code) {
        if (code > SIGNALLED) {
            return "killed";
        }
        return code == ExitCode.USAGE ? "wrong usage" : code == ExitCode.DONE ? "done" : "failed";
    }

    String json(Instant began, Instant now, int exitCode) {
        ObjectNode json = JSON.createObjectNode()
                .put("version", VERSION)
                .put("started", began.toString())
                .put("ended", now.toString())
                .put("exit_code", exitCode);
        ArrayNode sources = json.putArray("sources");
        for (Turn turn : turns) {
            ObjectNode source = sources.addObject().put("name", turn.entry().name());
            turn.source().ifPresent(id -> source.put("source", id.value()));
            source.put("turn", turn.kind().toString()).put("why", turn.why());
            source.put("every_days", turn.entry().every().getDays());
            Optional<SourceProcess.Ended> end = end(turn);
            if (end.isPresent()) {
                source.put("exit_code", end.get().exitCode())
                        .put("seconds", end.get().took().toSeconds());
                end.get().result().ifPresent(result -> source.set("result", result));
            } else if (turn.exitCode() != ExitCode.DONE) {
                source.put("exit_code", turn.exitCode());
            }
        }
        return json.toString();
    }
}
