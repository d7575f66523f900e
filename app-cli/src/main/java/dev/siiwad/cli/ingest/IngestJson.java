package dev.siiwad.cli.ingest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Failures;
import dev.siiwad.ingest.ResumePlan;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.Receipt;
import dev.siiwad.segment.Tally;
import dev.siiwad.source.PausedException;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.dataset.DatasetNames;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** What an {@code ingest} command came to, or would, for other programs; docs/json.md says what is in it. */
final class IngestJson {
    /** Members are added without a new one; one that is there neither goes nor changes its meaning. */
    static final int VERSION = 1;

    static final String NOTHING_NEW = "nothing_new";

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<Integer, String> OUTCOMES = Map.of(
            ExitCode.USAGE, "wrong_usage",
            ExitCode.CORRUPT, "corrupt",
            ExitCode.DECISION, "refused",
            ExitCode.BUSY, "busy",
            ExitCode.PAUSED, "paused",
            ExitCode.NOTHING_KEPT, "nothing_kept",
            ExitCode.INTERRUPTED, "interrupted");

    private IngestJson() {}

    static ObjectNode of(SourceId source) {
        return JSON.createObjectNode().put("version", VERSION).put("source", source.value());
    }

    /** What a start would decide. */
    static void addPlan(ObjectNode json, ResumePlan plan, Optional<String> holder) {
        json.put("decision", decision(plan));
        holder.ifPresent(held -> json.put("holder", held));
        if (plan instanceof ResumePlan.CarryOn carryOn) {
            add(json, carryOn.checkpoint());
        } else if (plan instanceof ResumePlan.Publish publish) {
            add(json, publish.checkpoint());
        } else if (plan instanceof ResumePlan.Finished finished) {
            add(json, finished.dataset());
        } else {
            json.put("offset", plan instanceof ResumePlan.StartAt startAt ? startAt.offset() : 0);
        }
    }

    private static String decision(ResumePlan plan) {
        if (plan instanceof ResumePlan.CarryOn) {
            return "carry_on";
        }
        if (plan instanceof ResumePlan.Publish) {
            return "publish";
        }
        if (plan instanceof ResumePlan.Finished) {
            return "finished";
        }
        return plan instanceof ResumePlan.Refuse ? "refuse" : "begin";
    }

    private static void add(ObjectNode json, Checkpoint checkpoint) {
        json.put("run_id", checkpoint.runId().value())
                .put("offset", checkpoint.lastIndex())
                .put("processed", checkpoint.processedCount())
                .put("snapshot", checkpoint.snapshot());
    }

    private static void add(ObjectNode json, Dataset dataset) {
        json.put("run_id", dataset.run().value()).put("receipt", dataset.receipt());
    }

    /** How a run ended that did not fail. */
    static ObjectNode ended(SourceId source, RunReport report, int code) {
        ObjectNode json = of(source).put("exit_code", code);
        if (report instanceof RunReport.Completed completed) {
            add(json.put("outcome", "published"), completed.receipt());
        } else if (report instanceof RunReport.Finished finished) {
            add(json.put("outcome", "finished"), finished.dataset());
        } else if (report instanceof RunReport.NothingNew) {
            json.put("outcome", NOTHING_NEW);
        } else if (report instanceof RunReport.NothingKept nothing) {
            add(json.put("outcome", OUTCOMES.get(code)), nothing.tally());
        } else {
            json.put("outcome", OUTCOMES.getOrDefault(code, "failed"));
        }
        return json;
    }

    private static void add(ObjectNode json, Receipt receipt) {
        DatasetNames names = new DatasetNames(receipt.checkpoint().runId());
        json.put("run_id", receipt.checkpoint().runId().value())
                .put("snapshot", receipt.checkpoint().snapshot());
        add(json, receipt.tally());
        json.put("set_aside", receipt.setAside().count())
                .put("dataset", receipt.directory())
                .put("receipt", receipt.directory() + "/" + names.receipt());
    }

    private static void add(ObjectNode json, Tally tally) {
        json.put("read", tally.read()).put("kept", tally.kept()).put("quarantined", tally.quarantined());
        tally.dropped().forEach(json.putObject("dropped")::put);
    }

    /** How a run ended that failed. */
    static ObjectNode failed(SourceId source, IOException failure) {
        int code = Failures.exitCode(failure);
        ObjectNode json = of(source)
                .put("exit_code", code)
                .put("outcome", OUTCOMES.getOrDefault(code, "failed"))
                .put("message", Failures.describe(failure));
        if (failure instanceof PausedException paused) {
            json.put("paused_until", paused.until().toString());
        }
        return json;
    }
}
