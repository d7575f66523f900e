package dev.siiwad.storage.file;

import dev.siiwad.storage.dataset.DurableOutput;
import dev.siiwad.storage.file.Fate.Kind;
import dev.siiwad.storage.file.Fate.Manner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** A disk as one process sees it: its operations are counted, and what is to befall the process happens at one of them. */
final class FatefulDisk implements Disk {
    /** No process of a scenario has any business to change so much: it goes in circles. */
    private static final int OPERATIONS_MAX = 100_000;

    private final Disk disk;
    private final Fate fate;
    private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    private long bytes;
    private String struck = "";
    private boolean keptGarbage;
    private boolean dead;

    /** One change. */
    @FunctionalInterface
    private interface Change {
        void apply() throws IOException;
    }

    FatefulDisk(Disk disk, Fate fate) {
        this.disk = disk;
        this.fate = fate;
    }

    /** From now on this process changes nothing any more, not even while its stack unwinds. */
    void kill() {
        dead = true;
    }

    int count(Kind kind) {
        return counts.getOrDefault(kind, 0);
    }

    /** Operations that change files or their names. */
    int changes() {
        return count(Kind.CREATE) + count(Kind.WRITE) + count(Kind.RENAME) + count(Kind.DELETE);
    }

    /** The operation at which something befell this process; empty if nothing has. */
    String struck() {
        return struck;
    }

    /** Whether what befell it was that a segment or its directory could not be removed: a run that has its dataset ends well all the same. */
    boolean hasKeptGarbage() {
        return keptGarbage;
    }

    private void run(Kind kind, String what, Change half, Change whole) throws IOException {
        if (dead) {
            throw new Death(what + ", after the process had died");
        }
        counts.merge(kind, 1, Integer::sum);
        if (counts.merge(Kind.ANY, 1, Integer::sum) > OPERATIONS_MAX) {
            throw new AssertionError("more than " + OPERATIONS_MAX + " operations");
        }
        if (!(fate instanceof Fate.Strike strike
                && (strike.kind() == Kind.ANY || strike.kind() == kind)
                && count(strike.kind()) == strike.nth())) {
            whole.apply();
            return;
        }
        struck = what;
        if (strike.manner() == Manner.FAILS) {
            throw new IOException("simulated failure at " + what);
        }
        if (strike.manner() == Manner.KILLED_WITHIN) {
            half.apply();
        } else if (strike.manner() == Manner.KILLED_AFTER) {
            whole.apply();
        }
        dead = true;
        throw new Death(what);
    }

    private void run(Kind kind, Path path, Change whole) throws IOException {
        run(kind, kind + " " + path.getFileName(), () -> {}, whole);
    }

    private boolean isFull() {
        return fate instanceof Fate.Full full && bytes >= full.bytes();
    }

    private void requireRoom(Path path) throws IOException {
        if (isFull()) {
            struck = "no room for " + path.getFileName();
            throw new IOException(path + ": No space left on device");
        }
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        run(Kind.MAKE_DIRECTORY, directory, () -> {
            requireRoom(directory);
            disk.createDirectory(directory);
        });
    }

    @Override
    public DurableOutput create(Path file) throws IOException {
        DurableOutput[] created = new DurableOutput[1];
        run(Kind.CREATE, file, () -> {
            requireRoom(file);
            created[0] = disk.create(file);
        });
        return new Output(created[0], file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        run(Kind.RENAME, to, () -> disk.rename(from, to));
    }

    @Override
    public void delete(Path path) throws IOException {
        if (dead || Files.exists(path)) {
            try {
                run(Kind.DELETE, path, () -> disk.delete(path));
            } catch (IOException e) {
                keptGarbage = path.toString().contains("/segments/");
                throw e;
            }
        }
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        run(Kind.SYNC, directory, () -> {
            if (!Files.isDirectory(directory)) {
                throw new NoSuchFileException(directory.toString());
            }
            disk.syncDirectory(directory);
        });
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
        public void write(byte[] source, int start, int length) throws IOException {
            double share = fate instanceof Fate.Strike strike ? strike.share() : 0;
            run(
                    Kind.WRITE,
                    Kind.WRITE + " " + file.getFileName(),
                    () -> out.write(source, start, (int) (length * share)),
                    () -> {
                        long room = fate instanceof Fate.Full full ? full.bytes() - bytes : Long.MAX_VALUE;
                        int fits = (int) Math.min(length, Math.max(0, room));
                        out.write(source, start, fits);
                        bytes += fits;
                        if (fits < length) {
                            requireRoom(file);
                        }
                    });
        }

        @Override
        public void force() throws IOException {
            run(Kind.FORCE, file, out::force);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
