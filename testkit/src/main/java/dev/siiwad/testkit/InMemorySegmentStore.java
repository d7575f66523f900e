package dev.siiwad.testkit;

import dev.siiwad.digest.Sha256;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentRepair;
import dev.siiwad.segment.SegmentStart;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.segment.SegmentWriter;
import dev.siiwad.segment.Tally;
import dev.siiwad.source.SourceId;
import dev.siiwad.testkit.InMemoryPlace.SourceRun;
import dev.siiwad.testkit.InMemoryPlace.StoredSegment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Segments in memory. */
final class InMemorySegmentStore implements SegmentStore {
    private final InMemoryPlace place;
    private final SourceId source;
    private final DurableOperations operations;

    InMemorySegmentStore(InMemoryPlace place, SourceId source, DurableOperations operations) {
        this.place = place;
        this.source = source;
        this.operations = operations;
    }

    @Override
    public SegmentWriter create(RunId run, SegmentStart start) throws IOException {
        Map<SegmentName, StoredSegment> ofRun = place.segments.computeIfAbsent(key(run), key -> inOrder());
        SegmentName name = start.name();
        if (ofRun.containsKey(name)) {
            throw new FileAlreadyExistsException(run + "/" + name);
        }
        operations.run("create " + name, () -> ofRun.put(name, new StoredSegment(start, List.of(), Tally.NONE, false)));
        return new Writer("seal ", ofRun, start);
    }

    @Override
    public Segment read(RunId run, SegmentName name, Consumer<? super Entry> entries) throws IOException {
        StoredSegment stored = place.segments.getOrDefault(key(run), Map.of()).get(name);
        if (stored == null || !stored.sealed()) {
            throw new DamagedSegmentException(
                    run + "/" + name + (stored == null ? " is missing" : " was never sealed"));
        }
        stored.entries().forEach(entries);
        return describe(stored);
    }

    @Override
    public Optional<SegmentStart> beginning(RunId run, SegmentName name) {
        return Optional.ofNullable(
                        place.segments.getOrDefault(key(run), Map.of()).get(name))
                .map(StoredSegment::start);
    }

    @Override
    public SegmentRepair repair(RunId run, SegmentStart start) {
        Map<SegmentName, StoredSegment> beside = inOrder();
        Map<SegmentName, StoredSegment> ofRun = place.segments.computeIfAbsent(key(run), none -> inOrder());
        SegmentName name = start.name();
        return SegmentRepair.of(
                new Writer("seal again ", beside, start),
                () -> operations.run("put back " + name, () -> ofRun.put(name, beside.get(name))),
                () -> {});
    }

    @Override
    public Optional<Long> length(RunId run, SegmentName name) {
        return Optional.ofNullable(
                        place.segments.getOrDefault(key(run), Map.of()).get(name))
                .filter(StoredSegment::sealed)
                .map(stored -> describe(stored).bytes());
    }

    @Override
    public boolean keepsMarks() {
        return true;
    }

    @Override
    public void mark(RunId run, String mark) throws IOException {
        operations.run(
                "mark " + mark,
                () -> place.marks
                        .computeIfAbsent(key(run), none -> new TreeSet<>())
                        .add(mark));
    }

    @Override
    public void unmark(RunId run, String mark) throws IOException {
        operations.run(
                "unmark " + mark,
                () -> place.marks.getOrDefault(key(run), new TreeSet<>()).remove(mark));
    }

    @Override
    public List<String> marks(RunId run, String after) {
        return place.marks.getOrDefault(key(run), new TreeSet<>()).tailSet(after, false).stream()
                .limit(MARKS_MAX)
                .toList();
    }

    @Override
    public String where(RunId run, SegmentName name) {
        return run + "/" + name;
    }

    @Override
    public String where(RunId run, String snapshotId) {
        return run + "/" + snapshotId;
    }

    @Override
    public Set<SegmentName> present(RunId run) {
        return Set.copyOf(place.segments.getOrDefault(key(run), Map.of()).keySet());
    }

    @Override
    public int highestAttempt(RunId run) {
        int inNames = place.segments.getOrDefault(key(run), Map.of()).keySet().stream()
                .mapToInt(SegmentName::attempt)
                .max()
                .orElse(0);
        int recorded = place.attempts.getOrDefault(key(run), new TreeSet<>()).stream()
                .max(Integer::compare)
                .orElse(0);
        return Math.max(inNames, recorded);
    }

    @Override
    public boolean recordAttempt(RunId run, int attempt) throws IOException {
        return operations.call(
                "remember attempt " + attempt,
                () -> place.attempts
                        .computeIfAbsent(key(run), none -> new TreeSet<>())
                        .add(attempt));
    }

    @Override
    public void storePayload(RunId run, String snapshotId, String payload) throws IOException {
        operations.run("payload", () -> {
            Map<String, String> ofRun = place.payloads.computeIfAbsent(key(run), key -> new TreeMap<>());
            if (!ofRun.getOrDefault(snapshotId, payload).equals(payload)) {
                throw new FileAlreadyExistsException(
                        where(run, snapshotId), null, "holds another list for snapshot " + snapshotId);
            }
            ofRun.put(snapshotId, payload);
        });
    }

    @Override
    public Optional<String> payload(RunId run, String snapshotId) {
        return Optional.ofNullable(
                place.payloads.getOrDefault(key(run), Map.of()).get(snapshotId));
    }

    @Override
    public SortedSet<RunId> runs() {
        SortedSet<RunId> runs = new TreeSet<>();
        for (Set<SourceRun> keys : List.of(
                place.segments.keySet(), place.payloads.keySet(), place.attempts.keySet(), place.marks.keySet())) {
            keys.stream().filter(key -> key.source().equals(source)).forEach(key -> runs.add(key.run()));
        }
        return runs;
    }

    @Override
    public void retainOnly(Needed needed) throws IOException {
        Set<RunId> there = Stream.of(place.segments, place.payloads, place.attempts, place.marks)
                .flatMap(kept -> kept.keySet().stream())
                .filter(key -> key.source().equals(source))
                .map(SourceRun::run)
                .collect(Collectors.toSet());
        Set<RunId> runs = needed.of(there);
        Predicate<SourceRun> garbage =
                key -> key.source().equals(source) && there.contains(key.run()) && !runs.contains(key.run());
        for (SourceRun key : List.copyOf(place.segments.keySet())) {
            if (garbage.test(key)) {
                operations.run("remove segments", () -> place.segments.remove(key));
            }
        }
        place.payloads.keySet().removeIf(garbage);
        place.attempts.keySet().removeIf(garbage);
        place.marks.keySet().removeIf(garbage);
    }

    private SourceRun key(RunId run) {
        return new SourceRun(source, run);
    }

    private static Map<SegmentName, StoredSegment> inOrder() {
        return new TreeMap<>(Comparator.comparingLong(SegmentName::number).thenComparingInt(SegmentName::attempt));
    }

    static Segment describe(StoredSegment stored) {
        byte[] bytes =
                (stored.start() + " " + stored.entries() + " " + stored.tally()).getBytes(StandardCharsets.UTF_8);
        long textBytes = stored.entries().stream()
                .mapToLong(entry ->
                        entry instanceof Entry.Kept kept ? kept.stored().textBytes() : 0)
                .sum();
        return Segment.of(stored.start(), stored.tally(), textBytes, bytes.length, "sha256:" + Sha256.hex(bytes));
    }

    private final class Writer implements SegmentWriter {
        private final Map<SegmentName, StoredSegment> ofRun;
        private final String what;
        private final SegmentStart start;
        private final SegmentName name;
        private final List<Entry> entries = new ArrayList<>();
        private Tally tally = Tally.NONE;

        Writer(String what, Map<SegmentName, StoredSegment> ofRun, SegmentStart start) {
            this.what = what;
            this.ofRun = ofRun;
            this.start = start;
            this.name = start.name();
        }

        @Override
        public void add(Entry entry) {
            if (entry.offset() != start.firstIndex() + tally.read()) {
                throw new IllegalStateException(
                        "entry at offset " + entry.offset() + "; expected " + (start.firstIndex() + tally.read()));
            }
            entries.add(entry);
            if (entry instanceof Entry.Rejected rejected) {
                drop(rejected.rule());
                return;
            }
            boolean kept = entry instanceof Entry.Kept;
            tally = tally.plus(new Tally(kept ? 1 : 0, kept ? 0 : 1, new TreeMap<>()));
        }

        @Override
        public void drop(String reason) {
            tally = tally.plus(new Tally(0, 0, new TreeMap<>(Map.of(reason, 1L))));
        }

        @Override
        public Segment seal() throws IOException {
            StoredSegment whole = new StoredSegment(start, List.copyOf(entries), tally, true);
            StoredSegment half = new StoredSegment(start, entries.subList(0, entries.size() / 2), Tally.NONE, false);
            operations.run(what + name, () -> ofRun.put(name, half), () -> ofRun.put(name, whole));
            return describe(whole);
        }

        @Override
        public void close() throws IOException {
            StoredSegment stored = ofRun.get(name);
            if (stored != null && !stored.sealed()) {
                operations.run("remove " + name, () -> ofRun.remove(name));
            }
        }
    }
}
