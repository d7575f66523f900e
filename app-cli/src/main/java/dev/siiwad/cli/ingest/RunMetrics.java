package dev.siiwad.cli.ingest;

import static dev.siiwad.cli.metrics.MetricsText.labels;

import dev.siiwad.cli.metrics.MetricsFile;
import dev.siiwad.cli.metrics.MetricsText;
import dev.siiwad.ingest.Progress;
import dev.siiwad.publish.Receipt;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.Tally;
import dev.siiwad.source.SourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Keeps the figures of a run in a file: {@value #WRITTEN_EVERY_S} s after they were written last, when the run ends, and how. A process that is killed leaves them as they were;
 * {@code siiwad_run_updated_timestamp_seconds} tells. Safe for use by several threads.
 */
final class RunMetrics implements Progress {
    static final long WRITTEN_EVERY_S = 15;

    private final MetricsFile file;
    private final SourceId source;
    private final String version;
    private final Supplier<Instant> clock;
    private final Instant started;
    private Instant written = Instant.MIN;
    private Optional<RunSeen> seen = Optional.empty();
    private Optional<RunSeen.Outcomes> outcomes = Optional.empty();
    private Optional<Tally> published = Optional.empty();
    private Optional<RunId> run = Optional.empty();
    private Optional<Instant> saved = Optional.empty();
    private int attempt;
    private OptionalInt code = OptionalInt.empty();

    RunMetrics(MetricsFile file, SourceId source, String version, Supplier<Instant> clock) {
        this.file = file;
        this.source = source;
        this.version = version;
        this.clock = clock;
        this.started = clock.get();
    }

    @Override
    public synchronized void on(Event event) {
        if (event instanceof Claimed claimed) {
            run = Optional.of(claimed.checkpoint().runId());
            attempt = claimed.checkpoint().attempt();
            saved = Optional.of(claimed.checkpoint().timestamp());
        } else if (event instanceof Committed committed) {
            saved = Optional.of(committed.checkpoint().timestamp());
        }
    }

    /** The run was looked at. */
    synchronized void seen(RunSeen now) {
        seen = Optional.of(now);
        outcomes = now.outcomes().or(() -> outcomes);
        if (Duration.between(written.equals(Instant.MIN) ? Instant.EPOCH : written, clock.get())
                        .toSeconds()
                >= WRITTEN_EVERY_S) {
            write();
        }
    }

    /** The dataset is there. */
    synchronized void published(Receipt receipt) {
        run = Optional.of(receipt.checkpoint().runId());
        published = Optional.of(receipt.tally());
    }

    /** The process ends with this exit code. */
    synchronized void ended(int exitCode) {
        code = OptionalInt.of(exitCode);
        write();
    }

    private void write() {
        written = clock.get();
        file.write(text());
    }

    private MetricsText text() {
        MetricsText text = new MetricsText();
        Map<String, String> labels = labels("source", source.value());
        text.gauge("siiwad_run_info", "Always 1; the labels say which run it is")
                .sample(
                        labels(
                                "source",
                                source.value(),
                                "run_id",
                                run.map(RunId::value).orElse(""),
                                "version",
                                version),
                        1);
        text.gauge("siiwad_run_running", "Whether the process has not ended yet")
                .sample(labels, code.isEmpty());
        text.gauge("siiwad_run_updated_timestamp_seconds", "When these figures were written")
                .sample(labels, written);
        text.gauge("siiwad_run_process_start_timestamp_seconds", "When this attempt began")
                .sample(labels, started);
        text.gauge("siiwad_run_attempt", "Which attempt of the run this is; 0 before it has begun")
                .sample(labels, attempt);
        saved.ifPresent(at -> text.gauge("siiwad_run_checkpoint_timestamp_seconds", "When it was last saved")
                .sample(labels, at));
        addCounts(text, labels);
        seen.ifPresent(now -> addSeen(text, labels, now));
        if (code.isPresent()) {
            text.gauge("siiwad_run_exit_code", "How it ended: 0 done, 1 failed, 6 paused; docs/endings.md has all")
                    .sample(labels, code.getAsInt());
            text.gauge("siiwad_run_end_timestamp_seconds", "When it ended").sample(labels, written);
        }
        return text;
    }

    private void addSeen(MetricsText text, Map<String, String> labels, RunSeen now) {
        for (RunSeen.Phase phase : RunSeen.Phase.values()) {
            text.gauge("siiwad_run_phase", "1 for what it does now")
                    .sample(
                            labels(
                                    "source",
                                    source.value(),
                                    "phase",
                                    phase.name().toLowerCase(Locale.ROOT)),
                            code.isEmpty() && phase == now.phase());
        }
        text.counter("siiwad_run_requests_total", "Requests that this attempt has made")
                .sample(labels, now.requests());
        now.share()
                .ifPresent(
                        share -> text.gauge("siiwad_run_progress_ratio", "How much of the phase is done, from 0 to 1")
                                .sample(labels, share));
    }

    private void addCounts(MetricsText text, Map<String, String> labels) {
        if (published.isPresent()) {
            Tally tally = published.get();
            addCounts(text, labels, tally.read(), tally.kept());
            text.counter("siiwad_run_documents_quarantined_total", "Documents of those that it quarantines")
                    .sample(labels, tally.quarantined());
            tally.dropped()
                    .forEach((reason, count) -> text.counter(
                                    "siiwad_run_documents_dropped_total", "Documents of those that it drops, by reason")
                            .sample(labels("source", source.value(), "reason", reason), count));
        } else {
            outcomes.ifPresent(of -> addCounts(text, labels, of.kept() + of.leftOut(), of.kept()));
        }
    }

    private static void addCounts(MetricsText text, Map<String, String> labels, long read, long kept) {
        text.counter("siiwad_run_documents_read_total", "Documents that the run has read, in all its attempts")
                .sample(labels, read);
        text.counter("siiwad_run_documents_kept_total", "Documents of those that it keeps")
                .sample(labels, kept);
    }
}
