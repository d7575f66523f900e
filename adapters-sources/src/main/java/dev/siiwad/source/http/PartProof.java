package dev.siiwad.source.http;

import dev.siiwad.digest.Sha256;
import dev.siiwad.source.proved.BlockDigests;
import dev.siiwad.source.proved.OwnFile;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;

/**
 * What has arrived of a file for which no checksum is published, as it arrived: a line {@code <end> <SHA-256>} for each MiB, and for what there was when the
 * connection ended. So damage on the disk between two attempts is noticed, though nobody else could tell.
 */
record PartProof(Path part, Path lines) {
    /** How many bytes from the start on are what arrived. */
    long provedBytes() throws IOException {
        List<String> known;
        try {
            known = new String(Files.readAllBytes(lines), StandardCharsets.ISO_8859_1)
                    .lines()
                    .toList();
        } catch (NoSuchFileException none) {
            return 0;
        }
        try (InputStream in = Files.newInputStream(part)) {
            long proved = 0;
            for (String line : known) {
                long end = end(line);
                if (end <= proved || end > proved + BlockDigests.BLOCK_BYTES) {
                    return proved;
                }
                byte[] arrived = in.readNBytes((int) (end - proved));
                if (!line.equals(line(end, Sha256.hex(arrived)))) {
                    return proved;
                }
                proved = end;
            }
            return proved;
        } catch (NoSuchFileException none) {
            return 0;
        }
    }

    /** Forgets what lies past the proved bytes, so that lines may be added. */
    void cutTo(long bytes) throws IOException {
        List<String> known = Files.readAllLines(lines, StandardCharsets.ISO_8859_1).stream()
                .takeWhile(line -> end(line) <= bytes)
                .toList();
        StringBuilder text = new StringBuilder();
        known.forEach(line -> text.append(line).append('\n'));
        OwnFile.write(lines, text.toString());
    }

    private static long end(String line) {
        String number = line.substring(0, Math.max(0, line.indexOf(' ')));
        return number.matches("[0-9]{1,18}") ? Long.parseLong(number) : Long.MAX_VALUE;
    }

    private static String line(long end, String sha256) {
        return end + " " + sha256;
    }

    /** Notes what is written to a part that has so many bytes already. */
    OutputStream noting(OutputStream out, long from) {
        return new Noting(out, from);
    }

    private final class Noting extends FilterOutputStream {
        private MessageDigest digest = Sha256.start();
        private long noted;
        private long end;

        Noting(OutputStream out, long from) {
            super(out);
            this.noted = from;
            this.end = from;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            for (int done = 0; done < length; ) {
                int count = (int) Math.min(length - done, noted + BlockDigests.BLOCK_BYTES - end);
                out.write(bytes, start + done, count);
                digest.update(bytes, start + done, count);
                end += count;
                done += count;
                if (end == noted + BlockDigests.BLOCK_BYTES) {
                    note();
                }
            }
        }

        private void note() throws IOException {
            String line = line(end, Sha256.hex(digest)) + "\n";
            OwnFile.append(lines, line);
            digest = Sha256.start();
            noted = end;
        }

        @Override
        public void close() throws IOException {
            super.close();
            if (end > noted) {
                note();
            }
        }
    }
}
