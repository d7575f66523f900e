package dev.siiwad.storage.dataset;

import dev.siiwad.publish.Receipt;
import dev.siiwad.publish.Verification;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.silver.PartFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Counts published datasets again and compares them with their receipts: lengths, digests, rows, and that every offset is accounted for once. */
public final class DatasetVerification {
    /** From a data directory down to a dataset's files there are 6 levels. */
    private static final int DEPTH_MAX = 8;

    private final List<PartFormat> formats = PartFormats.all();

    /**
     * One dataset that was counted.
     *
     * @param rows documents found in its parts
     * @param differentIds how many different ids they have; fewer than rows where upstream repeats a document, which is not a fault. Empty if there are
     *     too many to compare
     * @param findings what is not as the receipt says; each names the file and both values
     */
    public record Dataset(
            Path receipt, StoredReceipt says, long rows, OptionalLong differentIds, List<String> findings) {
        public Dataset {
            findings = List.copyOf(findings);
        }
    }

    /**
     * What was found.
     *
     * @param findings those of all datasets, and those that belong to none
     */
    public record Result(List<Dataset> datasets, List<String> findings) {
        public Result {
            datasets = List.copyOf(datasets);
            findings = List.copyOf(findings);
        }

        /** Whether everything is as the receipts say. */
        public boolean sound() {
            return findings.isEmpty();
        }

        /** The same for whoever does not know files. */
        public Verification summary() {
            return new Verification(
                    datasets.stream()
                            .map(dataset -> new Verification.Dataset(
                                    dataset.receipt().toString(),
                                    dataset.rows(),
                                    dataset.differentIds(),
                                    dataset.findings().isEmpty()))
                            .toList(),
                    findings);
        }
    }

    /**
     * Verifies a receipt, or all receipts below a directory, such as {@code data} or {@code data/processed/silver/source=<SOURCE>}.
     *
     * @throws IOException if there is nothing of that name, or a directory cannot be listed
     */
    public Result verify(Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            List<String> findings = new ArrayList<>();
            return new Result(verify(List.of(path), findings), findings);
        }
        if (!Files.isDirectory(path)) {
            throw new NoSuchFileException(path + ": is neither a receipt nor a directory with datasets");
        }
        List<Dataset> datasets = new ArrayList<>();
        List<String> findings = new ArrayList<>();
        for (Map.Entry<Path, List<Path>> directory : publishedBelow(path).entrySet()) {
            datasets.addAll(verifyAll(directory.getKey(), directory.getValue(), findings));
        }
        if (datasets.isEmpty() && findings.isEmpty()) {
            findings.add(
                    path + ": holds no receipt (*" + DatasetNames.RECEIPT_ENDING + "); nothing is published there");
        }
        return new Result(datasets, findings);
    }

    private List<Dataset> verifyAll(Path directory, List<Path> files, List<String> findings) {
        List<Path> receipts = files.stream()
                .filter(file -> DatasetNames.isReceipt(file.getFileName().toString()))
                .toList();
        List<Dataset> datasets = verify(receipts, findings);
        if (datasets.size() == receipts.size()) {
            Set<Path> named = new HashSet<>(receipts);
            receipts.forEach(receipt -> named.add(receipt.resolveSibling(
                    DatasetNames.signatureOf(receipt.getFileName().toString()))));
            for (Dataset dataset : datasets) {
                for (Receipt.PublishedFile file : dataset.says().files()) {
                    named.add(directory.resolve(file.name()));
                }
            }
            files.stream().filter(file -> !named.contains(file)).forEach(file -> findings.add(stray(file)));
        }
        return datasets;
    }

    private static String stray(Path file) {
        return DatasetNames.isPublished(file.getFileName().toString())
                ? file + ": no receipt names it. A run was stopped while publishing; run its command again, and it will"
                        + " finish"
                : file + ": no receipt names it, and whoever reads by a pattern takes it for a part of a dataset";
    }

    private List<Dataset> verify(List<Path> receipts, List<String> findings) {
        List<Dataset> datasets = new ArrayList<>();
        for (Path receipt : receipts) {
            try {
                StoredReceipt says = StoredReceipt.read(receipt.toString(), Files.readAllBytes(receipt));
                Dataset dataset = new ReceiptCheck(receipt, says, formats).run();
                findings.addAll(dataset.findings());
                datasets.add(dataset);
            } catch (IOException e) {
                findings.add(e.getMessage());
            }
        }
        return datasets;
    }

    /** Published files by directory, through symbolic links too; nothing hidden is looked into. */
    private static Map<Path, List<Path>> publishedBelow(Path root) throws IOException {
        Map<Path, List<Path>> byDirectory = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root, DEPTH_MAX, FileVisitOption.FOLLOW_LINKS)) {
            files.filter(file -> isTaken(file.getFileName().toString(), file))
                    .filter(Files::isRegularFile)
                    .filter(file -> !isHidden(root.relativize(file)))
                    .sorted()
                    .forEach(file -> byDirectory
                            .computeIfAbsent(file.getParent(), directory -> new ArrayList<>())
                            .add(file));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return byDirectory;
    }

    /** Whether it is ours, or whoever reads the files of a source by a pattern takes it. */
    private static boolean isTaken(String name, Path file) {
        return DatasetNames.isPublished(name)
                || DatasetNames.looksLikeAPart(name)
                        && StreamSupport.stream(file.spliterator(), false)
                                .anyMatch(part ->
                                        Layout.sourceNamed(part.toString()).isPresent());
    }

    private static boolean isHidden(Path relative) {
        return StreamSupport.stream(relative.spliterator(), false)
                .anyMatch(part -> part.toString().startsWith("."));
    }
}
