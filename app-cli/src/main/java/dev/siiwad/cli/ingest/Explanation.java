package dev.siiwad.cli.ingest;

import dev.siiwad.Ingestion;
import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.InFlight;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.cli.terminal.Span;
import dev.siiwad.ingest.Replace;
import dev.siiwad.ingest.ResumePlan;
import dev.siiwad.publish.Dataset;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.Storage;
import dev.siiwad.storage.silver.Edition;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a run would do now and why, for people. Looks, and changes nothing. */
final class Explanation {
    private final Storage storage;
    private final Ingestion ingestion;
    private final SourceId source;
    private final Instant now;
    private final Refusals refusals;
    private final String where;
    private final String used;
    private final Optional<String> problem;
    private final Optional<String> holder;

    Explanation(Instant now, Storage storage, Ingestion ingestion, Refusals refusals) throws IOException {
        this.storage = storage;
        this.ingestion = ingestion;
        this.source = ingestion.source().id();
        this.now = now;
        this.refusals = refusals;
        this.where = storage.checkpoints().where(source);
        this.problem = problem(storage, source);
        this.used = problem.isPresent() ? "the checkpoint before " + where : where;
        this.holder = storage.checkpointAdmin().holder(source);
    }

    /** What is wrong with the newest checkpoint, where the one before it is used. */
    private static Optional<String> problem(Storage storage, SourceId source) throws IOException {
        try {
            return storage.checkpoints().load(source) instanceof Saved.Committed committed
                    ? committed.fallback().map(fallback -> fallback.problem().getMessage())
                    : Optional.empty();
        } catch (CorruptCheckpointException unusable) {
            return Optional.empty();
        }
    }

    /** Whether another run holds the source, so that a run now would be refused. */
    boolean busy() {
        return holder.isPresent();
    }

    Optional<String> holder() {
        return holder;
    }

    String title() {
        return "Source:      " + source;
    }

    List<String> of(ResumePlan plan) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(title());
        problem.ifPresent(what -> lines.add("Corrupt:     " + what + "; the one before it is used"));
        holder.ifPresent(pid -> lines.add("Refused:     another run holds this source (" + pid + ")"));
        if (plan instanceof ResumePlan.Refuse refuse) {
            lines.add("Refused:     " + refusals.message(refuse.refusal()));
            lines.add("Checkpoint:  " + where);
        } else if (plan instanceof ResumePlan.Finished finished) {
            lines.add("Would do nothing, because run " + finished.dataset().run() + " is finished");
            lines.add("Dataset:     " + finished.dataset().receipt());
        } else if (plan instanceof ResumePlan.CarryOn carryOn) {
            lines.add("Would carry on at offset " + carryOn.checkpoint().lastIndex() + ", because " + used
                    + " is whole and of this snapshot and these settings");
            describe(carryOn.checkpoint(), lines);
            carryOn.newer().ifPresent(newer -> lines.add("Newer:       " + newer + ", left for the next run"));
        } else if (plan instanceof ResumePlan.Publish publish) {
            lines.add(
                    publish.checkpoint().processedCount() == 0
                            ? "Would end at once and publish nothing: all has been read, and nothing was kept"
                            : "Would publish at once, because " + used + " says that all has been read");
            describe(publish.checkpoint(), lines);
        } else {
            describeNew(plan, lines);
        }
        ingestion.request().maxRecords().ifPresent(end -> lines.add("Ends at:     offset " + end));
        if (!(plan instanceof ResumePlan.Refuse)) {
            describeReplaced(lines);
        }
        return lines;
    }

    /** What the new dataset holds is not known yet. */
    private void describeReplaced(List<String> lines) throws IOException {
        Replace asked = ingestion.request().replace();
        if (!asked.anything()) {
            return;
        }
        for (Dataset older : storage.datasets().catalog(source).datasets()) {
            long documents = older.tally().kept();
            String what = "run " + older.run() + " of " + older.day() + ", with " + documents + " documents";
            if (asked.named().contains(older.run())) {
                lines.add("Replaces:    " + what);
            } else if (asked.covered()) {
                lines.add("Replaces:    " + what + ", if the new dataset holds the whole source and "
                        + (documents + 1) / 2 + " documents or more");
            }
        }
    }

    private void describe(Checkpoint checkpoint, List<String> lines) {
        lines.add("Run:         " + checkpoint.runId() + ", next attempt " + (checkpoint.attempt() + 1) + " or later");
        lines.add("Position:    "
                + (checkpoint.position().isStart()
                        ? "the start"
                        : checkpoint.position().token()));
        lines.add("Snapshot:    " + checkpoint.snapshot());
        long segments = checkpoint.lastSegment().map(name -> name.number()).orElse(0L);
        lines.add("Segments:    " + segments + ", with " + checkpoint.processedCount() + " documents kept");
        checkpoint
                .inFlight()
                .filter(InFlight::isSuspect)
                .ifPresent(document -> lines.add("In flight:   attempts " + document.attempts()
                        + " died with the document at offset " + document.offset()
                        + (document.isDeadly()
                                ? ", of their own account"
                                : "; it is tried in a process of its own first")));
        lines.add("Last commit: " + Span.text(Duration.between(checkpoint.timestamp(), now)) + " ago");
        lines.add("Dataset:     " + dataset(Edition.day(checkpoint.runId(), checkpoint.started())));
    }

    private void describeNew(ResumePlan plan, List<String> lines) {
        long offset = plan instanceof ResumePlan.StartAt startAt ? startAt.offset() : 0;
        String reason = ingestion.request().force()
                ? "--force asks for it"
                : ingestion.request().fromOffset().isPresent()
                        ? "--from-offset asks for it, and there is no run in progress"
                        : offset > 0 ? where + " holds an offset and no more" : "there is no " + where;
        lines.add("Would begin a new run at offset " + offset + ", because " + reason);
        lines.add("Snapshot:    the one that upstream has when the run begins");
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        lines.add("Dataset:     "
                + dataset(ingestion
                        .request()
                        .runId()
                        .map(run -> Edition.day(run, now))
                        .orElse(today)));
    }

    private String dataset(LocalDate day) {
        return storage.datasets().where(source) + "/" + Layout.day(day);
    }
}
