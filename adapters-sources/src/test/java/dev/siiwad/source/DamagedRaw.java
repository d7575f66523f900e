package dev.siiwad.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.testkit.DurableOperations;
import dev.siiwad.testkit.InMemoryPlace;
import dev.siiwad.testkit.Rig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs a source that is stopped again and again, while its files on the disk change in between: what comes out must be right, or an error that names a file. */
public final class DamagedRaw {
    private static final RunRequest REQUEST = RunRequest.defaults().withCheckpointEvery(50);
    private static final int ATTEMPTS_MAX = 50;

    private final Opening opening;
    private final Path raw;
    private final int documents;
    private final InMemoryPlace.Dataset right;

    /** The source as another process has it. */
    public interface Opening {
        Source open() throws IOException;
    }

    /** @param raw where the source keeps what may be damaged; emptied before each run */
    public DamagedRaw(Opening opening, Path raw) throws IOException {
        this.opening = opening;
        this.raw = raw;
        Rig rig = new Rig();
        RunReport report = run(rig, Integer.MAX_VALUE);
        assertThat(report).isInstanceOf(RunReport.Completed.class);
        this.right = rig.place().dataset(opening.open().id());
        this.documents = (int) right.lastIndex();
    }

    /** Damages each file that lies there when a run was stopped at a third, one run for each; what comes out is right. */
    public void heals(Damage damage) throws IOException {
        int files = 1;
        for (int n = 0; n < files; n++) {
            Rig rig = begun(documents / 3);
            List<Path> left = Damage.files(raw);
            files = left.size();
            Path file = left.get(Math.min(n, files - 1));
            damage.strike(file);
            carryOn(rig, damage + " of " + file.getFileName());
        }
    }

    private Rig begun(int stopAfter) throws IOException {
        clear();
        Rig rig = new Rig();
        assertThat(run(rig, stopAfter)).isInstanceOf(RunReport.Interrupted.class);
        return rig;
    }

    /** What was done to the files is made up for by itself, or goes back. Returns all that was said. */
    public List<String> healsAfter(Striking striking) throws IOException {
        Rig rig = begun(documents / 3);
        striking.strike();
        carryOn(rig, "struck");
        return rig.said();
    }

    /** Something that happens to the files. */
    public interface Striking {
        void strike() throws IOException;
    }

    private void carryOn(Rig rig, String what) throws IOException {
        assertThat(run(rig, Integer.MAX_VALUE)).as(what).isInstanceOf(RunReport.Completed.class);
        assertThat(rig.place().dataset(opening.open().id())).as(what).isEqualTo(right);
    }

    /** The error that ends a run whose files were damaged; the run carries on rightly once they are whole again. */
    public IOException endsAfter(Striking striking, Striking undoing) throws IOException {
        Rig rig = begun(documents / 3);
        striking.strike();
        IOException failure = failure(rig);
        assertThat(failure(rig)).hasSameClassAs(failure);
        undoing.strike();
        carryOn(rig, "undone");
        return failure;
    }

    private IOException failure(Rig rig) {
        try {
            run(rig, Integer.MAX_VALUE);
        } catch (IOException expected) {
            return expected;
        }
        throw new AssertionError("it healed, where an error was expected");
    }

    /** One byte anywhere changes between every two attempts. A dataset that comes out is right; returns how many did. */
    public int random(long seed, int runs) throws IOException {
        int published = 0;
        for (int n = 0; n < runs; n++) {
            published += randomRun(new Random(seed + n), "seed " + (seed + n)) ? 1 : 0;
        }
        return published;
    }

    private boolean randomRun(Random random, String what) throws IOException {
        clear();
        Rig rig = new Rig();
        List<String> problems = new ArrayList<>();
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            try {
                if (run(rig, 1 + random.nextInt(documents / 2)) instanceof RunReport.Completed) {
                    assertThat(rig.place().dataset(opening.open().id()))
                            .as(what)
                            .isEqualTo(right);
                    return true;
                }
            } catch (IOException e) {
                problems.add(e.getMessage());
            }
            Damage.flipAnywhere(raw, random);
        }
        assertThat(problems).as(what).isNotEmpty();
        return false;
    }

    private RunReport run(Rig rig, int stopAfter) throws IOException {
        AtomicInteger asked = new AtomicInteger();
        return rig.run(opening.open(), REQUEST, new DurableOperations(), () -> asked.incrementAndGet() > stopAfter);
    }

    private void clear() throws IOException {
        for (Path file : Damage.files(raw)) {
            Files.delete(file);
        }
    }
}
