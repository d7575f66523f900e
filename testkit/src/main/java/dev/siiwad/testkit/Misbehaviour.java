package dev.siiwad.testkit;

import dev.siiwad.checkpoint.CheckpointAdmin;
import dev.siiwad.publish.Publisher;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentRepair;
import dev.siiwad.segment.SegmentStart;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.segment.SegmentWriter;
import dev.siiwad.source.SourceId;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** What the longer ones of the {@link Mutants} do instead. */
final class Misbehaviour {
    /** Shared by all storages of this JVM. */
    static final Map<String, Object> REMEMBERED = new ConcurrentHashMap<>();

    private Misbehaviour() {}

    static Object publishing(Publisher port, Planted.Real real, Object[] given) throws Throwable {
        REMEMBERED.put("publishing", true);
        Object receipt = real.call(given);
        REMEMBERED.remove("publishing");
        return receipt;
    }

    static Object forgetAndGoOn(Object port, Planted.Real real, Object[] given) throws Throwable {
        if (given[0] instanceof Set<?> retained) {
            REMEMBERED.keySet().removeIf(name -> retained.stream().noneMatch(run -> name.contains(" " + run)));
        }
        return real.call(given);
    }

    static Object recordedHere(SegmentStore port, Planted.Real real, Object[] given) {
        Object before = REMEMBERED.merge("attempt " + given[0], given[1], (a, b) -> Math.max((int) a, (int) b));
        return REMEMBERED.put("taken " + given[0] + " " + given[1], before) == null;
    }

    static Object storedHere(SegmentStore port, Planted.Real real, Object[] given) throws FileAlreadyExistsException {
        Object first = REMEMBERED.putIfAbsent("payload " + given[0] + given[1], given[2]);
        if (first != null && !first.equals(given[2])) {
            throw new FileAlreadyExistsException("payload of " + given[0]);
        }
        return null;
    }

    static Object sealedOnClose(SegmentStore port, Planted.Real real, Object[] given) throws Throwable {
        String open = "open " + given[0] + ((SegmentStart) given[1]).name();
        SegmentWriter writer = (SegmentWriter) real.call(given);
        REMEMBERED.put(open, true);
        return Planted.instead(SegmentWriter.class, writer, "close", (own, close, none) -> {
            REMEMBERED.remove(open);
            return close.call(none);
        });
    }

    static Object repairing(Object repair, String method, Planted.Instead<SegmentRepair> instead) {
        return Planted.instead(SegmentRepair.class, (SegmentRepair) repair, method, instead);
    }

    static Object givenTwice(SegmentStore port, Planted.Real real, Object[] given) throws Throwable {
        try {
            return real.call(given);
        } catch (FileAlreadyExistsException taken) {
            SegmentStart start = (SegmentStart) given[1];
            SegmentName elsewhere = new SegmentName(start.name().number() + 1_000_000, 1);
            return real.call(given[0], SegmentStart.of(elsewhere, start.firstIndex()));
        }
    }

    static Optional<String> payload(Planted.Real real, Object[] given) {
        try {
            return ((Optional<?>) real.call(given)).map(String.class::cast);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    static void removeAllKept(CheckpointAdmin admin, SourceId source) throws IOException {
        Instant later = Instant.now().plus(Duration.ofDays(1));
        for (String kept : new TreeSet<>(admin.keptAsideBefore(source, later))) {
            admin.removeKeptAside(kept);
        }
    }
}
