package dev.siiwad.cli.dashboard;

import static dev.siiwad.cli.metrics.MetricsText.labels;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.cli.checkpoint.RunStatus;
import dev.siiwad.cli.checkpoint.StatusCheck;
import dev.siiwad.cli.metrics.MetricsText;
import dev.siiwad.publish.Catalog;
import dev.siiwad.publish.Dataset;
import dev.siiwad.source.SourceId;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Facts as metrics. Each has the labels {@code storage} and {@code source}; docs/operating.md names them all. */
final class BoardMetrics {
    private static final double NANOS = 1e9;

    private final MetricsText text = new MetricsText();

    private BoardMetrics() {}

    static MetricsText of(List<PlaceFacts> places, String version) {
        BoardMetrics metrics = new BoardMetrics();
        metrics.text
                .gauge("siiwad_build_info", "Always 1; the label has the version")
                .sample(labels("version", version), 1);
        places.forEach(metrics::add);
        return metrics.text;
    }

    private void add(PlaceFacts place) {
        Map<String, String> labels = labels("storage", place.label());
        text.gauge("siiwad_storage_up", "Whether the storage could be looked at")
                .sample(labels, place.failure().isEmpty());
        text.gauge("siiwad_storage_look_timestamp_seconds", "When the storage was looked at")
                .sample(labels, place.looked());
        text.gauge("siiwad_storage_look_duration_seconds", "How long that took").sample(labels, seconds(place.took()));
        place.problems().forEach(problem -> addProblem(place, problem));
        place.runs().forEach(run -> add(place, run));
        place.datasets().forEach((source, catalog) -> add(place, source, catalog));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS;
    }

    private void addProblem(PlaceFacts place, StatusCheck.Problem problem) {
        text.gauge("siiwad_problem", "1 for what siiwad status --check would say")
                .sample(labels("storage", place.label(), "source", problem.source(), "kind", problem.kind()), 1);
    }

    private void add(PlaceFacts place, RunFacts run) {
        String source = run.source().value();
        Map<String, String> labels = labels("storage", place.label(), "source", source);
        run.problems().forEach(problem -> addProblem(place, problem));
        for (RunStatus.State state : RunStatus.State.values()) {
            text.gauge("siiwad_run_state", "1 for the state that an unfinished run is in")
                    .sample(
                            labels(
                                    "storage",
                                    place.label(),
                                    "source",
                                    source,
                                    "state",
                                    state.name().toLowerCase(Locale.ROOT)),
                            state == run.state());
        }
        text.counter("siiwad_run_documents_read_total", "Documents that an unfinished run has read and saved")
                .sample(labels, run.read());
        text.counter("siiwad_run_documents_kept_total", "Documents of those that it keeps")
                .sample(labels, run.kept());
        if (run.segmentsRead() == run.segments()) {
            addOutcomes(place, run, labels);
        }
        text.counter("siiwad_run_segment_bytes_total", "Length of the segments that it has saved")
                .sample(labels, run.bytes());
        text.counter("siiwad_run_attempts_total", "Processes that have worked on it")
                .sample(labels, run.attempts());
        run.saved()
                .ifPresent(saved -> text.gauge("siiwad_run_checkpoint_timestamp_seconds", "When it was last saved")
                        .sample(labels, saved));
        run.status().checkpoint().ifPresent(checkpoint -> addCheckpoint(checkpoint, labels));
        if (run.slices() > 0) {
            text.gauge("siiwad_run_slices", "How many slices a shared run was cut into")
                    .sample(labels, run.slices());
            text.gauge("siiwad_run_slices_read", "How many of them are read to their end")
                    .sample(
                            labels,
                            run.tracks().stream()
                                    .filter(track -> track.status()
                                            .checkpoint()
                                            .filter(Checkpoint::exhausted)
                                            .isPresent())
                                    .count());
        }
    }

    private void addCheckpoint(Checkpoint checkpoint, Map<String, String> labels) {
        text.gauge("siiwad_run_started_timestamp_seconds", "When it began").sample(labels, checkpoint.started());
        text.gauge("siiwad_run_stalled_attempts", "Attempts in a row, up to now, that have not moved its offset")
                .sample(labels, checkpoint.stalledAttempts());
        checkpoint
                .pausedUntil()
                .ifPresent(
                        until -> text.gauge("siiwad_run_paused_until_timestamp_seconds", "When its quota allows more")
                                .sample(labels, until));
    }

    private void addOutcomes(PlaceFacts place, RunFacts run, Map<String, String> labels) {
        text.counter("siiwad_run_documents_quarantined_total", "Documents of those that it quarantines")
                .sample(labels, run.tally().quarantined());
        run.tally()
                .dropped()
                .forEach((reason, count) -> text.counter(
                                "siiwad_run_documents_dropped_total", "Documents of those that it drops, by reason")
                        .sample(
                                labels(
                                        "storage",
                                        place.label(),
                                        "source",
                                        run.source().value(),
                                        "reason",
                                        reason),
                                count));
    }

    private void add(PlaceFacts place, SourceId source, Catalog catalog) {
        Map<String, String> labels = labels("storage", place.label(), "source", source.value());
        text.gauge("siiwad_datasets", "Published datasets of a source")
                .sample(labels, catalog.datasets().size());
        text.gauge("siiwad_datasets_unsound", "Those whose files or receipts are not as they should be")
                .sample(
                        labels,
                        catalog.unreadable().size()
                                + catalog.datasets().stream()
                                        .filter(dataset -> !dataset.sound())
                                        .count());
        List<Dataset> current = catalog.current();
        text.gauge("siiwad_dataset_documents", "Documents of what readers take by the name of the source")
                .sample(
                        labels,
                        current.stream()
                                .mapToLong(dataset -> dataset.tally().kept())
                                .sum());
        text.gauge("siiwad_dataset_size_bytes", "Length of its files")
                .sample(labels, current.stream().mapToLong(Dataset::bytes).sum());
        if (!current.isEmpty()) {
            text.gauge("siiwad_dataset_started_timestamp_seconds", "When the newest run of it began")
                    .sample(labels, current.get(current.size() - 1).started());
        }
    }
}
