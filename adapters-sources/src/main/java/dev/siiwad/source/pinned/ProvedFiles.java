package dev.siiwad.source.pinned;

import dev.siiwad.digest.Sha256;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.proved.BlockDigests;
import dev.siiwad.source.proved.OwnFile;
import dev.siiwad.source.proved.ProvedFile;
import dev.siiwad.source.proved.SuspectFileException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The user's files as a run reads them: each is proved to be the pinned one before its first byte is given, and each MiB again when it is read. The digests of
 * them are kept in a directory of the source, not beside the files; where they are lost, a file is read once more as a whole. Used by one thread.
 */
public final class ProvedFiles {
    private final Map<String, PinnedFile> pinned = new LinkedHashMap<>();
    private final Map<String, Path> paths;
    private final Map<String, BlockDigests> known;
    private final Path directory;
    private final boolean shared;

    /** @param shared whether other processes keep something in the same directory at the same time */
    ProvedFiles(
            List<PinnedFile> pinned,
            Map<String, Path> paths,
            Map<String, BlockDigests> known,
            Path directory,
            boolean shared) {
        this.shared = shared;
        pinned.forEach(file -> this.pinned.put(file.name(), file));
        this.paths = paths;
        this.known = known;
        this.directory = directory;
    }

    /** Where the files are, in their pinned order. */
    public List<Path> paths() {
        return pinned.keySet().stream().map(paths::get).toList();
    }

    /** Opens one to be read by one thread. */
    public ProvedFile open(String name, boolean partlyRead) throws IOException {
        return ProvedFile.open(name, paths.get(name), prove(name, partlyRead), beside(pinned.get(name), ".points"));
    }

    /** The same under another name for messages, of which so many MiB are read at the same time. */
    public ProvedFile open(String name, String nameInMessages, boolean partlyRead, int blocksKept) throws IOException {
        BlockDigests digests = prove(name, partlyRead);
        return ProvedFile.open(
                nameInMessages, paths.get(name), digests, beside(pinned.get(name), ".points"), blocksKept);
    }

    /**
     * Proves one, by what is kept of it, or as a whole.
     *
     * @param partlyRead whether documents of it have been committed already
     * @throws SuspectFileException if so, it is another one than was pinned, and nobody proved it before it was read
     * @throws SourceException if it is another one than was pinned
     */
    public BlockDigests prove(String name, boolean partlyRead) throws IOException {
        PinnedFile file = pinned.get(name);
        Optional<BlockDigests> kept = BlockDigests.kept(digests(file), identity(file));
        Optional<BlockDigests> before = Optional.ofNullable(known.get(name)).or(() -> kept);
        if (before.filter(blocks -> blocks.bytes() == file.size()).isPresent()) {
            if (kept.isEmpty()) {
                keep(file, before.get());
            }
            return before.get();
        }
        MessageDigest digest = Sha256.start();
        BlockDigests blocks = BlockDigests.of(paths.get(name), digest);
        String found = Sha256.hex(digest);
        if (!found.equals(file.sha256())) {
            String problem = "[" + paths.get(name) + "] has sha256:" + found + " (" + blocks.bytes()
                    + " bytes) where sha256:" + file.sha256() + " (" + file.size() + " bytes) was pinned";
            throw partlyRead ? new SuspectFileException(problem) : changed(problem);
        }
        keep(file, blocks);
        return blocks;
    }

    /** Says that a file has changed. */
    public SourceException changed(String problem) {
        return new SourceException(
                problem + ". It has changed since the run began", new Remedy.BringBack(), new Remedy.StartOver(false));
    }

    /** All documents of a file are committed: what is kept of it is not needed any more. */
    public void forget(String name) throws IOException {
        OwnFile.discard(digests(pinned.get(name)));
        OwnFile.discard(beside(pinned.get(name), ".points"));
        OwnFile.discard(beside(pinned.get(name), ".copy"));
        try {
            if (!shared && Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(directory);
            }
        } catch (DirectoryNotEmptyException inUse) {
            // There is more in it.
        }
    }

    /** A file of one block is proved whole by the next process. */
    private void keep(PinnedFile file, BlockDigests blocks) throws IOException {
        known.put(file.name(), blocks);
        if (blocks.bytes() > BlockDigests.BLOCK_BYTES) {
            blocks.keep(digests(file), identity(file));
        }
    }

    private Path digests(PinnedFile file) {
        return beside(file, ".blocks");
    }

    private Path beside(PinnedFile file, String ending) {
        return directory.resolve("given-" + Sha256.hex(identity(file)).substring(0, 32) + ending);
    }

    private static String identity(PinnedFile file) {
        return file.name() + "\n" + file.size() + "\n" + file.sha256();
    }
}
