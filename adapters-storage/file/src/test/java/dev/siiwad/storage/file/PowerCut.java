package dev.siiwad.storage.file;

import dev.siiwad.storage.file.PowerCutDisk.Operation;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A power cut behind the n-th operation of a disk, and a covering set of the disk states that it may leave.
 *
 * <p>Names made, moved or removed in a directory that was not synced since may have changed or not: in every combination where they are few, else none, all,
 * each one alone, all but one, and those up to each. Bytes that were not forced may be missing, half there, NULs, there behind NULs (written in another
 * order), or all there: alike in all files, and each file unlike the others.
 */
final class PowerCut {
    /** Up to so many unsynced names every combination is tried. */
    private static final int PENDING_MAX = 4;

    private final int n;
    private final Map<Integer, SortedMap<String, Integer>> durable = new HashMap<>();
    private final List<Operation.Name> pending = new ArrayList<>();
    private final Set<Operation.Name> old = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Integer, ByteArrayOutputStream> written = new HashMap<>();
    private final Map<Integer, Integer> forced = new HashMap<>();

    /** What became of bytes that were not forced. */
    private enum Unforced {
        LOST,
        HALF,
        NULS,
        BEHIND_NULS,
        THERE
    }

    PowerCut(PowerCutDisk disk, int n) {
        this(disk, n, n);
    }

    /** @param before how many of the operations are those of a process that was killed */
    PowerCut(PowerCutDisk disk, int n, int before) {
        this.n = n;
        disk.first(before).stream()
                .filter(Operation.Name.class::isInstance)
                .map(Operation.Name.class::cast)
                .forEach(old::add);
        durable.put(PowerCutDisk.ROOT, new TreeMap<>());
        Map<String, Integer> inodes = new HashMap<>(Map.of("", PowerCutDisk.ROOT));
        disk.before().names().forEach((path, content) -> {
            int inode = inodes.size();
            inodes.put(path, inode);
            durable.get(inodes.get(parent(path))).put(path, inode);
            if (content.isEmpty()) {
                durable.put(inode, new TreeMap<>());
            } else {
                write(inode, DiskState.bytes(content.get()));
                forced.put(inode, size(inode));
            }
        });
        disk.first(n).forEach(this::follow);
    }

    private static String parent(String path) {
        return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
    }

    private void follow(Operation operation) {
        if (operation instanceof Operation.Name name) {
            pending.add(name);
        } else if (operation instanceof Operation.Directory directory) {
            durable.put(directory.inode(), new TreeMap<>());
        } else if (operation instanceof Operation.Write write) {
            write(write.inode(), write.bytes());
        } else if (operation instanceof Operation.Force force) {
            forced.put(force.inode(), size(force.inode()));
        } else if (operation instanceof Operation.Sync sync) {
            pending.stream()
                    .filter(name -> name.directory() == sync.directory())
                    .forEach(name -> apply(name, durable));
            pending.removeIf(name -> name.directory() == sync.directory());
        }
    }

    private void write(int inode, byte[] bytes) {
        written.computeIfAbsent(inode, key -> new ByteArrayOutputStream()).writeBytes(bytes);
    }

    private int size(int inode) {
        return written.containsKey(inode) ? written.get(inode).size() : 0;
    }

    /** No power cut at all: what those see who come behind a process that was killed. */
    DiskState nothingLost() {
        return state(pending, Unforced.THERE, Optional.empty(), Unforced.THERE);
    }

    /** The states that differ; the descriptions tell how each came about. */
    Collection<DiskState> states() {
        Map<String, DiskState> states = new LinkedHashMap<>();
        for (List<Operation.Name> survived : subsets()) {
            Set<Integer> loose = loose(survived);
            for (Unforced alike : Unforced.values()) {
                add(state(survived, alike, Optional.empty(), alike), states);
                for (int inode : loose.size() < 2 ? Set.<Integer>of() : loose) {
                    for (Unforced other : Unforced.values()) {
                        add(state(survived, alike, Optional.of(inode), other), states);
                    }
                }
            }
        }
        return states.values();
    }

    /** The states in which something is lost that the process did which was killed, and nothing else. */
    Collection<DiskState> statesThatLoseWhatIsOld() {
        Map<String, DiskState> states = new LinkedHashMap<>();
        List<Operation.Name> lost = pending.stream().filter(old::contains).toList();
        for (Operation.Name one : lost) {
            add(without(List.of(one)), states);
        }
        add(without(lost), states);
        return lost.isEmpty() ? List.of() : states.values();
    }

    private DiskState without(List<Operation.Name> lost) {
        List<Operation.Name> survived = new ArrayList<>(pending);
        survived.removeIf(name -> lost.stream().anyMatch(one -> one == name));
        return state(survived, Unforced.THERE, Optional.empty(), Unforced.THERE);
    }

    /** The two ends: all that was done is there, and only what is certain is there. */
    List<DiskState> extremes() {
        return List.of(nothingLost(), state(List.of(), Unforced.LOST, Optional.empty(), Unforced.LOST));
    }

    /** Any of the states that may be left, by chance: the names survive one by one, and so do the bytes of each file. */
    DiskState byChance(Dice dice) {
        int share = dice.oneOf(List.of(0, 20, 50, 80, 100));
        List<Operation.Name> survived = new ArrayList<>(pending);
        survived.removeIf(name -> !dice.percent(share));
        SortedMap<String, Optional<ByteBuffer>> contents = new TreeMap<>();
        Map<Integer, Unforced> fates = new HashMap<>();
        paths(survived).forEach((path, inode) -> {
            Unforced unforced = fates.computeIfAbsent(inode, key -> dice.oneOf(List.of(Unforced.values())));
            contents.put(
                    path,
                    durable.containsKey(inode)
                            ? Optional.empty()
                            : Optional.of(ByteBuffer.wrap(bytes(inode, unforced))));
        });
        String lost = pending.stream()
                .filter(name -> !survived.contains(name))
                .map(Operation.Name::what)
                .toList()
                .toString();
        return new DiskState(n + ": lost " + lost + ", unforced bytes " + fates, contents);
    }

    private static void add(DiskState state, Map<String, DiskState> states) {
        states.putIfAbsent(state.digest(), state);
    }

    /** Every combination is in the order in which the names changed. */
    private Set<List<Operation.Name>> subsets() {
        Set<List<Operation.Name>> subsets = new LinkedHashSet<>();
        if (pending.size() <= PENDING_MAX) {
            for (int chosen = 0; chosen < 1 << pending.size(); chosen++) {
                List<Operation.Name> subset = new ArrayList<>();
                for (int i = 0; i < pending.size(); i++) {
                    if ((chosen >> i & 1) == 1) {
                        subset.add(pending.get(i));
                    }
                }
                subsets.add(subset);
            }
            return subsets;
        }
        for (int i = 0; i <= pending.size(); i++) {
            subsets.add(pending.subList(0, i));
        }
        for (int i = 0; i < pending.size(); i++) {
            subsets.add(List.of(pending.get(i)));
            List<Operation.Name> allBut = new ArrayList<>(pending);
            allBut.remove(i);
            subsets.add(allBut);
        }
        return subsets;
    }

    /** Every path that is there, and its inode. */
    private SortedMap<String, Integer> paths(List<Operation.Name> survived) {
        Map<Integer, SortedMap<String, Integer>> entries = new HashMap<>();
        durable.forEach((directory, names) -> entries.put(directory, new TreeMap<>(names)));
        survived.forEach(name -> apply(name, entries));
        SortedMap<String, Integer> paths = new TreeMap<>();
        collect(PowerCutDisk.ROOT, entries, paths);
        return paths;
    }

    private static void collect(
            int directory, Map<Integer, SortedMap<String, Integer>> entries, SortedMap<String, Integer> paths) {
        entries.get(directory).forEach((path, inode) -> {
            paths.put(path, inode);
            if (entries.containsKey(inode)) {
                collect(inode, entries, paths);
            }
        });
    }

    /** The files that are there with bytes that were not forced. */
    private Set<Integer> loose(List<Operation.Name> survived) {
        Set<Integer> loose = new TreeSet<>(paths(survived).values());
        loose.removeIf(inode -> size(inode) <= forced.getOrDefault(inode, 0));
        return loose;
    }

    /** @param odd the file whose unforced bytes fare otherwise than those of all others */
    private DiskState state(List<Operation.Name> survived, Unforced alike, Optional<Integer> odd, Unforced otherwise) {
        SortedMap<String, Optional<ByteBuffer>> contents = new TreeMap<>();
        paths(survived).forEach((path, inode) -> {
            Unforced unforced = odd.equals(Optional.of(inode)) ? otherwise : alike;
            contents.put(
                    path,
                    durable.containsKey(inode)
                            ? Optional.empty()
                            : Optional.of(ByteBuffer.wrap(bytes(inode, unforced))));
        });
        String description = n + ": survived "
                + survived.stream().map(Operation.Name::what).toList() + ", unforced bytes " + alike
                + odd.map(file -> ", those of one file " + otherwise).orElse("");
        return new DiskState(description, contents);
    }

    private byte[] bytes(int inode, Unforced unforced) {
        byte[] all = written.containsKey(inode) ? written.get(inode).toByteArray() : new byte[0];
        int safe = forced.getOrDefault(inode, 0);
        int half = safe + (all.length - safe) / 2;
        switch (unforced) {
            case LOST -> {
                return Arrays.copyOf(all, safe);
            }
            case HALF -> {
                return Arrays.copyOf(all, half);
            }
            case NULS -> Arrays.fill(all, safe, all.length, (byte) 0);
            case BEHIND_NULS -> Arrays.fill(all, safe, half, (byte) 0);
            default -> {
                return all;
            }
        }
        return all;
    }

    private static void apply(Operation.Name name, Map<Integer, SortedMap<String, Integer>> entries) {
        SortedMap<String, Integer> ofDirectory = entries.get(name.directory());
        name.effect().forEach((path, inode) -> {
            if (inode == PowerCutDisk.GONE) {
                ofDirectory.remove(path);
            } else {
                ofDirectory.put(path, inode);
            }
        });
    }
}
