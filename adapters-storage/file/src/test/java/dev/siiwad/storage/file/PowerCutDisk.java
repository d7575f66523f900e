package dev.siiwad.storage.file;

import dev.siiwad.storage.dataset.DurableOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A disk that remembers every call, so that {@link PowerCut} can tell what a power cut behind the n-th of them may leave. Tests may put marks between the
 * calls.
 */
final class PowerCutDisk implements Disk {
    /** In the place of an inode, for a name that was removed. */
    static final int GONE = -1;

    /** The inode of the directory in which everything is. */
    static final int ROOT = 0;

    /** The inode of any directory above. */
    private static final int OUTSIDE = -2;

    private final Disk real = new FastDisk();
    private final Path root;
    private final DiskState before;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<String, Integer> inodes = new HashMap<>();
    private int nextInode = ROOT;

    /** One call. Files and directories have inodes; paths are relative, their parts joined by {@code /}. */
    sealed interface Operation {
        /** Names in one directory have changed. The effect is path to inode, {@link #GONE} for what was removed. */
        record Name(int directory, String what, Map<String, Integer> effect) implements Operation {}

        record Directory(int inode) implements Operation {}

        record Write(int inode, byte[] bytes) implements Operation {}

        record Force(int inode, String file) implements Operation {}

        record Sync(int directory, String path) implements Operation {}

        record Mark(Object meaning) implements Operation {}
    }

    /** A disk that is empty at first. */
    PowerCutDisk(Path root) {
        this(root, DiskState.EMPTY);
    }

    private PowerCutDisk(Path root, DiskState before) {
        this.root = root;
        this.before = before;
        inodes.put("", nextInode++);
        before.names().keySet().forEach(name -> inodes.put(name, nextInode++));
    }

    /** The disk of a machine that starts again behind a power cut: what is there is durable. */
    static PowerCutDisk holding(DiskState state, Path root) throws IOException {
        state.layOut(root);
        return new PowerCutDisk(root, state);
    }

    /** This disk in another place, behind the n-th operation: the process was killed, and the machine has gone on. What was not durable is not yet. */
    PowerCutDisk behind(int n, Path otherRoot) throws IOException {
        new PowerCut(this, n).nothingLost().layOut(otherRoot);
        PowerCutDisk copy = new PowerCutDisk(otherRoot, before);
        copy.nextInode = nextInode;
        for (Operation operation : operations.subList(0, n)) {
            copy.operations.add(operation);
            if (operation instanceof Operation.Name name) {
                name.effect().forEach((path, inode) -> {
                    if (inode == GONE) {
                        copy.inodes.remove(path);
                    } else {
                        copy.inodes.put(path, inode);
                    }
                });
            }
        }
        return copy;
    }

    /** What was there, and durable, before the first operation. The root has the first inode; the next are given in the order of the names. */
    DiskState before() {
        return before;
    }

    int count() {
        return operations.size();
    }

    /** The first n operations. */
    List<Operation> first(int n) {
        return operations.subList(0, n);
    }

    void mark(Object meaning) {
        operations.add(new Operation.Mark(meaning));
    }

    /** The calls as lines, bytes and marks left out. */
    List<String> log() {
        List<String> lines = new ArrayList<>();
        for (Operation operation : operations) {
            if (operation instanceof Operation.Name name) {
                lines.add(name.what());
            } else if (operation instanceof Operation.Force force) {
                lines.add("force " + force.file());
            } else if (operation instanceof Operation.Sync sync) {
                lines.add("sync " + sync.path());
            }
        }
        lines.removeIf(String::isEmpty);
        return lines;
    }

    private String relative(Path path) {
        return root.toAbsolutePath().relativize(path.toAbsolutePath()).toString();
    }

    private static String parent(String name) {
        return name.contains("/") ? name.substring(0, name.lastIndexOf('/')) : "";
    }

    private void name(String path, String what, Map<String, Integer> effect) {
        operations.add(new Operation.Name(inodes.get(parent(path)), what, effect));
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        boolean there = Files.exists(directory);
        real.createDirectory(directory);
        if (!there) {
            String path = relative(directory);
            int inode = nextInode++;
            inodes.put(path, inode);
            operations.add(new Operation.Directory(inode));
            name(path, "mkdir " + path, Map.of(path, inode));
        }
    }

    @Override
    public DurableOutput create(Path file) throws IOException {
        DurableOutput out = real.create(file);
        int inode = nextInode++;
        String path = relative(file);
        inodes.put(path, inode);
        name(path, "create " + path, Map.of(path, inode));
        return new Output(out, inode, path);
    }

    /** Within one directory in one step; from one directory to another the two names are durable each on its own. */
    @Override
    public void rename(Path from, Path to) throws IOException {
        real.rename(from, to);
        String source = relative(from);
        String target = relative(to);
        Integer inode = inodes.remove(source);
        inodes.put(target, inode);
        String what = "rename " + source + " to " + target;
        if (parent(source).equals(parent(target))) {
            name(target, what, Map.of(source, GONE, target, inode));
        } else {
            name(target, what, Map.of(target, inode));
            name(source, "", Map.of(source, GONE));
        }
    }

    @Override
    public void delete(Path path) throws IOException {
        boolean there = Files.exists(path);
        real.delete(path);
        if (there) {
            String name = relative(path);
            inodes.remove(name);
            name(name, "delete " + name, Map.of(name, GONE));
        }
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        real.syncDirectory(directory);
        String path = relative(directory);
        operations.add(new Operation.Sync(inodes.getOrDefault(path, OUTSIDE), path));
    }

    private final class Output extends DurableOutput {
        private final DurableOutput out;
        private final int inode;
        private final String file;

        Output(DurableOutput out, int inode, String file) {
            this.out = out;
            this.inode = inode;
            this.file = file;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            out.write(bytes, start, length);
            operations.add(new Operation.Write(inode, Arrays.copyOfRange(bytes, start, start + length)));
        }

        @Override
        public void force() throws IOException {
            out.force();
            operations.add(new Operation.Force(inode, file));
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
