package dev.siiwad.storage.dataset;

import dev.siiwad.publish.Receipt;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.silver.PartFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Counts again what one receipt says. */
final class ReceiptCheck {
    private final Path receipt;
    private final StoredReceipt says;
    private final List<PartFormat> formats;
    private final List<String> findings = new ArrayList<>();
    private final DifferentIds ids = new DifferentIds();

    ReceiptCheck(Path receipt, StoredReceipt says, List<PartFormat> formats) {
        this.receipt = receipt;
        this.says = says;
        this.formats = formats;
    }

    /** Reads every file the receipt names, to its end. */
    DatasetVerification.Dataset run() {
        checkPlace();
        long inParts = 0;
        long inQuarantine = 0;
        long inRejects = 0;
        for (Receipt.PublishedFile file : says.files()) {
            if (DatasetNames.isPart(file.name())) {
                inParts += file.documents();
            } else if (DatasetNames.isRejects(file.name())) {
                inRejects += file.documents();
            } else {
                inQuarantine += file.documents();
            }
            check(file);
        }
        require(receipt, "kept", inParts, says.kept(), "the parts that it names have that many in all");
        require(receipt, "quarantined", inQuarantine, says.quarantined(), "the quarantine that it names has that many");
        if (inRejects > 0 || says.keepsRejects()) {
            require(receipt, "dropped", inRejects, says.droppedInAll(), "the rejects that it names are that many");
        }
        checkOffsets();
        OptionalLong different = ids.different();
        return new DatasetVerification.Dataset(receipt, says, ids.added(), different, findings);
    }

    /** Whether it lies where its run and source are published. */
    private void checkPlace() {
        Optional<SourceId> source = Optional.ofNullable(receipt.toAbsolutePath().getParent())
                .flatMap(day -> Optional.ofNullable(day.getParent()))
                .flatMap(ofSource -> Layout.sourceNamed(String.valueOf(ofSource.getFileName())));
        try {
            says.requirePlace(source, receipt.getFileName().toString());
        } catch (IllegalArgumentException e) {
            findings.add(receipt + ": " + e.getMessage());
        }
    }

    private void check(Receipt.PublishedFile says) {
        if (!DatasetNames.isPublished(says.name())) {
            findings.add(receipt + ": names a file \"" + says.name()
                    + "\"; expected a part, rejects or a quarantine beside it");
            return;
        }
        Path file = receipt.resolveSibling(says.name());
        try {
            if (!Files.isRegularFile(file)) {
                findings.add(file + ": is missing; " + receipt.getFileName() + " counts " + says.documents()
                        + " documents in it");
                return;
            }
            long bytes = Files.size(file);
            String digest = PublishedFiles.sha256(file);
            if (bytes != says.bytes() || !digest.equals(says.sha256())) {
                findings.add(file + ": has " + bytes + " bytes with sha256 " + digest + "; " + receipt.getFileName()
                        + " says " + says.bytes() + " bytes with sha256 " + says.sha256());
            }
            long rows = rows(file);
            if (rows != says.documents()) {
                findings.add(
                        file + ": has " + rows + " documents; " + receipt.getFileName() + " says " + says.documents());
            }
        } catch (IOException e) {
            findings.add(e.getMessage());
        } catch (IllegalArgumentException e) {
            findings.add(file + ": " + e.getMessage());
        }
    }

    private long rows(Path file) throws IOException {
        for (PartFormat format : formats) {
            if (file.getFileName().toString().endsWith(format.suffix())) {
                long before = ids.added();
                format.readIds(file, ids::add);
                return ids.added() - before;
            }
        }
        if (DatasetNames.isRejects(file.getFileName().toString())) {
            return rejects(file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return lines(in);
        }
    }

    /** Their ids say nothing of those of the dataset. */
    private static long rejects(Path file) throws IOException {
        long[] rows = {0};
        new JsonLinesFormat().readIds(file, id -> rows[0]++);
        return rows[0];
    }

    private static long lines(InputStream in) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        long lines = 0;
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            for (int i = 0; i < length; i++) {
                lines += buffer[i] == '\n' ? 1 : 0;
            }
        }
        return lines;
    }

    private void checkOffsets() {
        long accountedFor = says.kept() + says.droppedInAll() + says.quarantined();
        require(receipt, "read", accountedFor, says.read(), "kept, dropped and quarantined come to that");
        require(
                receipt,
                "read",
                says.lastIndex() - says.firstIndex(),
                says.read(),
                "first_index to last_index are that");
        long reached = says.firstIndex();
        for (Receipt.Range range : says.ranges()) {
            if (range.firstIndex() != reached || range.lastIndex() < range.firstIndex()) {
                findings.add(receipt + ": attempt " + range.attempt() + " read offsets " + range.firstIndex() + " to "
                        + range.lastIndex() + "; expected them to begin at " + reached);
            }
            reached = range.lastIndex();
        }
        require(receipt, "last_index", reached, says.lastIndex(), "the ranges end there");
    }

    private void require(Path file, String member, long found, long said, String why) {
        if (found != said) {
            findings.add(file + ": " + member + " is " + said + "; expected " + found + ", since " + why);
        }
    }
}
