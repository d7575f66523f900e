package dev.siiwad.storage.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The disk of this machine, which remembers every call and can then lay out, for a power cut behind the n-th, each disk state of a covering set that
 * such a cut may leave. Bytes not forced may be missing, half there, there as NULs or all there; names made, moved or removed in a directory
 * not synced since may have changed or not, in any combination: none, all, each one alone, and all but one.
 */
final class PowerCutDisk implements Disk {
    private final Disk real = new FastDisk();
    private final Path root;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<Path, Integer> inodes = new HashMap<>();
    private int nextInode;

    PowerCutDisk(Path root) {
        this.root = root;
    }

    /** One call; what a power cut makes of it depends on those behind it. */
    sealed interface Operation {
        record Name(Path directory, String what, Map<Path, Optional<Integer>> effect) implements Operation {}

        record Write(int inode, byte[] bytes) implements Operation {}

        record Force(int inode, Path file) implements Operation {}

        record Sync(Path directory) implements Operation {}

        record Mark(long offset) implements Operation {}
    }

    /** What became of bytes that were not forced. */
    enum Unforced {
        LOST,
        HALF,
        NULS,
        THERE
    }

    /** One disk state: names to contents; an empty content is a directory. */
    record State(String description, Map<Path, Optional<byte[]>> names) {
        void layOut(Path target) throws IOException {
            for (Map.Entry<Path, Optional<byte[]>> name : names.entrySet()) {
                Path path = target.resolve(name.getKey().toString());
                if (name.getValue().isEmpty()) {
                    Files.createDirectories(path);
                } else if (Files.isDirectory(path.getParent())) {
                    Files.write(path, name.getValue().get());
                }
            }
        }
    }

    /** How many operations there were. */
    int count() {
        return operations.size();
    }

    /** Says that a commit up to an offset has returned: from here on it must survive. */
    void mark(long offset) {
        operations.add(new Operation.Mark(offset));
    }

    /** The offset of the last commit that had returned by the n-th operation, or -1. */
    long committedAt(int n) {
        long offset = -1;
        for (Operation operation : operations.subList(0, n)) {
            offset = operation instanceof Operation.Mark mark ? mark.offset() : offset;
        }
        return offset;
    }

    /** The calls as lines, bytes left out. */
    List<String> log() {
        List<String> lines = new ArrayList<>();
        for (Operation operation : operations) {
            String line = operation instanceof Operation.Name name
                    ? name.what()
                    : operation instanceof Operation.Force force
                            ? "force " + force.file()
                            : operation instanceof Operation.Sync sync ? "sync " + sync.directory() : "";
            if (!line.isEmpty()) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** The states that a cut behind the n-th operation may leave. */
    Set<State> statesBehind(int n) {
        Map<Path, Optional<Integer>> durable = new TreeMap<>();
        List<Operation.Name> pending = new ArrayList<>();
        Map<Integer, ByteArrayOutputStream> written = new HashMap<>();
        Map<Integer, Integer> forced = new HashMap<>();
        for (Operation operation : operations.subList(0, n)) {
            if (operation instanceof Operation.Name name) {
                pending.add(name);
            } else if (operation instanceof Operation.Write write) {
                written.computeIfAbsent(write.inode(), key -> new ByteArrayOutputStream())
                        .writeBytes(write.bytes());
            } else if (operation instanceof Operation.Force force) {
                forced.put(force.inode(), size(written, force.inode()));
            } else if (operation instanceof Operation.Sync sync) {
                pending.stream()
                        .filter(name -> name.directory().equals(sync.directory()))
                        .forEach(name -> apply(name, durable));
                pending.removeIf(name -> name.directory().equals(sync.directory()));
            }
        }
        Map<String, State> states = new LinkedHashMap<>();
        for (List<Operation.Name> survived : subsets(pending)) {
            Map<Path, Optional<Integer>> names = new TreeMap<>(durable);
            survived.forEach(name -> apply(name, names));
            for (Unforced unforced : Unforced.values()) {
                State state = state(
                        n + ": survived "
                                + survived.stream().map(Operation.Name::what).toList() + ", unforced bytes " + unforced,
                        names,
                        written,
                        forced,
                        unforced);
                states.putIfAbsent(fingerprint(state), state);
            }
        }
        return new LinkedHashSet<>(states.values());
    }

    private static Set<List<Operation.Name>> subsets(List<Operation.Name> pending) {
        Set<List<Operation.Name>> subsets = new LinkedHashSet<>();
        subsets.add(List.of());
        subsets.add(pending);
        for (int i = 0; i < pending.size(); i++) {
            subsets.add(List.of(pending.get(i)));
            List<Operation.Name> allBut = new ArrayList<>(pending);
            allBut.remove(i);
            subsets.add(allBut);
        }
        return subsets;
    }

    private static State state(
            String description,
            Map<Path, Optional<Integer>> names,
            Map<Integer, ByteArrayOutputStream> written,
            Map<Integer, Integer> forced,
            Unforced unforced) {
        Map<Path, Optional<byte[]>> contents = new TreeMap<>();
        names.forEach(
                (path, inode) -> contents.put(path, inode.map(number -> bytes(number, written, forced, unforced))));
        return new State(description, Collections.unmodifiableMap(contents));
    }

    private static byte[] bytes(
            int inode, Map<Integer, ByteArrayOutputStream> written, Map<Integer, Integer> forced, Unforced unforced) {
        byte[] all = written.containsKey(inode) ? written.get(inode).toByteArray() : new byte[0];
        int safe = forced.getOrDefault(inode, 0);
        return switch (unforced) {
            case LOST -> Arrays.copyOf(all, safe);
            case HALF -> Arrays.copyOf(all, safe + (all.length - safe) / 2);
            case NULS -> Arrays.copyOf(Arrays.copyOf(all, safe), all.length);
            case THERE -> all;
        };
    }

    private static int size(Map<Integer, ByteArrayOutputStream> written, int inode) {
        return written.containsKey(inode) ? written.get(inode).size() : 0;
    }

    private static void apply(Operation.Name name, Map<Path, Optional<Integer>> names) {
        name.effect().forEach((path, inode) -> {
            if (inode.isPresent() && inode.get() == GONE) {
                names.remove(path);
            } else {
                names.put(path, inode);
            }
        });
    }

    private static String fingerprint(State state) {
        StringBuilder text = new StringBuilder();
        state.names()
                .forEach((path, bytes) -> text.append(path)
                        .append('=')
                        .append(bytes.map(Sha256::hex).orElse("directory"))
                        .append('\n'));
        return text.toString();
    }

    private static final int GONE = -1;

    private Path relative(Path path) {
        return root.toAbsolutePath().relativize(path.toAbsolutePath());
    }

    private void name(Path path, String what, Map<Path, Optional<Integer>> effect) {
        operations.add(new Operation.Name(relative(path.toAbsolutePath().getParent()), what, effect));
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        real.createDirectory(directory);
        name(directory, "mkdir " + relative(directory), Map.of(relative(directory), Optional.empty()));
    }

    @Override
    public DurableOutput create(Path file) throws IOException {
        DurableOutput out = real.create(file);
        int inode = nextInode++;
        Path name = relative(file);
        inodes.put(name, inode);
        name(file, "create " + name, Map.of(name, Optional.of(inode)));
        return new DurableOutput() {
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
                operations.add(new Operation.Force(inode, name));
            }

            @Override
            public void close() throws IOException {
                out.close();
            }
        };
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        real.rename(from, to);
        Map<Path, Optional<Integer>> effect = new LinkedHashMap<>();
        Integer inode = inodes.remove(relative(from));
        inodes.put(relative(to), inode);
        effect.put(relative(from), Optional.of(GONE));
        effect.put(relative(to), Optional.of(inode));
        name(to, "rename " + relative(from) + " to " + relative(to), effect);
    }

    @Override
    public void delete(Path path) throws IOException {
        boolean there = Files.exists(path);
        real.delete(path);
        if (there) {
            inodes.remove(relative(path));
            name(path, "delete " + relative(path), Map.of(relative(path), Optional.of(GONE)));
        }
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        real.syncDirectory(directory);
        operations.add(new Operation.Sync(relative(directory)));
    }
}
