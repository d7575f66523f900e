package dev.siiwad.testkit;

import dev.siiwad.ingest.NextDocument;
import dev.siiwad.ingest.Trial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Tries a document as in a process of its own: what would kill that one is survived here. Each trial counts as an operation, so that a kill may fall into it.
 *
 * @param document what is tried
 * @param operations those of the process that tries
 */
record SimulatedTrial(NextDocument document, DurableOperations operations) implements Trial {
    @Override
    public Ending run(Kind kind) throws IOException {
        operations.run("trial " + kind, () -> {});
        return operations.dying() ? new Ending.Died("killed from outside") : ending(kind);
    }

    private Ending ending(Kind kind) {
        List<String> said = new ArrayList<>();
        try {
            document.read(kind, () -> said.add("in flight"));
            return new Ending.Survived();
        } catch (IOException e) {
            return new Ending.Undecided(e.getMessage());
        } catch (SimulatedCrash | OutOfMemoryError | StackOverflowError | RuntimeException e) {
            return said.isEmpty() ? new Ending.Undecided("died too early: " + e) : new Ending.Died(e.toString());
        }
    }
}
