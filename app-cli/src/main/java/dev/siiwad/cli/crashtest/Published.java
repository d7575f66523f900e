package dev.siiwad.cli.crashtest;

import dev.siiwad.digest.Sha256;
import dev.siiwad.storage.dataset.DatasetNames;
import dev.siiwad.storage.dataset.StoredReceipt;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The one dataset that a run in a directory of its own has published.
 *
 * @param directory the one with its files
 * @param files its parts, its rejects and its quarantine, by name
 */
public record Published(Path directory, StoredReceipt receipt, Map<String, Path> files) {
    /** From a silver directory down to a file there are 3 levels. */
    private static final int DEPTH_MAX = 3;

    /**
     * Finds it.
     *
     * @param silver the directory above {@code source=<SOURCE>}
     * @throws IOException if there is none, or more than one
     */
    public static Published in(Path silver) throws IOException {
        List<Path> receipts = receipts(silver);
        if (receipts.size() != 1) {
            throw new IOException(
                    silver + ": has " + receipts.size() + " receipts; expected the one of the run: " + receipts);
        }
        Path receipt = receipts.get(0);
        Map<String, Path> files = new TreeMap<>();
        for (Path file : published(receipt.getParent())) {
            if (!file.equals(receipt)
                    && !DatasetNames.isSignature(file.getFileName().toString())) {
                files.put(file.getFileName().toString(), file);
            }
        }
        return new Published(
                receipt.getParent(), StoredReceipt.read(receipt.toString(), Files.readAllBytes(receipt)), files);
    }

    /** Whether a dataset is published there. */
    static boolean isIn(Path silver) throws IOException {
        return !receipts(silver).isEmpty();
    }

    /** Over names and bytes of parts, rejects and quarantine; the receipt tells of the attempts, and is left out. */
    public String digest() throws IOException {
        MessageDigest all = Sha256.start();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            all.update(file.getKey().getBytes(StandardCharsets.UTF_8));
            try (InputStream in = new DigestInputStream(Files.newInputStream(file.getValue()), all)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        }
        return Sha256.hex(all);
    }

    private static List<Path> receipts(Path silver) throws IOException {
        return published(silver).stream()
                .filter(file -> DatasetNames.isReceipt(file.getFileName().toString()))
                .toList();
    }

    private static List<Path> published(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory, DEPTH_MAX)) {
            return files.filter(
                            file -> DatasetNames.isPublished(file.getFileName().toString()))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
