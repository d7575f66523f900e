package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.publish.CountedSegments;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.storage.dataset.DatasetVerification;
import dev.siiwad.storage.dataset.JsonLinesFormat;
import dev.siiwad.storage.dataset.StoredDatasets;
import dev.siiwad.storage.parquet.ParquetFormat;
import dev.siiwad.storage.silver.PartFormat;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DatasetVerificationTest {
    @TempDir
    Path data;

    private Path day;

    static Stream<PartFormat> formats() {
        return Stream.of(new ParquetFormat(), new JsonLinesFormat());
    }

    @ParameterizedTest
    @MethodSource("formats")
    void findsNothingWrongWithAWholeDataset(PartFormat format) throws IOException {
        publish(format);
        for (Path path : List.of(data, day.getParent(), day, day.resolve("run-1-receipt.json"))) {
            DatasetVerification.Result result = new DatasetVerification().verify(path);
            assertThat(result.findings()).isEmpty();
            assertThat(result.sound()).isTrue();
            DatasetVerification.Dataset dataset = result.datasets().get(0);
            assertThat(dataset.rows()).isEqualTo(24);
            assertThat(dataset.differentIds()).hasValue(24);
            assertThat(dataset.says().runId()).isEqualTo("run-1");
            assertThat(dataset.says().read()).isEqualTo(42);
        }
    }

    @Test
    void findsDatasetsBehindSymbolicLinks() throws IOException {
        publish(new JsonLinesFormat());
        Path ofSource = day.getParent();
        Path elsewhere = data.resolve("elsewhere");
        for (Path directory : List.of(day, ofSource, ofSource.getParent())) {
            Files.createDirectories(elsewhere);
            Path moved = elsewhere.resolve(directory.getFileName());
            Files.move(directory, moved);
            Files.createSymbolicLink(directory, moved);
        }
        DatasetVerification.Result result = new DatasetVerification().verify(data.resolve("processed/silver"));
        assertThat(result.findings()).isEmpty();
        assertThat(result.datasets()).hasSize(1);
    }

    @Test
    void namesASymbolicLinkThatLeadsInACircle() throws IOException {
        publish(new JsonLinesFormat());
        Path up = Files.createSymbolicLink(day.resolve("up"), day.getParent());
        assertThatThrownBy(() -> new DatasetVerification().verify(data))
                .isInstanceOf(FileSystemLoopException.class)
                .hasMessage(up.toString());
    }

    @Test
    void findsAMissingFile() throws IOException {
        publish(new ParquetFormat());
        Files.delete(day.resolve("run-1-part-0000.parquet"));
        assertThat(findings())
                .containsExactly(day.resolve("run-1-part-0000.parquet")
                        + ": is missing; run-1-receipt.json counts 13 documents in it");
    }

    @Test
    void findsAChangedFile() throws IOException {
        publish(new JsonLinesFormat());
        Path quarantine = day.resolve("run-1-quarantine.jsonl");
        Files.writeString(quarantine, "{}\n", StandardOpenOption.APPEND);
        assertThat(findings())
                .hasSize(2)
                .anySatisfy(finding ->
                        assertThat(finding).startsWith(quarantine + ": has ").contains("run-1-receipt.json says "));
        assertThat(findings()).contains(quarantine + ": has 5 documents; run-1-receipt.json says 4");
    }

    @Test
    void findsAFileCutShort() throws IOException {
        publish(new ParquetFormat());
        Path part = day.resolve("run-1-part-0001.parquet");
        byte[] whole = Files.readAllBytes(part);
        Files.write(part, Arrays.copyOf(whole, whole.length - 1));
        assertThat(findings())
                .hasSize(2)
                .allSatisfy(finding -> assertThat(finding).startsWith(part + ": "));
    }

    @Test
    void findsAReceiptThatDoesNotAddUp() throws IOException {
        publish(new JsonLinesFormat());
        Path receipt = day.resolve("run-1-receipt.json");
        String whole = asEarlierBuildsWrote(Files.readString(receipt));
        Files.writeString(receipt, whole);
        assertThat(findings()).isEmpty();
        Files.writeString(receipt, whole.replace("\"kept\": 24", "\"kept\": 23"));
        assertThat(findings())
                .containsExactly(
                        receipt + ": kept is 23; expected 24, since the parts that it names have that many in all",
                        receipt + ": read is 42; expected 41, since kept, dropped and quarantined come to that");
        Files.writeString(receipt, whole.replace("\"first\": 20", "\"first\": 21"));
        assertThat(findings())
                .containsExactly(receipt + ": attempt 2 read offsets 21 to 42; expected them to begin at 20");
        Files.writeString(receipt, whole.replace("\"last_index\": 42", "\"last_index\": 43"));
        assertThat(findings())
                .containsExactly(
                        receipt + ": read is 42; expected 43, since first_index to last_index are that",
                        receipt + ": last_index is 43; expected 42, since the ranges end there");
    }

    @Test
    void findsAReceiptThatCannotBeRead() throws IOException {
        publish(new JsonLinesFormat());
        Path receipt = day.resolve("run-1-receipt.json");
        String whole = asEarlierBuildsWrote(Files.readString(receipt));
        Files.writeString(receipt, whole.substring(0, 100));
        assertThat(findings())
                .hasSize(1)
                .first()
                .asString()
                .startsWith(receipt + ": is not a receipt: ")
                .contains(" at line ");
        Files.writeString(receipt, whole.replace("\"read\"", "\"raed\""));
        assertThat(findings())
                .containsExactly(receipt + ": is not a receipt: read is missing; expected a number from 0");
        Files.writeString(receipt, "[]");
        assertThat(findings()).containsExactly(receipt + ": is not a receipt: run_id is missing; expected text");
        Files.writeString(receipt, "");
        assertThat(findings()).hasSize(1).first().asString().startsWith(receipt + ": is not a receipt: ");
        Files.writeString(receipt, "[".repeat(5000));
        assertThat(findings()).hasSize(1).first().asString().contains(": is not a receipt: ", "exceeds the maximum");
        Files.writeString(receipt, whole.replace("run-1-quarantine.jsonl", "../secret"));
        assertThat(findings())
                .first()
                .isEqualTo(
                        receipt + ": names a file \"../secret\"; expected a part, rejects or a quarantine beside it");
    }

    @Test
    void findsFilesThatNoReceiptNames() throws IOException {
        publish(new JsonLinesFormat());
        Path stray = Files.writeString(day.resolve("run-0-part-0000.parquet"), "");
        assertThat(findings())
                .containsExactly(
                        stray + ": no receipt names it. A run was stopped while publishing; run its command again,"
                                + " and it will finish");
    }

    @Test
    void findsFilesThatAReadersPatternTakes() throws IOException {
        publish(new ParquetFormat());
        Path copy = Files.copy(day.resolve("run-1-part-0000.parquet"), day.resolve("copy of part 0.parquet"));
        assertThat(findings())
                .containsExactly(copy
                        + ": no receipt names it, and whoever reads by a pattern takes it for a part of a dataset");
    }

    @Test
    void findsACardThatNamesOtherFilesThanTheReceipts() throws IOException {
        publish(new ParquetFormat());
        Path silver = data.resolve("processed/silver");
        StoredDatasets datasets = new StoredDatasets(new FileDatasetPlace(silver, new FastDisk()));
        datasets.describe();
        assertThat(datasets.verify(Optional.empty()).findings()).isEmpty();
        Path card = silver.resolve("README.md");
        Files.writeString(card, Files.readString(card).replace("run-1-part-0000", "run-0-part-0000"));
        assertThat(datasets.verify(Optional.empty()).findings())
                .containsExactly(card + ": does not say what the receipts say; the next publication or removal of"
                        + " datasets writes it again");
        datasets.describe();
        assertThat(datasets.verify(Optional.empty()).findings()).isEmpty();
    }

    @Test
    void saysWhenThereIsNothingToVerify() throws IOException {
        assertThat(findings())
                .containsExactly(data + ": holds no receipt (*-receipt.json); nothing is published there");
        assertThatThrownBy(() -> new DatasetVerification().verify(data.resolve("nowhere")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("is neither a receipt nor a directory with datasets");
    }

    @Test
    void findsAReceiptThatWasEditedInAnyPlace() throws IOException {
        publish(new JsonLinesFormat());
        Path receipt = day.resolve("run-1-receipt.json");
        String whole = Files.readString(receipt);
        for (String member : List.of("list@first", "CC0-1.0", "min_length", "0.1.0", "\"so\"", "true")) {
            Files.writeString(
                    receipt, whole.replaceFirst(member, member.equals("true") ? "false" : "\"other\"".substring(1, 6)));
            assertThat(findings()).as(member).first().asString().startsWith(receipt + ": is not a receipt: ");
        }
        Files.writeString(receipt, whole.replace("list@first", "list@other"));
        assertThat(findings())
                .first()
                .asString()
                .startsWith(receipt + ": is not a receipt: its digest is sha256:")
                .endsWith("; it was changed after it was written");
        Files.writeString(receipt, whole.replaceFirst(",\n  \"digest\": \"[^\"]*\"", ""));
        assertThat(findings())
                .first()
                .isEqualTo(
                        receipt + ": is not a receipt: its digest is missing at the end; it was cut, or changed after"
                                + " it was written");
    }

    @Test
    void findsAReceiptOfAnotherRunOrSource() throws IOException {
        publish(new JsonLinesFormat());
        Path receipt = day.resolve("run-1-receipt.json");
        String whole = asEarlierBuildsWrote(Files.readString(receipt));
        Files.writeString(receipt, whole.replace("\"run_id\": \"run-1\"", "\"run_id\": \"run-2\""));
        assertThat(findings())
                .containsExactly(receipt + ": run_id is run-2; expected the run that the file is named after");
        Files.writeString(receipt, whole.replace("\"source\": \"List-Somali\"", "\"source\": \"Other\""));
        assertThat(findings()).containsExactly(receipt + ": source is Other; it lies in source=List-Somali");
    }

    /** Without the members by which a receipt proves itself. */
    private static String asEarlierBuildsWrote(String receipt) {
        return receipt.replaceFirst(",\n  \"digest\": \"[^\"]*\"", "").replaceFirst("  \"whole\": true,\n", "");
    }

    private List<String> findings() throws IOException {
        return new DatasetVerification().verify(data).findings();
    }

    private void publish(PartFormat format) throws IOException {
        SegmentStore segments = Published.memory();
        Path silver = data.resolve("processed/silver");
        new FilePublisher(silver, format, "0.1.0", new FastDisk(), 500)
                .publish(
                        new CountedSegments(Published.run(segments, "run-1", new int[] {20}, new int[] {22}), segments),
                        Published.LABELS);
        day = silver.resolve("source=List-Somali/date_accessed=2026-11-01");
    }
}
