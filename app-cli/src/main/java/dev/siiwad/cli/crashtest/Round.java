package dev.siiwad.cli.crashtest;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One run that is killed and carried on with the same command until it completes; then it is compared. Used once. */
final class Round {
    private final String run;
    private final int firstKill;
    private final Reference reference;
    private final Attempts attempts;
    private final Scratch scratch;
    private final KillPlan plan;
    private final Report report;

    private Optional<Shown> open = Optional.empty();
    private Optional<String> lostCommit = Optional.empty();
    private long saved;
    private int kills;

    /** A kill whose row is not complete before the next attempt has said where it begins. */
    private record Shown(String when, long saved) {}

    /** @param lostCommit how a commit got lost, if one did */
    record Result(int kills, Optional<String> lostCommit, Comparison comparison) {
        boolean same() {
            return lostCommit.isEmpty() && comparison.same();
        }
    }

    /** @param firstKill the number of its first kill among those of all rounds */
    Round(
            String run,
            int firstKill,
            Reference reference,
            KillPlan plan,
            Attempts attempts,
            Scratch scratch,
            Report report) {
        this.run = run;
        this.firstKill = firstKill;
        this.reference = reference;
        this.attempts = attempts;
        this.scratch = scratch;
        this.plan = plan;
        this.report = report;
        this.saved = reference.published().receipt().firstIndex();
    }

    /** @param choices one for each kill, should the run live that long */
    Result run(List<Choice> choices) throws IOException, InterruptedException, ChildFailedException {
        while (true) {
            int left = choices.size() - kills;
            Kill kill = left > 0 ? plan.next(choices.get(kills), left, choices.size(), saved) : Kill.never();
            ChildProcess.Ended ended = attempts.run(run, kill);
            plan.learn(ended, Math.max(saved, ended.resumedFrom().orElse(saved)));
            hear(ended);
            if (!ended.killed()) {
                break;
            }
            kills++;
            open = Optional.of(new Shown(when(kill, ended), saved));
            if (wasPublished()) {
                show(OptionalLong.empty(), "all was published already");
                break;
            }
        }
        Comparison comparison = Comparison.of(reference.published(), Published.in(scratch.silver(run)));
        return new Result(kills, lostCommit, comparison);
    }

    /** The next start would begin another run, for which there is no need. */
    private boolean wasPublished() throws IOException {
        return !scratch.inProgress(run) && Published.isIn(scratch.silver(run));
    }

    private void hear(ChildProcess.Ended ended) {
        boolean nothingFound =
                ended.began() && saved > reference.published().receipt().firstIndex();
        if (nothingFound || ended.resumedFrom().orElse(saved) < saved) {
            lost(
                    nothingFound
                            ? "found no checkpoint"
                            : "resumed from " + ended.resumedFrom().getAsLong());
            show(ended.resumedFrom(), "A COMMIT WAS LOST");
        } else if (ended.resumedFrom().isPresent()) {
            show(ended.resumedFrom(), "resumed");
        } else {
            String outcome = ended.began() ? "began again: nothing was saved" : "killed again before it could tell";
            show(OptionalLong.empty(), outcome);
        }
        saved = Math.max(saved, ended.resumedFrom().orElse(saved));
        saved = Math.max(saved, ended.saved().orElse(saved));
    }

    /** The first is the one to look for. */
    private void lost(String what) {
        if (lostCommit.isEmpty()) {
            lostCommit = Optional.of("A commit was lost: before kill " + (firstKill + kills - 1)
                    + " \"Checkpoint saved: offset=" + saved + "\" was said, and the next attempt " + what);
        }
    }

    private void show(OptionalLong resumedFrom, String outcome) {
        if (open.isPresent()) {
            report.kill(firstKill + kills - 1, open.get().when(), open.get().saved(), resumedFrom, outcome);
            open = Optional.empty();
        }
    }

    private static String when(Kill kill, ChildProcess.Ended ended) {
        if (ended.halted().isPresent()) {
            return ended.halted().get();
        }
        return kill instanceof Kill.AfterFirstWord after
                ? Report.seconds(after.later()) + " after its first word"
                : Report.seconds(((Kill.AfterTime) kill).life()) + " after its start";
    }
}
