package dev.siiwad.cli.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.Ingestion;
import dev.siiwad.Preview;
import dev.siiwad.ProgressLog;
import dev.siiwad.Siiwad;
import dev.siiwad.cli.storage.PaidContent;
import dev.siiwad.cli.terminal.Counted;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.PrintedLine;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.TypedCommand;
import dev.siiwad.cli.terminal.UsageException;
import dev.siiwad.ingest.ResumePlan;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an {@code ingest} command says that runs nothing: {@code --explain}, {@code --dry-run} and {@code --preview}.
 *
 * @param command as it was typed
 */
record LookFlow(Session session, Asked asked, Siiwad siiwad, Storage storage, TypedCommand command) {
    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");

    /** Returns the exit code. */
    int run(Ingestion ingestion) throws IOException {
        session.interruption().watch(siiwad::stop, siiwad::cutOff, () -> {});
        if (asked.options().preview().isPresent()) {
            return preview(ingestion, asked.options().preview().get().value());
        }
        ProgressLog log = new ProgressLog(storage);
        Ingestion logged = ingestion.progress(event -> ProgressLog.log(event, PrintedLine.of(log.message(event))));
        List<String> lines = new ArrayList<>();
        ObjectNode json = IngestJson.of(ingestion.source().id());
        int code = asked.options().dryRun() ? dryRun(logged, lines, json) : explain(logged, lines, json);
        if (asked.options().json()) {
            json.put("exit_code", code);
            lines.forEach(json.putArray("lines")::add);
            session.print(json.toString());
        } else {
            lines.forEach(session::print);
            if (asked.options().explain()) {
                session.print("Exit code:   " + code
                        + (code == ExitCode.DONE ? ", as far as that shows before anything is read" : ""));
            }
        }
        return code;
    }

    private int explain(Ingestion ingestion, List<String> lines, ObjectNode json) throws IOException {
        ResumePlan plan = ingestion.explain();
        Optional<News> news =
                plan instanceof ResumePlan.StartFresh ? Optional.of(News.of(ingestion)) : Optional.empty();
        Explanation explanation = explanation(ingestion);
        IngestJson.addPlan(json, plan, explanation.holder());
        int code = explained(explanation, plan, news, lines, json);
        if (code != ExitCode.DONE || explanation.busy() || plan instanceof ResumePlan.Publish) {
            return code;
        }
        ingestion.source().requireReadable(!(plan instanceof ResumePlan.CarryOn));
        if (news.isPresent()) {
            news.get().requireReadable();
        }
        return ExitCode.DONE;
    }

    private Explanation explanation(Ingestion ingestion) throws IOException {
        SourceId source = ingestion.source().id();
        return new Explanation(
                session.now(),
                storage,
                ingestion,
                new Refusals(command, PaidContent.of(storage, source).isPresent()));
    }

    private static int explained(
            Explanation explanation, ResumePlan plan, Optional<News> news, List<String> lines, ObjectNode json)
            throws IOException {
        Optional<String> nothing = news.flatMap(News::nothing);
        if (nothing.isPresent() && !explanation.busy()) {
            json.put("decision", IngestJson.NOTHING_NEW);
            lines.add(explanation.title());
            lines.add(nothing.get());
            return ExitCode.DONE;
        }
        lines.addAll(explanation.of(plan));
        news.ifPresent(known -> lines.addAll(known.lines()));
        if (explanation.busy()) {
            return ExitCode.BUSY;
        }
        if (plan instanceof ResumePlan.Refuse refuse) {
            return Refusals.exitCode(refuse.refusal());
        }
        boolean keepsNothing = plan instanceof ResumePlan.Publish publish
                && publish.checkpoint().processedCount() == 0;
        return keepsNothing ? ExitCode.NOTHING_KEPT : ExitCode.DONE;
    }

    private int dryRun(Ingestion ingestion, List<String> lines, ObjectNode json) throws IOException {
        DryRun dryRun = DryRun.of(ingestion);
        Explanation explanation = explanation(ingestion);
        IngestJson.addPlan(json, dryRun.outlook().plan(), explanation.holder());
        int code = explained(explanation, dryRun.outlook().plan(), dryRun.news(), lines, json);
        boolean reads = dryRun.outlook().snapshot().isPresent();
        if (reads) {
            ingestion.source().requireReadable(!(dryRun.outlook().plan() instanceof ResumePlan.CarryOn));
            lines.removeIf(line -> line.startsWith("Snapshot:"));
            lines.addAll(dryRun.lines());
            dryRun.addTo(json);
        }
        return code;
    }

    private int preview(Ingestion ingestion, long documents) throws IOException {
        if (asked.paid()) {
            throw new UsageException(
                    "--preview: each document of this source is paid for, so none is shown before; see what it costs with --dry-run");
        }
        if (documents > Preview.READ_MAX) {
            throw new UsageException("--preview is " + documents + "; expected 1 to " + Preview.READ_MAX);
        }
        ingestion.source().requireReadable(true);
        Preview shown = ingestion.preview(documents, session::print);
        long left = shown.dropped().values().stream().mapToLong(Long::longValue).sum();
        LOG.info(
                "Preview: {} of {} read{}{}; nothing was kept",
                shown.kept(),
                Counted.of(shown.read(), "document"),
                left == 0 ? "" : ", dropped " + shown.dropped(),
                shown.malformed() == 0 ? "" : ", " + shown.malformed() + " that cannot be read");
        if (shown.kept() < documents && !shown.ended() && !siiwad.stopRequested()) {
            LOG.warn("Preview: no more than {} documents are read for it", Preview.READ_MAX);
        }
        return siiwad.stopRequested()
                ? ExitCode.INTERRUPTED
                : shown.kept() == 0 ? ExitCode.NOTHING_KEPT : ExitCode.DONE;
    }
}
