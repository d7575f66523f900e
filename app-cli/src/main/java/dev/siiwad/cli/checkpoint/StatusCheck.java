package dev.siiwad.cli.checkpoint;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.cli.storage.Directories;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Span;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a monitor is to hear of the runs of a storage: what somebody should look at, and by which exit code.
 *
 * @param stalledAfter how long nothing may have been saved
 */
public record StatusCheck(Storage storage, Directories directories, Instant now, Duration stalledAfter) {
    /** Beyond what is known to be needed: a checkpoint, a segment, a download's beginning. */
    private static final long SPARE_BYTES = 64L << 20;

    private static final String STOPPED = "stopped";

    private static final List<Integer> WORST_FIRST = List.of(
            ExitCode.CORRUPT, ExitCode.USAGE, ExitCode.DECISION, ExitCode.FAILED, ExitCode.BUSY, ExitCode.PAUSED);

    /** @param code the exit code of a run that ends with the like */
    public record Problem(String source, String kind, int code, String message) {}

    /** The worst of the exit codes; {@link ExitCode#DONE} if there is no problem. */
    static int code(List<Problem> problems) {
        return WORST_FIRST.stream()
                .filter(code -> problems.stream().anyMatch(problem -> problem.code() == code))
                .findFirst()
                .orElse(ExitCode.DONE);
    }

    public List<Problem> problems(List<RunStatus> runs) throws IOException {
        List<Problem> problems = new ArrayList<>();
        long needed = 0;
        for (RunStatus run : runs) {
            problems.addAll(
                    run.shared().isPresent()
                            ? ofShared(run, run.shared().get())
                            : of(run).stream().toList());
            for (RunStatus each :
                    run.shared().map(RunStatus.SharedStatus::slices).orElse(List.of(run))) {
                needed +=
                        each.checkpoint().isPresent() ? bytes(each.checkpoint().get()) : 0;
            }
        }
        if (!runs.isEmpty() && directories.bucket().isEmpty()) {
            problems.addAll(disks(needed));
        }
        return problems;
    }

    /** That nobody reads a slice is none as long as somebody reads another: it will be carried on. */
    private List<Problem> ofShared(RunStatus plan, RunStatus.SharedStatus shared) {
        List<Problem> problems = new ArrayList<>();
        for (RunStatus slice : shared.unread()) {
            of(slice).filter(problem -> !problem.kind().equals(STOPPED)).ifPresent(problems::add);
        }
        if (problems.isEmpty()) {
            of(plan).ifPresent(problems::add);
        }
        return problems;
    }

    private Optional<Problem> of(RunStatus run) {
        String source = run.source().value();
        Duration age = run.saved().map(saved -> Duration.between(saved, now)).orElse(Duration.ZERO);
        boolean stalled = age.compareTo(stalledAfter) > 0;
        return switch (run.state(now)) {
            case CORRUPT ->
                Optional.of(new Problem(
                        source,
                        "corrupt",
                        ExitCode.CORRUPT,
                        run.corrupt()
                                .orElseGet(() -> run.unusable().orElseThrow().problem())));
            case UNKNOWN ->
                Optional.of(new Problem(
                        source,
                        "unknown",
                        ExitCode.FAILED,
                        run.unusable()
                                .map(RunStatus.Unusable::problem)
                                .orElseGet(() -> run.holderProblem().orElseThrow())));
            case PAUSED ->
                Optional.of(new Problem(
                        source,
                        "paused",
                        ExitCode.PAUSED,
                        "paused until "
                                + run.checkpoint()
                                        .flatMap(Checkpoint::pausedUntil)
                                        .orElseThrow()
                                + ": a quota is used up"));
            case RUNNING ->
                looping(run)
                        .or(() -> stalled
                                ? Optional.of(new Problem(
                                        source,
                                        "stalled",
                                        ExitCode.FAILED,
                                        "runs, and has saved nothing for " + Span.text(age)))
                                : Optional.empty());
            case STOPPED ->
                looping(run)
                        .or(() -> stalled
                                ? Optional.of(new Problem(
                                        source,
                                        STOPPED,
                                        ExitCode.FAILED,
                                        "is not finished, and nobody has run it for " + Span.text(age)))
                                : Optional.empty());
            case BEGINNING -> Optional.empty();
        };
    }

    private static Optional<Problem> looping(RunStatus run) {
        return run.checkpoint()
                .filter(checkpoint -> checkpoint.stalledAttempts() > 2)
                .map(checkpoint -> new Problem(
                        run.source().value(),
                        "looping",
                        ExitCode.FAILED,
                        "the last " + checkpoint.stalledAttempts() + " attempts began at offset "
                                + checkpoint.lastIndex() + " and have not moved it"));
    }

    /** What publishing writes is about as long as what it reads. */
    private long bytes(Checkpoint checkpoint) throws IOException {
        Optional<SegmentName> last = checkpoint.lastSegment();
        return last.isEmpty() ? 0 : checkpoint.extent().lastSegmentBytes() * checkpoint.segmentCount();
    }

    private List<Problem> disks(long needed) throws IOException {
        Map<Path, Long> wanted = new LinkedHashMap<>();
        wanted.put(directories.silver(), needed + SPARE_BYTES);
        wanted.putIfAbsent(directories.staging(), SPARE_BYTES);
        wanted.putIfAbsent(directories.raw(), SPARE_BYTES);
        List<Problem> problems = new ArrayList<>();
        for (Map.Entry<Path, Long> place : wanted.entrySet()) {
            long free = Files.getFileStore(there(place.getKey())).getUsableSpace();
            if (free < place.getValue()) {
                problems.add(new Problem(
                        "",
                        "disk",
                        ExitCode.FAILED,
                        String.format(
                                Locale.ROOT,
                                "%s: %,d bytes are free; the runs in progress need about %,d",
                                place.getKey(),
                                free,
                                place.getValue())));
            }
        }
        return problems;
    }

    /** The directory, or the one above that it will be made in. */
    private static Path there(Path directory) {
        Path at = directory.toAbsolutePath();
        while (!Files.exists(at) && at.getParent() != null) {
            at = at.getParent();
        }
        return at;
    }
}
