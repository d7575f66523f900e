package dev.siiwad.cli.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.checkpoint.Checkpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The runs of a storage for other programs, version {@value #VERSION} of its shape; docs/operating.md says what is in it. */
public final class StatusJson {
    /** Members are added without a new one; one that is there neither goes nor changes its meaning. */
    static final int VERSION = 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    private StatusJson() {}

    /** @param problems empty also where nothing was checked */
    static ObjectNode of(List<RunStatus> runs, List<StatusCheck.Problem> problems, Instant now) {
        ObjectNode members = JSON.createObjectNode().put("version", VERSION).put("time", now.toString());
        ArrayNode listed = members.putArray("runs");
        runs.forEach(run -> write(run, now, listed.addObject()));
        ArrayNode found = members.putArray("problems");
        problems.forEach(problem -> found.addObject()
                .put("source", problem.source())
                .put("kind", problem.kind())
                .put("exit_code", problem.code())
                .put("message", problem.message()));
        return members;
    }

    /** The members of one run. */
    public static void write(RunStatus run, Instant now, ObjectNode members) {
        members.put("source", run.source().value())
                .put("state", run.state(now).name().toLowerCase(Locale.ROOT));
        run.holder().ifPresent(holder -> members.put("holder", holder));
        run.saved()
                .ifPresent(saved -> members.put("saved", saved.toString())
                        .put(
                                "saved_seconds_ago",
                                Math.max(0, Duration.between(saved, now).toSeconds())));
        run.checkpoint().ifPresent(checkpoint -> write(checkpoint, members));
        run.shared().ifPresent(shared -> write(shared, now, members));
        run.offset()
                .ifPresent(offset -> members.put("offset", offset.lastIndex())
                        .put("processed", offset.processedCount())
                        .put("offset_only", true));
        run.misplaced().ifPresent(other -> members.put("checkpoint_of", other.value()));
        run.corrupt().ifPresent(problem -> members.put("problem", problem));
        run.unusable().ifPresent(unusable -> members.put("problem", unusable.problem()));
        run.holderProblem().ifPresent(problem -> members.put("problem", problem));
    }

    /** What the plan itself says of offsets is nothing. */
    private static void write(RunStatus.SharedStatus shared, Instant now, ObjectNode members) {
        members.put("offset", shared.offset())
                .put("processed", shared.processed())
                .put("exhausted", shared.allRead());
        ObjectNode slices = members.putObject("slices")
                .put("count", shared.count())
                .put("read", shared.read())
                .put("running", shared.running())
                .put("free", shared.free());
        ArrayNode begun = slices.putArray("begun");
        shared.slices().forEach(slice -> write(slice, now, begun.addObject()));
    }

    private static void write(Checkpoint checkpoint, ObjectNode members) {
        members.put("run_id", checkpoint.runId().value())
                .put("started", checkpoint.run().started().toString())
                .put("attempt", checkpoint.attempt())
                .put("stalled_attempts", checkpoint.stalledAttempts())
                .put("first_index", checkpoint.firstIndex())
                .put("offset", checkpoint.lastIndex())
                .put("processed", checkpoint.processedCount())
                .put("position", checkpoint.position().token())
                .put("snapshot", checkpoint.snapshot())
                .put("exhausted", checkpoint.exhausted());
        checkpoint.pausedUntil().ifPresent(until -> members.put("paused_until", until.toString()));
    }
}
