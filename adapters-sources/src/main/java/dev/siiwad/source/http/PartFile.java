package dev.siiwad.source.http;

import dev.siiwad.source.proved.OwnFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * What has arrived of a file: {@code <name>.part}, {@code <name>.part.etag} with the strong entity tag of the file that it is a part of, and, where no checksum
 * is published of that, {@code <name>.part.blocks}, by which it is proved; where several connections bring it, {@code <name>.part.ranges} says what of it there is. The tag is written before the first byte, and a part without one is of no use to
 * a later try.
 */
final class PartFile {
    static final long FORCED_BYTES_MIN = 1L << 20;

    private final Path file;
    private final Path part;
    private final Path etag;
    private final PartProof proof;
    private final Path ranges;
    private final long stretchBytesMin;

    PartFile(Path file) {
        this(file, PartRanges.STRETCH_BYTES_MIN);
    }

    /** @param stretchBytesMin the least that is worth a connection of its own */
    PartFile(Path file, long stretchBytesMin) {
        this.stretchBytesMin = stretchBytesMin;
        this.ranges = file.resolveSibling(file.getFileName() + ".part.ranges");
        this.file = file;
        this.part = file.resolveSibling(file.getFileName() + ".part");
        this.etag = file.resolveSibling(file.getFileName() + ".part.etag");
        this.proof = new PartProof(part, file.resolveSibling(file.getFileName() + ".part.blocks"));
    }

    Path path() {
        return part;
    }

    long length() throws IOException {
        try {
            return Files.size(part);
        } catch (NoSuchFileException none) {
            return 0;
        }
    }

    /** What there is of a part with holes. */
    Optional<PartRanges> ranges() throws IOException {
        return PartRanges.kept(ranges, stretchBytesMin);
    }

    /** Whether a part of this length and tag, of which so much is here, is worth several connections. */
    boolean isWorthRanges(long total, long have) {
        return total - have >= 2 * stretchBytesMin;
    }

    /** A part without holes, of which so much is here, may have some from now on. */
    PartRanges beginRanges(long total, long have) throws IOException {
        OwnFile.requireNoLink(ranges);
        return PartRanges.begin(ranges, total, have, stretchBytesMin);
    }

    /** It has none any more. */
    void endRanges() throws IOException {
        remove(ranges);
    }

    /** To write to any place of it. */
    FileChannel openAnywhere() throws IOException {
        OwnFile.requireNoLink(part);
        return FileChannel.open(part, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    Optional<String> etag() throws IOException {
        try {
            String tag = new String(Files.readAllBytes(etag), StandardCharsets.UTF_8).strip();
            return Optional.of(tag).filter(ResponseHeaders::isStrong);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /** Begins at byte 0. */
    OutputStream restart(Optional<String> strongEtag, boolean proving) throws IOException {
        discard();
        Files.createDirectories(file.toAbsolutePath().getParent());
        if (strongEtag.isPresent()) {
            OwnFile.write(etag, strongEtag.get() + "\n");
        }
        OwnFile.requireNoLink(part);
        OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW);
        return proving ? proof.noting(out, 0) : out;
    }

    /** Resumes after the last byte. */
    OutputStream append(boolean proving) throws IOException {
        OwnFile.requireNoLink(part);
        OutputStream out = Files.newOutputStream(part, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
        return proving ? proof.noting(out, length()) : out;
    }

    /** Whether all of it is on the disk as it arrived. */
    boolean isProved() throws IOException {
        return proof.provedBytes() == length();
    }

    /** Cuts off what is not what arrived, as far as that is known. Returns whether there was any. */
    boolean cutToProved() throws IOException {
        long proved = proof.provedBytes();
        if (proved == length()) {
            return false;
        }
        if (proved == 0) {
            discard();
            return true;
        }
        proof.cutTo(proved);
        OwnFile.requireNoLink(part);
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            channel.truncate(proved);
        }
        return true;
    }

    /** Becomes what has arrived of the same file under another name, if nothing has there. */
    void takeOverBy(PartFile other) throws IOException {
        if (isOwn(part) && !Files.exists(other.part, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(other.part.toAbsolutePath().getParent());
            if (isOwn(etag)) {
                OwnFile.requireNoLink(other.etag);
                Files.move(etag, other.etag, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(part, other.part);
        }
    }

    private static boolean isOwn(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** Gives a whole file another name. */
    static void take(Path from, Path to) throws IOException {
        OwnFile.requireNoLink(to);
        Files.createDirectories(to.toAbsolutePath().getParent());
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void discard() throws IOException {
        remove(part);
        remove(ranges);
        remove(etag);
        remove(proof.lines());
    }

    /** Also in a directory that is a link, as where downloads are kept on another disk: else nothing could be downloaded there. */
    private static void remove(Path file) throws IOException {
        OwnFile.requireNoLink(file);
        Files.deleteIfExists(file);
    }

    /**
     * Gives the file its final name, once its bytes are on the disk: so a power cut does not cost the download. A small one is soon brought again, and
     * {@link CachedFile} would notice.
     */
    void finish() throws IOException {
        if (length() >= FORCED_BYTES_MIN) {
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                force(channel);
            }
        }
        OwnFile.requireNoLink(file);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        remove(etag);
        remove(proof.lines());
        remove(ranges);
    }

    private void force(FileChannel channel) throws IOException {
        try {
            channel.force(true);
        } catch (IOException e) {
            throw new IOException(part + ": cannot be made durable (fsync): " + e.getMessage(), e);
        }
    }

    /** What the system has against more bytes, with the name and the numbers that it leaves out. What has arrived stays for the next try. */
    IOException refused(long bytesToCome, IOException e) {
        String message =
                part + ": cannot be written: " + e.getMessage() + "; " + bytesToCome + " bytes are still to come";
        try {
            long free = Files.getFileStore(part).getUsableSpace();
            String missing = free < bytesToCome ? ", " + (bytesToCome - free) + " are missing" : "";
            return new IOException(message + ", its disk has " + free + " bytes free" + missing, e);
        } catch (IOException unknown) {
            return new IOException(message, e);
        }
    }
}
