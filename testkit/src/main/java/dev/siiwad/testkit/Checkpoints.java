package dev.siiwad.testkit;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.Claim;
import dev.siiwad.checkpoint.Owner;
import dev.siiwad.checkpoint.Run;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.Tally;
import dev.siiwad.source.Position;
import dev.siiwad.source.Settings;
import dev.siiwad.source.SourceId;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Checkpoints to test with. */
public final class Checkpoints {
    public static final SourceId SOURCE = new SourceId("List-Somali");
    public static final Owner OWNER = new Owner("host", "boot", 4711, "nonce");
    private static final Instant NOW = Instant.parse("2026-11-01T08:00:00Z");

    private Checkpoints() {}

    /** Another process on the machine of {@link #OWNER}, or what its storage takes for that process. */
    public static Owner owner(String nonce) {
        return new Owner(OWNER.host(), OWNER.boot(), OWNER.pid(), nonce);
    }

    /** The claim of a run's first attempt. */
    public static Checkpoint begun(String runId) {
        return begun(SOURCE, runId, OWNER);
    }

    /** The claim of a run's first attempt, of any source and by any process. */
    public static Checkpoint begun(SourceId source, String runId, Owner owner) {
        Settings settings = Settings.of(Map.of("config", "so", "odd \"name\"", "línea\n2"));
        return Checkpoint.begin(
                new Run(new RunId(runId), source, NOW, 0, "list@first", settings),
                Position.START,
                Claim.first(1, owner));
    }

    /** A run that has committed a number of segments of ten documents, all kept. */
    public static Checkpoint after(String runId, int segments) {
        return after(begun(runId), segments);
    }

    private static Checkpoint after(Checkpoint begun, int segments) {
        Checkpoint checkpoint = begun;
        for (int n = 1; n <= segments; n++) {
            Segment segment = Segment.of(
                    checkpoint.nextStart(),
                    new Tally(10, 0, new TreeMap<>()),
                    1000,
                    100 + n,
                    "sha256:" + "0".repeat(64));
            checkpoint = checkpoint.plus(segment, new Position("line=" + n), NOW.plusSeconds(n));
        }
        return checkpoint;
    }
}
