package dev.siiwad.cli.crashtest;

import dev.siiwad.cli.terminal.Counted;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/**
 * The promise, tried on a user's own ingestion: it runs once without a stop, then again in rounds in which its process is killed with SIGKILL, at moments
 * and at changes to the disk that chance chooses, and carried on with the same command until it completes; each time both datasets are compared. One thread runs it; any
 * may stop it.
 */
public final class Crashtest {
    static final String REFERENCE = "reference";

    private final Order order;
    private final Scratch scratch;
    private final Report report;
    private final Attempts attempts;
    private final List<Choice> choices;
    private final long startedNs = System.nanoTime();
    private int kills;
    private int rounds;

    public Crashtest(Order order, Scratch scratch, PrintStream out) {
        this(order, scratch, new Report(out, false));
    }

    Crashtest(Order order, Scratch scratch, Report report) {
        this.order = order;
        this.scratch = scratch;
        this.report = report;
        this.attempts = new Attempts(order, scratch);
        this.choices = Choice.draw(order.seed(), order.kills());
    }

    /**
     * Runs it to its end, or to the first difference.
     *
     * @return whether nothing was different
     * @throws ChildFailedException if an attempt ended by itself, and not well
     * @throws InterruptedException if it was stopped
     */
    public boolean run() throws IOException, InterruptedException, ChildFailedException {
        Reference reference = reference();
        KillPlan plan = new KillPlan(reference, scratch.onDisk());
        attempts.measureBy(reference);
        while (kills < order.kills() && rounds < order.roundsMax()) {
            rounds++;
            if (rounds > order.rounds()) {
                report.line("It completed before it could be killed again; one more round makes up for that.");
            }
            String run = "round-" + rounds;
            int first = kills + 1;
            Round.Result result = order.workers().isPresent()
                    ? new SharedRound(run, first, order.workers().get().number(), reference, attempts, scratch, report)
                            .run(choicesOfRound())
                    : new Round(run, first, reference, plan, attempts, scratch, report).run(choicesOfRound());
            kills += result.kills();
            if (!result.same()) {
                differs(run, result);
                return false;
            }
            if (!order.keep()) {
                scratch.remove(run);
            }
        }
        summary(0, 0, 0);
        if (kills < order.kills()) {
            report.line("It completed before it could be killed more often. Give it more to do, or a smaller"
                    + " --checkpoint-every.");
        }
        return true;
    }

    /** Kills the attempts that are running; {@link #run} ends with an {@link InterruptedException}. */
    public void stop() {
        attempts.stop();
    }

    private Reference reference() throws IOException, InterruptedException, ChildFailedException {
        ChildProcess.Ended ended = attempts.run(REFERENCE, Kill.never());
        Reference reference = Reference.of(ended, Published.in(scratch.silver(REFERENCE)));
        long documents = reference.published().receipt().read();
        report.line("The reference run read " + Counted.of(documents, "document") + " in "
                + Report.seconds(reference.lived())
                + (scratch.onDisk() ? ", with " + Counted.of(reference.changes().all(), "change") + " to the disk" : "")
                + ".");
        report.line("");
        return reference;
    }

    /** A round more than planned makes up for attempts that had ended before their moment; at a change none can. */
    private List<Choice> choicesOfRound() {
        List<Choice> all = choices.subList(kills, Math.min(order.kills(), kills + order.killsPerRound()));
        return rounds > order.rounds() ? all.stream().map(Choice::atAChange).toList() : all;
    }

    private void differs(String run, Round.Result result) throws IOException {
        Comparison comparison = result.comparison();
        int commits = result.lostCommit().isPresent() ? 1 : 0;
        summary(comparison.different() + commits, comparison.lost(), comparison.doubled());
        result.lostCommit().ifPresent(report::line);
        comparison.notOurs().ifPresent(report::line);
        comparison.findings().forEach(report::line);
        if (comparison.notOurs().isEmpty()) {
            report.line(
                    "This should never happen. Where the source does not serve the same twice under one snapshot, that is why;"
                            + " else please report it, with this output.");
        }
        report.line("Reference run: " + scratch.storage(REFERENCE));
        report.line("Tested run:    " + scratch.storage(run));
    }

    private void summary(int different, long lost, long doubled) {
        report.line("");
        report.line(Counted.of(kills, "kill") + ", " + different + " different, " + lost + " lost, " + doubled
                + " doubled");
        Duration lasted = Duration.ofNanos(System.nanoTime() - startedNs);
        report.found(rounds, different, lost, doubled, lasted);
        report.line("Took " + Report.seconds(lasted) + " with " + Counted.of(rounds, "round")
                + " after the reference run.");
    }
}
