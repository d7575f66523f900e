package dev.siiwad.cli.dashboard;

import dev.siiwad.cli.checkpoint.RunStatus;
import dev.siiwad.cli.checkpoint.StatusCheck;
import dev.siiwad.source.Slice;
import dev.siiwad.source.SourceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts together the runs of one look: a plan and its slices are one.
 *
 * @param tracks what was found of each source
 */
record Look(
        Instant now, List<RunStatus> all, List<StatusCheck.Problem> problems, Map<SourceId, RunFacts.Track> tracks) {
    List<RunFacts> runs() {
        return all.stream().map(this::run).toList();
    }

    private RunFacts run(RunStatus status) {
        int slices = status.sliceCount();
        List<RunFacts.Track> of = slices == 0 ? List.of(tracks.get(status.source())) : slicesOf(status, slices);
        List<StatusCheck.Problem> ours = problems.stream()
                .filter(problem -> of.stream()
                                .anyMatch(
                                        track -> track.status().source().value().equals(problem.source()))
                        || problem.source().equals(status.source().value()))
                .toList();
        List<Pace.Work> work =
                of.stream().flatMap(track -> track.work().stream()).toList();
        RunStatus.State state = slices == 0 ? status.state(now) : together(status, of);
        Instant end = state == RunStatus.State.RUNNING
                ? now
                : work.stream().map(Pace.Work::to).max(Instant::compareTo).orElse(now);
        return new RunFacts(
                status,
                state,
                of,
                slices,
                work.isEmpty() ? Optional.empty() : Optional.of(Pace.of(work, end)),
                of.stream()
                        .filter(track -> track.state() == RunStatus.State.RUNNING)
                        .map(track -> Rate.of(track.work()))
                        .reduce(Rate.NONE, Rate::plus),
                ours);
    }

    private List<RunFacts.Track> slicesOf(RunStatus plan, int slices) {
        List<RunFacts.Track> found = new ArrayList<>();
        for (int number = 1; number <= slices; number++) {
            RunFacts.Track track = tracks.get(Slice.idOf(plan.source(), number, slices));
            if (track != null) {
                found.add(new RunFacts.Track(
                        number,
                        track.status(),
                        track.state(),
                        track.attempts(),
                        track.work(),
                        track.tally(),
                        track.segmentsRead(),
                        track.unread()));
            }
        }
        return found;
    }

    /** Of a plan and its slices: the state that says most. */
    private RunStatus.State together(RunStatus plan, List<RunFacts.Track> slices) {
        List<RunStatus.State> states =
                new ArrayList<>(slices.stream().map(RunFacts.Track::state).toList());
        states.add(plan.state(now));
        return List.of(
                        RunStatus.State.CORRUPT,
                        RunStatus.State.UNKNOWN,
                        RunStatus.State.RUNNING,
                        RunStatus.State.BEGINNING,
                        RunStatus.State.PAUSED)
                .stream()
                .filter(states::contains)
                .findFirst()
                .orElse(RunStatus.State.STOPPED);
    }
}
