package dev.siiwad.cli.dashboard;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.cli.checkpoint.RunStatus;
import dev.siiwad.cli.checkpoint.StatusCheck;
import dev.siiwad.cli.checkpoint.StatusJson;
import dev.siiwad.publish.Catalog;
import dev.siiwad.publish.Dataset;
import dev.siiwad.segment.Tally;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Facts as the page takes them, which is nobody else's business: other programs have {@code status --json} and {@code dataset list --json}. */
final class BoardJson {
    static final int RUNS_MAX = 200;
    static final int DATASETS_MAX = 500;

    private static final int ATTEMPTS_MAX = 60;
    private static final int TRACKS_MAX = 64;
    private static final ObjectMapper JSON = Json.mapper();

    private BoardJson() {}

    /** Places and their unfinished runs. */
    static String runs(List<PlaceFacts> places, String version, Instant now) {
        ObjectNode members = JSON.createObjectNode().put("version", version).put("now", millis(now));
        ArrayNode listed = members.putArray("places");
        ArrayNode runs = members.putArray("runs");
        for (int index = 0; index < places.size(); index++) {
            PlaceFacts place = places.get(index);
            write(place, listed.addObject());
            for (RunFacts run :
                    place.runs().subList(0, Math.min(RUNS_MAX, place.runs().size()))) {
                write(run, place.looked(), runs.addObject().put("place", index));
            }
        }
        return members.toString();
    }

    private static void write(PlaceFacts place, ObjectNode members) {
        members.put("label", place.label())
                .put("where", place.where())
                .put("bucket", place.bucket())
                .put("looked", millis(place.looked()))
                .put("every", place.every().toSeconds())
                .put("runs", place.runs().size())
                .put("documents", kept(place));
        place.failure().ifPresent(failure -> members.put("failure", failure));
        ArrayNode problems = members.putArray("problems");
        place.problems().forEach(problem -> problems.add(problem.message()));
    }

    private static long kept(PlaceFacts place) {
        return place.datasets().values().stream()
                .flatMap(catalog -> catalog.current().stream())
                .mapToLong(dataset -> dataset.tally().kept())
                .sum();
    }

    private static void write(RunFacts run, Instant looked, ObjectNode members) {
        StatusJson.write(run.status(), looked, members);
        members.put("state", run.state().name().toLowerCase(Locale.ROOT))
                .put("read", run.read())
                .put("kept", run.kept())
                .put("attempts", run.attempts())
                .put("bytes", run.bytes())
                .put("segments", run.segments())
                .put("segments_read", run.segmentsRead())
                .put("documents_per_second", run.rate().documentsPerSecond())
                .put("bytes_per_second", run.rate().bytesPerSecond())
                .put("slices", run.slices());
        run.saved().ifPresent(saved -> members.put("saved_at", millis(saved)));
        run.status()
                .checkpoint()
                .flatMap(Checkpoint::pausedUntil)
                .ifPresent(until -> members.put("paused_until_at", millis(until)));
        write(run.tally(), members);
        run.pace().ifPresent(pace -> write(pace, members.putObject("pace")));
        ArrayNode problems = members.putArray("problems");
        for (StatusCheck.Problem problem : run.problems()) {
            problems.addObject().put("kind", problem.kind()).put("message", problem.message());
        }
        ArrayNode tracks = members.putArray("tracks");
        run.tracks().stream()
                .limit(TRACKS_MAX)
                .forEach(track -> write(track, looked, run.slices() > 0, tracks.addObject()));
    }

    /** The counts of what was read of it. */
    static void write(Tally tally, ObjectNode members) {
        members.put("quarantined", tally.quarantined());
        ArrayNode dropped = members.putArray("dropped");
        tally.dropped().entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(reason ->
                        dropped.addObject().put("reason", reason.getKey()).put("count", reason.getValue()));
    }

    private static void write(Pace pace, ObjectNode members) {
        members.put("from", millis(pace.from())).put("to", millis(pace.to()));
        write(pace.documents(), members.putArray("documents"));
        write(pace.bytes(), members.putArray("bytes"));
    }

    /** To three digits, which is more than anyone sees. */
    private static void write(double[] bins, ArrayNode array) {
        for (double bin : bins) {
            array.add(bin < 100 ? Math.round(bin * 100) / 100.0 : Math.round(bin));
        }
    }

    private static void write(RunFacts.Track track, Instant looked, boolean slice, ObjectNode members) {
        members.put("state", track.state().name().toLowerCase(Locale.ROOT)).put("offset", track.offset());
        if (slice) {
            members.put("slice", track.number());
        }
        track.unread().ifPresent(unread -> members.put("unread", unread));
        boolean exhausted =
                track.status().checkpoint().filter(Checkpoint::exhausted).isPresent();
        members.put("exhausted", exhausted);
        List<Attempts.Attempt> all = track.attempts().attempts();
        members.put("earlier_attempts", Math.max(0, all.size() - ATTEMPTS_MAX));
        ArrayNode attempts = members.putArray("attempts");
        for (Attempts.Attempt attempt : all.subList(Math.max(0, all.size() - ATTEMPTS_MAX), all.size())) {
            boolean newest = attempt == all.get(all.size() - 1);
            attempts.addObject()
                    .put("number", attempt.number())
                    .put("began", millis(attempt.began()))
                    .put("saved", millis(newest ? latest(attempt, track, looked) : attempt.saved()))
                    .put("segments", attempt.segments())
                    .put("end", newest ? end(track.state(), exhausted) : "ended");
        }
    }

    /** The newest attempt has committed later than it stored a segment; if it lives, it is still at it. */
    private static Instant latest(Attempts.Attempt attempt, RunFacts.Track track, Instant looked) {
        if (track.state() == RunStatus.State.RUNNING) {
            return looked;
        }
        return track.status()
                .saved()
                .filter(saved -> saved.isAfter(attempt.saved()))
                .orElse(attempt.saved());
    }

    /** What became of the newest attempt, as far as what is stored tells it: how an earlier one ended is not. */
    private static String end(RunStatus.State state, boolean exhausted) {
        return switch (state) {
            case RUNNING, BEGINNING -> "running";
            case PAUSED -> "paused";
            default -> exhausted ? "all read" : "ended";
        };
    }

    /** The published datasets of all places, the newest first. */
    static String datasets(List<PlaceFacts> places) {
        List<Listed> all = new ArrayList<>();
        ObjectNode members = JSON.createObjectNode();
        ArrayNode unreadable = members.putArray("unreadable");
        for (int index = 0; index < places.size(); index++) {
            for (Map.Entry<SourceId, Catalog> of : places.get(index).datasets().entrySet()) {
                List<Dataset> current = of.getValue().current();
                for (Dataset dataset : of.getValue().datasets()) {
                    all.add(new Listed(index, dataset, current.contains(dataset)));
                }
                of.getValue().unreadable().forEach(unreadable::add);
            }
        }
        all.sort(Comparator.comparing((Listed each) -> each.dataset.started()).reversed());
        members.put("count", all.size());
        ArrayNode datasets = members.putArray("datasets");
        all.stream().limit(DATASETS_MAX).forEach(each -> write(each, datasets.addObject()));
        return members.toString();
    }

    private record Listed(int place, Dataset dataset, boolean current) {}

    private static void write(Listed listed, ObjectNode members) {
        Dataset dataset = listed.dataset;
        members.put("place", listed.place)
                .put("source", dataset.source().value())
                .put("run_id", dataset.run().value())
                .put("day", dataset.day().toString())
                .put("started", dataset.started().toString())
                .put("documents", dataset.tally().kept())
                .put("read", dataset.tally().read())
                .put("bytes", dataset.bytes())
                .put("whole", dataset.whole())
                .put("current", listed.current)
                .put("sound", dataset.sound());
        write(dataset.tally(), members);
    }

    static long millis(Instant time) {
        return time.toEpochMilli();
    }
}
