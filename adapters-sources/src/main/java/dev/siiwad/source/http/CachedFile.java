package dev.siiwad.source.http;

import dev.siiwad.digest.Sha256;
import dev.siiwad.source.proved.BlockDigests;
import dev.siiwad.source.proved.OwnFile;
import dev.siiwad.source.proved.ProvedFile;
import dev.siiwad.source.proved.SuspectFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One file of an upstream in a cache directory that may vanish at any time. It is proved whole once, when its download ends, and from then on each MiB when it
 * is read: digests of them lie beside it, {@code <name>.blocks}. Its name here is a digest of its name upstream, and the end of that name for people, so that
 * no two files share one on a disk that does not tell capitals. What was proved and is found damaged is to be {@linkplain #remove removed} and fetched again.
 * Used by one thread at a time.
 */
public final class CachedFile {
    private static final int NAME_DIGITS = 16;
    private static final int NAME_CHARS_MAX = 100;

    private final Path file;
    private final String name;
    private final Expected expected;
    private final List<Path> former;
    private Optional<BlockDigests> proved = Optional.empty();

    /**
     * @param name of the file upstream, which no other file in the directory has
     * @param former where earlier versions kept it
     */
    public CachedFile(Path directory, String name, Expected expected, Path... former) {
        this.file = directory.resolve(nameHere(name));
        this.name = name;
        this.expected = expected;
        this.former = List.of(former);
    }

    private static String nameHere(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "_");
        String end = last.substring(Math.max(0, last.length() - NAME_CHARS_MAX));
        return Sha256.hex(name).substring(0, NAME_DIGITS) + "-" + end;
    }

    /** Where it is. */
    public Path path() {
        return file;
    }

    /** Whether a file of its length is here, proved or not. */
    public boolean isHere() throws IOException {
        for (Path place : places()) {
            if (expected.isThere(place)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns when the file is here and was proved whole; at once if it was before. One that is here and is not what upstream pinned is downloaded again.
     *
     * @param partlyRead whether some of it has been read before, by this process or another
     * @throws SuspectFileException if so, and what is here was never proved, nor can be now
     * @throws HttpStatusException if the server refuses
     * @throws OtherContentException if what arrives is not what was expected, even at the second time
     */
    public void fetch(Download download, Request request, boolean partlyRead) throws IOException {
        for (Path place : places()) {
            if (expected.isThere(place) && prove(place, partlyRead)) {
                return;
            }
        }
        takePart();
        keep(download.fetch(request, file, expected));
    }

    /**
     * Proves what is here by a checksum that is known of it from elsewhere, unless it was proved before. What has another one is removed.
     *
     * @param checksum of the file as it was read before
     */
    public void proveBy(Checksum checksum) throws IOException {
        if (expected.isThere(file) && known().isPresent()) {
            return;
        }
        Expected asRead = new Expected(expected.bytes(), Optional.of(checksum));
        for (Path place : places()) {
            if (asRead.isThere(place) && provedWhole(place, asRead).isEmpty()) {
                return;
            }
            OwnFile.discard(place);
        }
    }

    /** Opens it. It must have been fetched. */
    public ProvedFile open(String nameInMessages) throws IOException {
        return ProvedFile.open(nameInMessages, file, digests(), points());
    }

    /** The same, of which so many MiB are read at the same time. */
    public ProvedFile open(String nameInMessages, int blocksKept) throws IOException {
        return ProvedFile.open(nameInMessages, file, digests(), points(), blocksKept);
    }

    /** By which it is proved. It must have been fetched. */
    public BlockDigests digests() {
        return proved.orElseThrow(() -> new IllegalStateException(file + " was not fetched before it was opened"));
    }

    /** Removes it, and what is kept for it; where that is left alone, it proves nothing any more. What has arrived of a download stays. */
    public void remove() throws IOException {
        proved = Optional.empty();
        for (Path place : places()) {
            OwnFile.discard(place);
        }
        OwnFile.discard(points());
        OwnFile.discard(file.resolveSibling(file.getFileName() + ".copy"));
        OwnFile.discard(kept());
        if (Files.isRegularFile(kept(), LinkOption.NOFOLLOW_LINKS)) {
            OwnFile.write(kept(), "");
        }
    }

    /** The same, and what has arrived of a download. */
    public void removeAll() throws IOException {
        remove();
        for (Path place : places()) {
            new PartFile(place).discard();
        }
    }

    private List<Path> places() {
        List<Path> places = new ArrayList<>(former);
        places.add(0, file);
        return places;
    }

    /** Whether what is here is the file; if not, it is removed. */
    private boolean prove(Path place, boolean partlyRead) throws IOException {
        Optional<BlockDigests> known = place.equals(file) ? known() : Optional.empty();
        if (known.isPresent()) {
            proved = known;
            return true;
        }
        Optional<String> problem = provedWhole(place, expected);
        if (problem.isEmpty()) {
            return true;
        }
        if (partlyRead) {
            throw new SuspectFileException("[" + place + "] " + problem.get()
                    + ". It was not proved before it was read, so that what was read of it may be wrong");
        }
        OwnFile.discard(place);
        return false;
    }

    /** Reads a whole file, and takes it if nothing is wrong with it. */
    private Optional<String> provedWhole(Path place, Expected asExpected) throws IOException {
        Expected.Look look = asExpected.look(place);
        if (look.problem().isEmpty()) {
            if (!place.equals(file)) {
                PartFile.take(place, file);
            }
            keep(look.blocks());
        }
        return look.problem();
    }

    private Optional<BlockDigests> known() throws IOException {
        return (proved.isPresent() ? proved : BlockDigests.kept(kept(), identity()))
                .filter(blocks -> expected.bytes().orElse(blocks.bytes()) == blocks.bytes());
    }

    /** A file of one block that has a checksum is proved whole whenever it is opened. */
    private void keep(BlockDigests blocks) throws IOException {
        proved = Optional.of(blocks);
        if (blocks.bytes() > BlockDigests.BLOCK_BYTES || expected.checksum().isEmpty()) {
            blocks.keep(kept(), identity());
        }
    }

    /** What an earlier version has downloaded of the file. */
    private void takePart() throws IOException {
        for (Path place : former) {
            new PartFile(place).takeOverBy(new PartFile(file));
        }
    }

    private Path kept() {
        return file.resolveSibling(file.getFileName() + ".blocks");
    }

    /** What is learnt of it while it is read. */
    private Path points() {
        return file.resolveSibling(file.getFileName() + ".points");
    }

    private String identity() {
        return name + "\n" + expected;
    }
}
