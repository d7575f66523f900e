package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.publish.Dataset;
import dev.siiwad.segment.RunId;
import dev.siiwad.storage.json.CheckpointParser;
import dev.siiwad.testkit.ListSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestReporter;

/**
 * Cuts the power of machines, starts them again from every disk state that may be left, runs the same commands, and expects what was promised. A disk state
 * that has been tried is not tried again.
 */
final class Recoveries {
    static final RunRequest REQUEST = RunRequest.defaults().withAgain().withCheckpointEvery(6);
    static final ListSource FIRST = ListSource.of(8);
    static final ListSource NEWER = FIRST.edition("newer");

    private static final boolean THOROUGH = Boolean.getBoolean("siiwad.thorough");

    /** Where two things happen, the first is tried behind so many operations at once. */
    private static final int FIRST_CUTS_STEP = THOROUGH ? 1 : 4;

    /** The same for a cut behind which something else is typed. */
    private static final int OTHER_COMMANDS_STEP = THOROUGH ? 1 : 3;

    private final Path temporary;
    private final Machine.Repetition repetition;
    private final Map<String, SortedMap<String, String>> datasets = new HashMap<>();
    private final Map<Start, Recovery> tried = new HashMap<>();
    private final Map<Start, List<Past.Used>> carriedOut = new HashMap<>();
    private int places;
    private int cuts;
    private int states;

    /**
     * What decides all that follows.
     *
     * @param state of a machine, or the digest of its disk where nothing was typed yet
     * @param again the commands that are still to be typed
     */
    private record Start(String state, List<Machine.Command> again) {}

    /** What a machine found when its power was back, and what was done on it then. */
    private record Recovery(
            Optional<Saved> found, boolean fellBack, Machine.Shown shown, List<Past.Used> used, String state) {}

    Recoveries(Path temporary, Machine.Repetition repetition) {
        this.temporary = temporary;
        this.repetition = repetition;
    }

    /** What was tried is reported, and must not have become less. */
    void requireTried(TestReporter reporter, int cutsAtLeast, int statesAtLeast) {
        reporter.publishEntry("tried", toString());
        assertThat(cuts).isGreaterThanOrEqualTo(cutsAtLeast);
        assertThat(states).isGreaterThanOrEqualTo(statesAtLeast);
    }

    @Override
    public String toString() {
        return cuts + " power cuts, " + states + " disk states, " + tried.size() + " of them different";
    }

    /** @param before commands during which the power is not cut */
    void cutEverywhere(List<Machine.Command> before, List<Machine.Command> commands) throws IOException {
        cutEverywhere(before, commands, commands);
    }

    /** @param again what is typed in the place of the command that was stopped, and of those behind it */
    void cutEverywhere(List<Machine.Command> before, List<Machine.Command> commands, List<Machine.Command> again)
            throws IOException {
        int step = again == commands ? 1 : OTHER_COMMANDS_STEP;
        Machine machine = machine("first-");
        for (Machine.Command command : before) {
            command.run(machine);
        }
        int n = machine.disk().count();
        for (int i = 0; i < commands.size(); i++) {
            commands.get(i).run(machine);
            for (; n <= machine.disk().count(); n += step) {
                Collection<DiskState> left = new PowerCut(machine.disk(), n).states();
                cut(new Past(machine.disk(), n), left, again.subList(i, again.size()));
            }
        }
    }

    /** And whatever is found as the newest checkpoint then is damaged. */
    void cutAndDamageEverywhere(List<Machine.Command> commands, UnaryOperator<DiskState> damage, Machine.Command again)
            throws IOException {
        Machine machine = machine("first-");
        for (Machine.Command command : commands) {
            command.run(machine);
        }
        for (int n = 0; n <= machine.disk().count(); n++) {
            cutAndDamage(new Past(machine.disk(), n), new PowerCut(machine.disk(), n), damage, again);
        }
    }

    private void cutAndDamage(Past past, PowerCut cut, UnaryOperator<DiskState> damage, Machine.Command again)
            throws IOException {
        cuts++;
        for (DiskState state : cut.states()) {
            if (state.has(Machine.STANDING)) {
                states++;
                DiskState damaged = damage.apply(state);
                Recovery recovery = recoverOnce(damaged, List.of(again));
                Saved newest = CheckpointParser.parse(Machine.STANDING, state.bytes(Machine.STANDING));
                try {
                    assertThat(recovery.fellBack()).isTrue();
                    assertThat(recovery.found().isPresent() || !past.mustHaveInPlaceOf(newest))
                            .isTrue();
                    recovery.found()
                            .ifPresent(
                                    found -> assertThat(past.inPlaceOf(newest)).contains(found));
                    requireOthersKept(past, recovery);
                } catch (AssertionError e) {
                    throw new AssertionError(damaged + ", tried as " + recovery.state(), e);
                }
            }
        }
    }

    /** The process is killed behind one operation after the other, the next one goes on, and then the power is cut behind every operation of that one. */
    void killAndCutEverywhere(Machine.Command command) throws IOException {
        Machine machine = machine("first-");
        command.run(machine);
        for (int n = 0; n <= machine.disk().count(); n += FIRST_CUTS_STEP) {
            Path root = place();
            Machine next = new Machine(root, machine.disk().behind(n, root), "second-", repetition);
            command.run(next);
            for (int m = n; m <= next.disk().count(); m++) {
                Collection<DiskState> left = new PowerCut(next.disk(), m, n).statesThatLoseWhatIsOld();
                cut(new Past(next.disk(), m), left, List.of(command));
            }
            clear(root);
        }
    }

    /** The power is cut behind one operation after the other, and again behind every operation of the next run. */
    void cutTwiceEverywhere(Machine.Command command) throws IOException {
        Machine machine = machine("first-");
        command.run(machine);
        Set<String> seen = new HashSet<>();
        for (int n = 0; n <= machine.disk().count(); n += FIRST_CUTS_STEP) {
            Past past = new Past(machine.disk(), n);
            for (DiskState state : new PowerCut(machine.disk(), n).extremes()) {
                if (seen.add(state.digest() + past.used().size())) {
                    cutAgain(past, state, command);
                }
            }
        }
    }

    private void cutAgain(Past first, DiskState state, Machine.Command command) throws IOException {
        Path root = place();
        Machine next = new Machine(root, PowerCutDisk.holding(state, root), "second-", repetition);
        Saved found = next.load();
        Set<RunId> whole = next.shown().whole();
        command.run(next);
        for (int n = 0; n <= next.disk().count(); n++) {
            Past second = new Past(first, found, whole, next.disk(), n);
            cut(second, new PowerCut(next.disk(), n).extremes(), List.of(command));
        }
        clear(root);
    }

    private void cut(Past past, Collection<DiskState> left, List<Machine.Command> again) throws IOException {
        cuts++;
        for (DiskState state : left) {
            states++;
            Recovery recovery = recoverOnce(state, again);
            try {
                assertThat(recovery.found()).isPresent();
                assertThat(past.standing()).contains(recovery.found().get());
                assertThat(past.damaged() || !recovery.fellBack()).isTrue();
                requireOthersKept(past, recovery);
            } catch (AssertionError e) {
                throw new AssertionError(state + ", tried as " + recovery.state(), e);
            }
        }
    }

    private Recovery recoverOnce(DiskState state, List<Machine.Command> again) throws IOException {
        Start start = new Start(state.digest(), again);
        if (!tried.containsKey(start)) {
            tried.put(start, recover(state, again));
        }
        return tried.get(start);
    }

    /** The machine starts again, and the commands are typed. */
    private Recovery recover(DiskState state, List<Machine.Command> again) throws IOException {
        Path root = place();
        Machine next = new Machine(root, PowerCutDisk.holding(state, root), "next-", repetition);
        Machine.Shown shown = next.shown();
        try {
            Saved found = next.load();
            boolean fellBack = next.fellBack();
            List<Past.Used> used = carryOut(next, again);
            return new Recovery(Optional.of(found), fellBack, shown, used, state.description());
        } catch (CorruptCheckpointException e) {
            return new Recovery(Optional.empty(), true, shown, List.of(), state.description());
        } catch (IOException | AssertionError | RuntimeException e) {
            throw new AssertionError(state.description(), e);
        } finally {
            clear(root);
        }
    }

    /** Types the commands, as far as none was typed before where all was the same, and gives what was used by each. */
    private List<Past.Used> carryOut(Machine machine, List<Machine.Command> again) throws IOException {
        if (again.isEmpty()) {
            requireDatasetOfAnUninterruptedRun(machine);
            return List.of();
        }
        int before = machine.disk().count();
        again.get(0).run(machine);
        List<Past.Used> used =
                new ArrayList<>(new Past(machine.disk(), before, machine.disk().count()).used());
        List<Machine.Command> left = again.subList(1, again.size());
        Start next = new Start(machine.stands(), left);
        if (!carriedOut.containsKey(next)) {
            carriedOut.put(next, carryOut(machine, left));
        }
        used.addAll(carriedOut.get(next));
        return used;
    }

    /** Datasets and numbers. */
    private static void requireOthersKept(Past past, Recovery recovery) {
        assertThat(recovery.shown().whole()).containsAll(past.published());
        if (past.settled()) {
            assertThat(recovery.shown().strays()).isEmpty();
        }
        List<Past.Used> used = new ArrayList<>(past.used());
        used.addAll(recovery.used());
        Past.requireNothingUsedTwice(used);
    }

    private void requireDatasetOfAnUninterruptedRun(Machine machine) throws IOException {
        machine.requireNothingLeftBehind();
        Dataset last = machine.lastPublished();
        String what = last.run() + " " + last.snapshot() + " " + last.firstIndex() + " " + last.lastIndex();
        if (!datasets.containsKey(what)) {
            Machine other = machine("other-");
            RunRequest request = REQUEST.withRunId(last.run())
                    .withFromOffset(last.firstIndex())
                    .withMaxRecords(last.lastIndex());
            other.ingest(request, last.snapshot().equals("list@first") ? FIRST : NEWER, Long.MAX_VALUE);
            datasets.put(what, other.published(last.run()));
        }
        assertThat(machine.published(last.run())).isEqualTo(datasets.get(what));
    }

    private Machine machine(String name) throws IOException {
        Path root = place();
        return new Machine(root, new PowerCutDisk(root), name, repetition);
    }

    private Path place() throws IOException {
        return Files.createDirectory(temporary.resolve("place-" + places++));
    }

    private static void clear(Path place) throws IOException {
        try (Stream<Path> paths = Files.walk(place)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
