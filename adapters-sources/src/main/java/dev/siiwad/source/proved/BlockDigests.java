package dev.siiwad.source.proved;

import dev.siiwad.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The SHA-256 of every MiB of a file that was proved whole, so that later each block can be proved by itself. They are kept beside the file as text, which
 * says whose they are and ends with a digest over itself:
 *
 * <pre>
 * siiwad-blocks/1 bytes=2500000 of=&lt;64 hexadecimal digits: the identity of the file&gt;
 * &lt;64 hexadecimal digits: bytes 0 to 1048575&gt;
 * …
 * sha256:&lt;64 hexadecimal digits, over all before&gt;
 * </pre>
 *
 * <p>What is kept may be lost or damaged; the file has to be proved whole again then. Immutable.
 */
public final class BlockDigests {
    public static final int BLOCK_BYTES = 1 << 20;

    private static final String FORM = "siiwad-blocks/1";
    private static final String SELF = "sha256:";

    private final long bytes;
    private final List<String> digests;

    private BlockDigests(long bytes, List<String> digests) {
        this.bytes = bytes;
        this.digests = List.copyOf(digests);
    }

    /**
     * Reads a whole file.
     *
     * @param also digests that are given every byte of it
     */
    public static BlockDigests of(Path file, MessageDigest... also) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            List<String> digests = new ArrayList<>();
            long bytes = 0;
            byte[] block = new byte[BLOCK_BYTES];
            for (int count = in.readNBytes(block, 0, BLOCK_BYTES);
                    count > 0;
                    count = in.readNBytes(block, 0, BLOCK_BYTES)) {
                digests.add(digest(block, count));
                for (MessageDigest whole : also) {
                    whole.update(block, 0, count);
                }
                bytes += count;
            }
            return new BlockDigests(bytes, digests);
        }
    }

    /** What was kept of a file of this identity; empty if nothing was, or if it is damaged or of another file. */
    public static Optional<BlockDigests> kept(Path at, String identity) throws IOException {
        byte[] stored;
        try {
            stored = Files.readAllBytes(at);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        List<String> lines =
                new String(stored, StandardCharsets.ISO_8859_1).lines().toList();
        int last = lines.size() - 1;
        if (last < 1 || !text(lines.subList(0, last)).equals(new String(stored, StandardCharsets.ISO_8859_1))) {
            return Optional.empty();
        }
        List<String> digests = lines.subList(1, last);
        long bytes = bytes(lines.get(0), identity);
        boolean fits = digests.size() == (bytes + BLOCK_BYTES - 1) / BLOCK_BYTES
                && digests.stream().allMatch(digest -> digest.matches("[0-9a-f]{64}"));
        return fits ? Optional.of(new BlockDigests(bytes, digests)) : Optional.empty();
    }

    /** The length in a first line of this identity; one that no file has if it is of another. */
    private static long bytes(String first, String identity) {
        String start = FORM + " bytes=";
        String end = " of=" + Sha256.hex(identity);
        String number = first.startsWith(start) && first.endsWith(end)
                ? first.substring(start.length(), Math.max(start.length(), first.length() - end.length()))
                : "";
        return number.matches("[0-9]{1,18}") ? Long.parseLong(number) : -BLOCK_BYTES;
    }

    /**
     * Keeps them for later. Nothing depends on their being durable.
     *
     * @param identity of the file: its name upstream, and what is known of its content
     */
    public void keep(Path at, String identity) throws IOException {
        String first = FORM + " bytes=" + bytes + " of=" + Sha256.hex(identity);
        List<String> lines = Stream.concat(Stream.of(first), digests.stream()).toList();
        Files.createDirectories(at.toAbsolutePath().getParent());
        OwnFile.write(at, text(lines));
    }

    private static String text(List<String> lines) {
        String text = String.join("\n", lines) + "\n";
        return text + SELF + Sha256.hex(text.getBytes(StandardCharsets.ISO_8859_1)) + "\n";
    }

    /** A digest of all of them, and so of the file: 64 hexadecimal digits. */
    public String digest() {
        return Sha256.hex(text(digests));
    }

    /** Length of the file. */
    public long bytes() {
        return bytes;
    }

    /** Whether a block is what it was; the last one may be shorter than {@link #BLOCK_BYTES}. */
    boolean prove(long block, byte[] content) {
        return block < digests.size() && digests.get((int) block).equals(digest(content, content.length));
    }

    private static String digest(byte[] block, int count) {
        return Sha256.hex(count == block.length ? block : Arrays.copyOf(block, count));
    }
}
