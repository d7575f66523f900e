package dev.siiwad.source.packed;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.siiwad.digest.Sha256;
import dev.siiwad.source.proved.OwnFile;
import dev.siiwad.source.proved.SeekableBytes;
import dev.siiwad.source.proved.Sidecar;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;

/**
 * What a packed file holds that cannot be begun inside, packed anew in zstd frames of its own, {@code <name>.copy}, while it is read for the first time. A line in its
 * {@linkplain KeptLines sidecar}, added after the frame, says what is in each and proves it:
 *
 * <pre>
 * copy &lt;byte of the member&gt; &lt;bytes unpacked before&gt; &lt;lines ended before&gt; &lt;bytes in it&gt; &lt;byte read up to&gt; &lt;byte the member ends at, or 0&gt; &lt;place in the copy&gt; &lt;its length there&gt; &lt;SHA-256 of it&gt; &lt;SHA-256&gt;
 * </pre>
 *
 * <p>Both may vanish or be damaged at any time: what cannot be proved is not there. Used by one thread.
 */
final class PackedCopy {
    static final int FRAME_BYTES = 4 << 20;

    private static final int LEVEL = 1;
    private static final String FORM =
            "copy (\\d{1,18}) (\\d{1,18}) (\\d{1,18}) (\\d{1,9}) (\\d{1,18}) (\\d{1,18}) (\\d{1,18}) (\\d{1,9}) ([0-9a-f]{64})";

    private final KeptLines lines;
    private final Sidecar beside;
    private final long fileBytes;
    /** By the member and the bytes before. */
    private final Map<Long, NavigableMap<Long, Frame>> frames = new HashMap<>();

    private PackedCopy(KeptLines lines, Sidecar beside, long fileBytes) {
        this.fileBytes = fileBytes;
        this.lines = lines;
        this.beside = beside;
    }

    /** That of a file, if it has a place for one and is longer than this. */
    static Optional<PackedCopy> of(SeekableBytes file, long longerThan) throws IOException {
        KeptLines lines = KeptLines.of(file, longerThan, FORM);
        if (!lines.areKept()) {
            return Optional.empty();
        }
        PackedCopy copy = new PackedCopy(lines, file.sidecar().orElseThrow(), file.length());
        for (Matcher line : lines.all()) {
            if (lines.isTrue(line)) {
                copy.know(frame(line));
            }
        }
        return Optional.of(copy);
    }

    private void know(Frame frame) {
        frames.computeIfAbsent(frame.member(), member -> new TreeMap<>()).put(frame.bytes(), frame);
    }

    /**
     * A frame.
     *
     * @param member the byte at which the member of the file begins
     * @param bytes of the member before it
     * @param linesBefore of the member that have ended before it
     * @param length how many bytes are in it
     * @param read how much of the file had been read by then
     * @param end where the member ends, if it does with this frame; else 0
     */
    record Frame(
            long member,
            long bytes,
            long linesBefore,
            int length,
            long read,
            long end,
            long place,
            int packed,
            String sha256) {}

    /** The length of the file that it is a copy of. */
    long fileBytes() {
        return fileBytes;
    }

    /** Whether more can be kept. */
    boolean isKept() {
        return lines.areKept();
    }

    /** The frame to begin with to reach what is wanted of a member. */
    Optional<Frame> before(long member, Wanted wanted) {
        return of(member).descendingMap().values().stream()
                .filter(frame -> wanted.isAfter(frame.linesBefore(), frame.bytes()))
                .findFirst();
    }

    /** The frame that begins here. */
    Optional<Frame> at(long member, long bytes) {
        return Optional.ofNullable(of(member).get(bytes));
    }

    /** Where the first frame of a member begins; 0 if there is none. */
    long first(long member) {
        return of(member).isEmpty() ? 0 : of(member).firstKey();
    }

    /** Where the next frame begins after this byte of a member. */
    long nextAfter(long member, long bytes) {
        return Optional.ofNullable(of(member).higherKey(bytes)).orElse(Long.MAX_VALUE);
    }

    /** Whether all of a member is there, from its first frame on, as far as that is known without reading them. */
    boolean isWhole(long member) {
        return of(member).values().stream().anyMatch(frame -> frame.end() > 0);
    }

    private NavigableMap<Long, Frame> of(long member) {
        return frames.getOrDefault(member, Collections.emptyNavigableMap());
    }

    private static Frame frame(Matcher line) {
        return new Frame(
                number(line, 2),
                number(line, 3),
                number(line, 4),
                (int) number(line, 5),
                number(line, 6),
                number(line, 7),
                number(line, 8),
                (int) number(line, 9),
                line.group(10));
    }

    private static long number(Matcher line, int group) {
        return Long.parseLong(line.group(group));
    }

    /** The bytes of a frame; empty if they are not what was written: then there is no copy any more. */
    Optional<byte[]> read(Frame frame) throws IOException {
        Optional<byte[]> content = proved(frame);
        if (content.isEmpty()) {
            frames.clear();
            OwnFile.discard(beside.copy());
            OwnFile.discard(beside.path());
        }
        return content;
    }

    private Optional<byte[]> proved(Frame frame) throws IOException {
        ByteBuffer packed = ByteBuffer.allocate(frame.packed());
        try (FileChannel channel =
                FileChannel.open(beside.copy(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            while (packed.hasRemaining() && channel.read(packed, frame.place() + packed.position()) > 0) {
                // A channel may give less than is asked for.
            }
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        if (packed.hasRemaining() || !Sha256.hex(packed.array()).equals(frame.sha256())) {
            return Optional.empty();
        }
        try {
            return Optional.of(Zstd.decompress(packed.array(), frame.length()));
        } catch (ZstdException e) {
            throw new IllegalStateException("a frame whose digest is right cannot be unpacked", e);
        }
    }

    /** Adds a frame. Where it cannot be kept, a resume will cost more, and nothing else. */
    void add(long member, long bytes, long linesBefore, byte[] content, int length, long read, long end) {
        if (at(member, bytes).isPresent()) {
            return;
        }
        try {
            byte[] packed = new byte[(int) Zstd.compressBound(length)];
            int packedLength = (int) Zstd.compressByteArray(packed, 0, packed.length, content, 0, length, LEVEL);
            ByteBuffer frame = ByteBuffer.wrap(packed, 0, packedLength);
            Path path = beside.copy();
            Files.createDirectories(path.toAbsolutePath().getParent());
            OwnFile.requireNoLink(path);
            long place;
            try (FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                place = channel.size();
                while (frame.hasRemaining()) {
                    channel.write(frame, place + frame.position());
                }
            }
            String sha256 = Sha256.hex(Arrays.copyOf(packed, packedLength));
            lines.add("copy " + member + " " + bytes + " " + linesBefore + " " + length + " " + read + " " + end + " "
                    + place + " " + packedLength + " " + sha256);
            know(new Frame(member, bytes, linesBefore, length, read, end, place, packedLength, sha256));
        } catch (IOException e) {
            lines.failed(e);
        }
    }
}
