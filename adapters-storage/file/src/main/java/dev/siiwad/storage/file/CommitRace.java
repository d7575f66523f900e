package dev.siiwad.storage.file;

import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.storage.dataset.DurableOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The temporary files of one commit, and those of all who commit at the same time where locks keep nobody out. A rename cannot be told to replace only what was read; but it fails
 * when its source is gone, and everybody may remove that. So of all commits that expect the same checkpoint one succeeds, by these steps:
 *
 * <ol>
 *   <li>{@link #removeOthers}: what processes that were killed have left. Whoever lives and is further than this has lost.
 *   <li>{@link #write}: files under a name that nobody else has, {@code .checkpoint.<16 hex>.tmp}.
 *   <li>{@link #requireFirst}: whoever else has written meanwhile is seen; the lower name goes on and removes the others, which then cannot be renamed.
 *   <li>The checkpoint is compared with what was read before.
 *   <li>The rename.
 * </ol>
 *
 * <p>Of two that got through the third step one had written after the other had looked, so that it saw the other's file: it has removed that, or given up, or the file had been
 * renamed, and then the comparison fails. It takes a directory that lists what is in it all the while, as POSIX has it.
 */
final class CommitRace {
    private static final Pattern NEXT = Pattern.compile("\\.checkpoint\\.[0-9a-f]{16}\\.tmp");

    private static final Pattern PREVIOUS = Pattern.compile("\\.checkpoint\\.[0-9a-f]{16}\\.prev\\.tmp");

    /** What all processes of earlier builds shared. */
    private static final String SHARED = ".checkpoint.tmp";

    private static final Pattern COPY = Pattern.compile("\\.checkpoint\\.[0-9a-f]{16}\\.copy\\.tmp");

    private final Path directory;
    private final Disk disk;
    private final String next;
    private final String previous;
    private final List<Path> written = new ArrayList<>();

    /** @param directory that of the checkpoint; it is there */
    CommitRace(Path directory, Disk disk) {
        this.directory = directory;
        this.disk = disk;
        String own = ".checkpoint." + unique();
        this.next = own + ".tmp";
        this.previous = own + ".prev.tmp";
    }

    /** 16 hexadecimal digits that nobody else has. */
    static String unique() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    }

    /** Where a copy is written before it has its name. It takes no part: whoever copies a checkpoint replaces none. What earlier copies have left is removed. */
    static Path copyBeside(Disk disk, Path file) throws IOException {
        removeCopies(disk, file.getParent());
        return file.resolveSibling(".checkpoint." + unique() + ".copy.tmp");
    }

    static void removeCopies(Disk disk, Path directory) throws IOException {
        for (Path left : matching(directory, name -> COPY.matcher(name).matches())) {
            disk.delete(left);
        }
    }

    /** That the checkpoint is what was read before, or {@link LostRaceException}. */
    @FunctionalInterface
    interface Unchanged {
        void require() throws IOException;
    }

    /**
     * Whoever has not renamed by now has lost; and nothing of what was killed is left.
     *
     * @param unchanged asked when it is known what there is: else it may be of a run that has committed since, and goes on
     */
    void removeOthers(Unchanged unchanged) throws IOException {
        Others others = others();
        unchanged.require();
        others.remove(disk);
    }

    /** The same, whatever the checkpoint is. */
    void removeOthers() throws IOException {
        removeOthers(() -> {});
    }

    /** Writes what is to become the checkpoint, and forces it. */
    Path write(byte[] bytes) throws IOException {
        return write(next, bytes);
    }

    /** The same of what is to become the generation before it; after that. */
    Path writePrevious(byte[] bytes) throws IOException {
        return write(previous, bytes);
    }

    private Path write(String name, byte[] bytes) throws IOException {
        Path file = directory.resolve(name);
        written.add(file);
        try (DurableOutput out = disk.create(file)) {
            out.write(bytes);
            out.force();
        }
        return file;
    }

    /** @throws LostRaceException if somebody else goes first, or has committed */
    void requireFirst(Unchanged unchanged) throws IOException {
        Others others = others();
        for (Path file : written) {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new LostRaceException(file + ": was removed by someone else who commits at the same time");
            }
        }
        for (Path other : others.next()) {
            if (OwnFiles.name(other).compareTo(next) < 0) {
                throw new LostRaceException(other + ": someone else commits at the same time, and goes first");
            }
        }
        unchanged.require();
        others.remove(disk);
    }

    /** Gives a file that was written the name that it is for; succeeds also where a network file system has done so and its answer was lost. */
    void rename(Path temporary, Path file, byte[] bytes) throws IOException {
        try {
            disk.rename(temporary, file);
        } catch (NoSuchFileException e) {
            if (!AtomicFile.holds(file, bytes)) {
                throw e;
            }
        }
    }

    /** Puts bytes in the place of whatever is there, before anyone who is in the midst of a commit. */
    void replace(Path file, byte[] bytes) throws IOException {
        try {
            Path temporary = write(bytes);
            removeOthers();
            disk.rename(temporary, file);
        } catch (IOException e) {
            giveUp(e);
            throw e;
        }
    }

    /** Removes what was written and has no other name yet. */
    void giveUp(IOException failure) {
        try {
            for (Path file : written) {
                disk.delete(file);
            }
        } catch (IOException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }

    private Others others() throws IOException {
        List<Path> all = matching(
                directory,
                name -> name.startsWith(".checkpoint.")
                        && name.endsWith(".tmp")
                        && !name.equals(next)
                        && !name.equals(previous)
                        && (isNext(name)
                                || name.equals(SHARED)
                                || PREVIOUS.matcher(name).matches()));
        return new Others(
                all.stream().filter(file -> isNext(OwnFiles.name(file))).toList(),
                all.stream().filter(file -> !isNext(OwnFiles.name(file))).toList());
    }

    private static boolean isNext(String name) {
        return NEXT.matcher(name).matches();
    }

    /** The files of others: what is to become a checkpoint, which is written first and tells that somebody takes part; and what does not tell that. */
    private record Others(List<Path> next, List<Path> rest) {
        void remove(Disk disk) throws IOException {
            for (Path file : next) {
                disk.delete(file);
            }
            for (Path file : rest) {
                disk.delete(file);
            }
        }
    }

    private static List<Path> matching(Path directory, Predicate<String> names) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file ->
                            names.test(OwnFiles.name(file)) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }
}
