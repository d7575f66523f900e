package dev.siiwad.storage.file;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.checkpoint.SegmentRange;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentWriter;
import dev.siiwad.storage.dataset.DurableOutput;
import dev.siiwad.storage.file.SimulatedProcess.End;
import dev.siiwad.storage.file.SimulatedProcess.Ending;
import dev.siiwad.storage.file.Step.Damage;
import dev.siiwad.storage.json.CheckpointParser;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What people and decay do to the files of a {@link World}. */
final class Hands {
    private final World world;
    private Optional<byte[]> original = Optional.empty();
    private Optional<Undamaged> undamaged = Optional.empty();

    /** A segment's file, and what it held before it was damaged. */
    private record Undamaged(Path file, byte[] bytes) {}

    Hands(World world) {
        this.world = world;
    }

    /** Whether a counted segment is not what it was. */
    boolean hasDamagedSegment() throws IOException {
        return undamaged.isPresent()
                && !(Files.exists(undamaged.get().file())
                        && Arrays.equals(
                                Files.readAllBytes(undamaged.get().file()),
                                undamaged.get().bytes()));
    }

    /** Damages the standing checkpoint, if there is one that shows it. */
    void damageCheckpoint(Damage damage, Dice dice) throws IOException {
        if (world.model().isDamaged() || !(world.standing() instanceof Saved.Committed stood)) {
            return;
        }
        byte[] bytes = Files.readAllBytes(standing());
        byte[] damaged = damaged(bytes, damage, dice);
        if (!believed(damaged).map(stood::equals).orElse(false)) {
            original = Optional.of(bytes);
            replaceStanding(damaged);
            boolean namesAnother = !CheckpointParser.runIdIn(damaged)
                    .orElse(stood.checkpoint().runId().value())
                    .equals(stood.checkpoint().runId().value());
            world.model().damaged(namesAnother);
            world.files().putBack();
            world.figures().damages++;
        }
    }

    private static Optional<Saved> believed(byte[] bytes) {
        try {
            return Optional.of(CheckpointParser.parse("damaged", bytes));
        } catch (CorruptCheckpointException e) {
            return Optional.empty();
        }
    }

    /** Puts a damaged checkpoint right again, after a start has refused it. */
    void mendCheckpoint() throws IOException {
        replaceStanding(original.orElseThrow());
        world.model().mended(believed(original.get()).orElseThrow());
        world.note("  the checkpoint is mended");
    }

    private void replaceStanding(byte[] bytes) throws IOException {
        new CommitRace(standing().getParent(), world.disk()).replace(standing(), bytes);
        world.disk().syncDirectory(ofSource());
    }

    private static byte[] damaged(byte[] whole, Damage damage, Dice dice) {
        byte[] bytes = whole.clone();
        int place = dice.below(whole.length);
        switch (damage) {
            case CUT -> bytes = Arrays.copyOf(whole, place);
            case NULS -> Arrays.fill(bytes, place, whole.length, (byte) 0);
            case EMPTY -> bytes = new byte[0];
            default -> bytes[place] ^= (byte) (1 << dice.below(8));
        }
        return bytes;
    }

    /** Damages a counted segment, and brings it back where it was not repaired; nothing may be published of it. */
    void damageSegment(Damage damage, Dice dice) throws IOException {
        if (world.model().isDamaged()
                || !(world.standing() instanceof Saved.Committed stood)
                || stood.checkpoint().segments().isEmpty()) {
            return;
        }
        Checkpoint checkpoint = stood.checkpoint();
        SegmentName name = counted(checkpoint, 1 + dice.below((int) checkpoint.segmentCount()));
        Path file = ofSource().resolve("segments/" + checkpoint.runId() + "/" + name + ".jsonl.zst");
        byte[] whole = Files.readAllBytes(file);
        byte[] damaged = damage == Damage.OTHER ? other(checkpoint, name) : damaged(whole, damage, dice);
        if (Arrays.equals(whole, damaged)) {
            return;
        }
        write(file, damaged);
        undamaged = Optional.of(new Undamaged(file, whole));
        world.figures().damages++;
        End end = world.process(world.plainWish(), new Fate.None(), false);
        if (hasDamagedSegment() && end.ending() != Ending.COMPLETED) {
            write(file, whole);
        }
        undamaged = Optional.empty();
        world.forgetSegments();
    }

    private static SegmentName counted(Checkpoint checkpoint, long number) {
        for (SegmentRange range : checkpoint.segments()) {
            if (number <= range.last()) {
                return new SegmentName(number, range.attempt());
            }
        }
        throw new AssertionError("no segment " + number + " in " + checkpoint.segments());
    }

    /** A whole segment of the same name and range, in which the texts are longer. */
    private byte[] other(Checkpoint checkpoint, SegmentName name) throws IOException {
        Path scratch = world.scratch();
        List<Entry> entries = new ArrayList<>();
        Segment segment = world.segments().read(checkpoint.runId(), name, entries::add);
        FileSegmentStore store = new FileSegmentStore(scratch, ShapedSource.ID, new FastDisk());
        try (SegmentWriter writer = store.create(checkpoint.runId(), segment.start())) {
            long next = segment.firstIndex();
            for (Entry entry : entries) {
                for (; next < entry.offset(); next++) {
                    writer.drop("min_length");
                }
                next++;
                writer.add(
                        entry instanceof Entry.Kept kept
                                ? new Entry.Kept(
                                        kept.offset(),
                                        kept.document().withText(kept.document().text() + " iyo kale"))
                                : entry);
            }
            for (; next < segment.lastIndex(); next++) {
                writer.drop("min_length");
            }
            writer.seal();
        }
        try (var files = Files.walk(scratch)) {
            return Files.readAllBytes(
                    files.filter(Files::isRegularFile).findFirst().orElseThrow());
        }
    }

    private void write(Path file, byte[] bytes) throws IOException {
        world.disk().delete(file);
        try (DurableOutput out = world.disk().create(file)) {
            out.write(bytes);
            out.force();
        }
        world.disk().syncDirectory(file.getParent());
    }

    /** Carries out a command on checkpoints, as far as its fate lets it. */
    @SuppressWarnings("try") // held for its life, never asked
    void carryOut(Step.ByHand step) throws IOException {
        FatefulDisk disk = new FatefulDisk(world.disk(), step.fate());
        FileCheckpointStore store = new FileCheckpointStore(world.staging(), disk, world::tick);
        FileCheckpointAdmin files = new FileCheckpointAdmin(world.staging(), disk);
        world.figures().byHand++;
        try (Closeable held = store.acquire(ShapedSource.ID)) {
            switch (step.command()) {
                case BACKUP -> backUp(files);
                case RESTORE -> restore(files);
                case SET -> set(step.offset(), store, files);
                case DELETE -> delete(store);
                case CLEAN -> clean(files);
            }
        } catch (Death e) {
            world.note("  " + e.getMessage());
            world.figures().kills++;
        } catch (IOException e) {
            world.note("  " + e);
            if (disk.struck().isEmpty()) {
                throw e;
            }
            world.figures().faults++;
        }
    }

    private void backUp(FileCheckpointAdmin files) throws IOException {
        Saved standing = world.standing();
        if (!world.model().isDamaged() && !(standing instanceof Saved.None)) {
            world.model().backingUp(standing);
            files.backUp(ShapedSource.ID);
            world.model().backedUp(standing);
        }
    }

    private void restore(FileCheckpointAdmin files) throws IOException {
        Path backup = files.backupFile(ShapedSource.ID);
        if (!Files.exists(backup)) {
            return;
        }
        byte[] bytes = Files.readAllBytes(backup);
        Saved saved = CheckpointParser.parse(backup.toString(), bytes);
        world.model().requireBackup(saved);
        world.files().putBack();
        if (AtomicFile.holds(standing(), bytes)) {
            files.restore(ShapedSource.ID);
            return;
        }
        world.model().replacing(saved, Optional.empty());
        files.restore(ShapedSource.ID);
        world.model().replaced(saved, Optional.empty());
    }

    private void set(long offset, FileCheckpointStore store, FileCheckpointAdmin files) throws IOException {
        Saved.OffsetOnly byHand =
                new Saved.OffsetOnly(offset, offset, Instant.parse("2026-11-01T08:00:00Z"), "by-hand", ShapedSource.ID);
        files.keepReplaced(ShapedSource.ID);
        world.model().replacing(byHand, Optional.empty());
        store.set(byHand);
        world.model().replaced(byHand, Optional.empty());
    }

    private void delete(FileCheckpointStore store) throws IOException {
        try {
            store.load(ShapedSource.ID);
        } catch (CorruptCheckpointException e) {
            world.model().requireNoneUsable(e);
        }
        world.model().replacing(new Saved.None(), Optional.empty());
        store.delete(ShapedSource.ID);
        world.model().replaced(new Saved.None(), Optional.empty());
    }

    private static void clean(FileCheckpointAdmin files) throws IOException {
        for (String aside : files.keptAsideBefore(ShapedSource.ID, Instant.MAX)) {
            files.removeKeptAside(aside);
        }
    }

    private Path ofSource() {
        return world.staging().resolve("source=" + ShapedSource.ID);
    }

    private Path standing() {
        return ofSource().resolve(".checkpoint.json");
    }
}
