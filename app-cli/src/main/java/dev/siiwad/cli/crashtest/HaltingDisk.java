package dev.siiwad.cli.crashtest;

import dev.siiwad.cli.crashtest.CrashPoint.Moment;
import dev.siiwad.cli.crashtest.CrashPoint.Stretch;
import dev.siiwad.storage.dataset.DurableOutput;
import dev.siiwad.storage.file.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A disk that counts every change to it, and at one of them goes no further. */
final class HaltingDisk implements Disk {
    private static final int NAME_CHARS_MAX = 24;

    private final Disk disk;
    private final Path staging;
    private final Path silver;
    private final Optional<CrashPoint> place;
    private final Halt halt;
    private Changes changes = Changes.NONE;

    /** What happens where it goes no further. */
    interface Halt {
        /** The place is reached. A change that is to be half done is done after this. */
        void announce(String place);

        /** Never returns. */
        void awaitTheKill();
    }

    /**
     * @param staging where checkpoints and segments are
     * @param silver where datasets are published
     * @param place where it goes no further, if anywhere
     */
    HaltingDisk(Disk disk, Path staging, Path silver, Optional<CrashPoint> place, Halt halt) {
        this.disk = disk;
        this.staging = staging.toAbsolutePath();
        this.silver = silver.toAbsolutePath();
        this.place = place;
        this.halt = halt;
    }

    /** How many there were so far. */
    synchronized Changes changes() {
        return changes;
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        change("make directory", directory, () -> disk.createDirectory(directory));
    }

    @Override
    public DurableOutput create(Path file) throws IOException {
        DurableOutput[] created = new DurableOutput[1];
        change("create", file, () -> created[0] = disk.create(file));
        return new Output(created[0], file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        change("rename to", to, () -> disk.rename(from, to));
    }

    @Override
    public void delete(Path path) throws IOException {
        change("delete", path, () -> disk.delete(path));
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        change("sync", directory, () -> disk.syncDirectory(directory));
    }

    private synchronized Optional<CrashPoint> count(Path path) {
        Path absolute = path.toAbsolutePath();
        boolean publishing = changes.publishing() > 0 || absolute.startsWith(silver);
        boolean clearing = publishing && absolute.startsWith(staging);
        changes = new Changes(
                changes.reading() + (publishing ? 0 : 1),
                changes.publishing() + (publishing && !clearing ? 1 : 0),
                changes.clearing() + (clearing ? 1 : 0));
        return place.flatMap(point -> here(point, clearing));
    }

    /** The place that was just counted, if it is the one to halt at. */
    private Optional<CrashPoint> here(CrashPoint point, boolean clearing) {
        long number = point.stretch() == Stretch.ATTEMPT ? changes.all() : changes.all() - changes.reading();
        if (point.stretch() == Stretch.PUBLISHING && clearing) {
            boolean first = changes.clearing() == 1;
            return first ? Optional.of(new CrashPoint(Stretch.PUBLISHING, number, Moment.BEFORE)) : Optional.empty();
        }
        return Optional.of(point).filter(asked -> asked.number() == number);
    }

    /** What a change consists of. */
    @FunctionalInterface
    private interface Step {
        void take() throws IOException;
    }

    private void change(String what, Path path, Step step) throws IOException {
        Optional<CrashPoint> here = count(path);
        if (here.isEmpty()) {
            step.take();
            return;
        }
        if (here.get().moment() != Moment.AFTER) {
            announce(here.get(), what, path);
        }
        if (here.get().moment() != Moment.BEFORE) {
            step.take();
        }
        if (here.get().moment() == Moment.AFTER) {
            announce(here.get(), what, path);
        }
        halt.awaitTheKill();
    }

    private void announce(CrashPoint here, String what, Path path) {
        String name = path.getFileName().toString();
        int cut = Math.max(0, name.length() - NAME_CHARS_MAX);
        halt.announce(here.words() + ": " + what + " " + (cut > 0 ? "…" : "") + name.substring(cut));
    }

    private final class Output extends DurableOutput {
        private final DurableOutput out;
        private final Path file;

        Output(DurableOutput out, Path file) {
            this.out = out;
            this.file = file;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            Optional<CrashPoint> here = count(file);
            if (here.isPresent() && here.get().moment() != Moment.BEFORE) {
                out.write(bytes, start, here.get().moment() == Moment.IN ? length / 2 : length);
            }
            if (here.isPresent()) {
                announce(here.get(), "write", file);
                halt.awaitTheKill();
            }
            out.write(bytes, start, length);
        }

        @Override
        public void force() throws IOException {
            change("force", file, out::force);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
