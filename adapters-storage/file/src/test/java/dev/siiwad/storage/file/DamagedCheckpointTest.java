package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.NewerCheckpointException;
import dev.siiwad.checkpoint.Owner;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.json.CheckpointJson;
import dev.siiwad.testkit.Checkpoints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A checkpoint with anything wrong in it is never used, and never mistaken for none. */
class DamagedCheckpointTest {
    private static final Checkpoint CHECKPOINT = Checkpoints.after("run-1", 3);

    @TempDir
    Path staging;

    private Path file;

    @BeforeEach
    void createDirectory() throws IOException {
        file = Files.createDirectory(staging.resolve("source=List-Somali")).resolve(".checkpoint.json");
    }

    @Test
    void readsBackWhatItWrites() throws IOException {
        Files.write(file, CheckpointJson.write(CHECKPOINT));
        assertThat(load()).isEqualTo(new Saved.Committed(CHECKPOINT, Optional.empty()));
    }

    @Test
    void readsBackTheNamespaceOfAProcessIdAndThatThereWasNone() throws IOException {
        Owner owner = new Owner("host", "boot", 1, "nonce", Optional.of("4026531836"));
        Checkpoint inContainer = CHECKPOINT.claimedBy(owner, 5, Instant.EPOCH);
        Files.write(file, CheckpointJson.write(inContainer));
        assertThat(load()).isEqualTo(new Saved.Committed(inContainer, Optional.empty()));
        assertThat(file).content().contains("\"nonce\":\"nonce\",\"pid_ns\":\"4026531836\"}");
        assertThat(new String(CheckpointJson.write(CHECKPOINT), StandardCharsets.UTF_8))
                .doesNotContain("pid_ns");
    }

    @Test
    void beginsWithTheSixFieldsOfVersion10() {
        assertThat(new String(CheckpointJson.write(CHECKPOINT), StandardCharsets.UTF_8))
                .startsWith("""
                        {
                          "last_index": 30,
                          "processed_count": 30,
                          "timestamp": "2026-11-01T08:00:03Z",
                          "run_id": "run-1",
                          "source": "List-Somali",
                          "schema_version": "1.1",
                        """)
                .contains("\n  \"segments\": [{\"attempt\":1,\"last\":3}],\n")
                .containsPattern("\n  \"checksum\": \"crc32c:[0-9a-f]{8}\"\n}\n$");
    }

    @Test
    void refusesItCutAnywhere() throws IOException {
        byte[] whole = CheckpointJson.write(CHECKPOINT);
        for (int length = 0; length < whole.length - 1; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(this::load).as("%s bytes", length).isInstanceOf(CorruptCheckpointException.class);
        }
    }

    @Test
    void refusesItWithAnyBitFlipped() throws IOException {
        byte[] whole = CheckpointJson.write(CHECKPOINT);
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, flipped);
            try {
                assertThat(load()).as("bit %s", bit).isEqualTo(new Saved.Committed(CHECKPOINT, Optional.empty()));
                assertThat(new String(flipped, StandardCharsets.ISO_8859_1).strip())
                        .as("bit %s changes something, yet it is believed", bit)
                        .isEqualTo(new String(whole, StandardCharsets.ISO_8859_1).strip());
            } catch (CorruptCheckpointException expected) {
                assertThat(expected).hasMessageStartingWith(file + ": ");
            }
        }
    }

    @Test
    void refusesNuls() throws IOException {
        Files.write(file, new byte[600]);
        assertThatThrownBy(this::load).isInstanceOf(CorruptCheckpointException.class);
    }

    @Test
    void namesTheFileTheLineAndTheColumn() throws IOException {
        Files.writeString(file, "{\n  \"last_index\": 3000,\n  \"processed_count\": 30");
        assertThatThrownBy(this::load)
                .isInstanceOf(CorruptCheckpointException.class)
                .hasMessageContaining(file + ": line 3, column 24: Unexpected end-of-input");
    }

    @Test
    void refusesMoreBehindItsEnd() throws IOException {
        Files.writeString(
                file,
                "{\"last_index\": 1, \"processed_count\": 1, \"timestamp\": \"2026-11-01T08:00:00Z\", \"run_id\": \"r\","
                        + " \"source\": \"List-Somali\", \"schema_version\": \"1.0\"} {}");
        assertThatThrownBy(this::load)
                .isInstanceOf(CorruptCheckpointException.class)
                .hasMessageContaining(file + ": line 1, column 143: ");
    }

    @Test
    void refusesADirectoryInItsPlace() throws IOException {
        Files.createDirectory(file);
        assertThatThrownBy(this::load)
                .isInstanceOf(CorruptCheckpointException.class)
                .hasMessageContaining(file + ": is a directory; expected a file. First move it away with: mv '" + file);
    }

    @Test
    void namesTheValueThatIsWrong() throws IOException {
        assertRefused("\"last_index\": 3000", "\"last_index\": -5", "last_index is -5; expected a whole number from 0");
        assertRefused(
                "\"last_index\": 3000", "\"last_index\": 9223372036854775808", "last_index is 9223372036854775808");
        assertRefused("\"last_index\": 3000", "\"last_index\": 3000.5", "last_index is 3000.5");
        assertRefused("\"last_index\": 3000", "\"last_index\": NaN", "line 2");
        assertRefused("\"last_index\": 3000", "\"last_index\": \"3000\"", "last_index is \"3000\"");
        assertRefused("\"last_index\": 3000,", "", "last_index is missing");
        assertRefused(
                "\"last_index\": 3000", "\"last_index\": 1, \"last_index\": 3000", "Duplicate field 'last_index'");
        assertRefused("2025-12-29T10", "yesterday", "timestamp is \"yesterday");
        assertRefused("\"schema_version\": \"1.0\"", "\"schema_version\": 1", "schema_version is 1; expected a string");
    }

    @Test
    void refusesALaterMajorVersion() throws IOException {
        Files.writeString(file, byHand().replace("\"1.0\"", "\"2.0\""));
        assertThatThrownBy(this::load)
                .isInstanceOf(NewerCheckpointException.class)
                .hasMessageContaining("schema_version is 2.0; this program knows 1.x");
    }

    @Test
    void readsTheSixFieldsWrittenByHand() throws IOException {
        Files.writeString(file, byHand());
        assertThat(load())
                .isEqualTo(new Saved.OffsetOnly(
                        3000,
                        3000,
                        Instant.parse("2025-12-29T10:15:30.123456Z"),
                        "20251229_101500_list_abc123",
                        new SourceId("List-Somali")));
    }

    @Test
    void keepsMembersOfALater1x() throws IOException {
        String text = new String(CheckpointJson.write(CHECKPOINT), StandardCharsets.UTF_8)
                .replace("\"schema_version\": \"1.1\"", "\"schema_version\": \"1.2\"")
                .replaceAll("  \"checksum\"(?s:.*)", "  \"mood\": {\"good\":[1,2]},\n  ");
        Files.writeString(file, text + "\"checksum\": \"" + crc(text) + "\"\n}\n");
        Checkpoint read = ((Saved.Committed) load()).checkpoint();
        assertThat(read.extra()).containsEntry("mood", "{\"good\":[1,2]}");
        assertThat(new String(CheckpointJson.write(read), StandardCharsets.UTF_8))
                .contains("\n  \"mood\": {\"good\":[1,2]},\n");
    }

    @Test
    void fallsBackToTheGenerationBeforeOfTheSameRun() throws IOException {
        commitTwoGenerations("run-1");
        Files.writeString(file, "{\n  \"last_index\": 10,\n  \"run_id\": \"run-1\", ");
        Saved.Committed found = (Saved.Committed) load();
        assertThat(found.checkpoint()).isEqualTo(Checkpoints.begun("run-1"));
        assertThat(found.fallback().orElseThrow().problem()).hasMessageContaining("line 3");
        assertThat(file).hasContent("{\n  \"last_index\": 10,\n  \"run_id\": \"run-1\", ");
    }

    @Test
    void neverUsesTheGenerationBeforeOfAnotherRun() throws IOException {
        commitTwoGenerations("run-1");
        Files.writeString(file, "{\n  \"last_index\": 10,\n  \"run_id\": \"run-2\", ");
        assertThatThrownBy(this::load).isInstanceOf(CorruptCheckpointException.class);
    }

    @Test
    void refusesANewerVersionEvenIfTheGenerationBeforeIsKnown() throws IOException {
        commitTwoGenerations("run-1");
        Files.writeString(file, byHand().replace("\"1.0\"", "\"2.0\""));
        assertThatThrownBy(this::load).isInstanceOf(NewerCheckpointException.class);
    }

    @Test
    void keepsTheSegmentsThatABackupNames() throws IOException {
        commitTwoGenerations("run-1");
        Files.copy(file, file.resolveSibling(".checkpoint.backup.json"));
        FileCheckpointStore store = store();
        store.load(Checkpoints.SOURCE);
        store.commit(Checkpoints.begun("run-2"));
        assertThat(store.referencedRuns(Checkpoints.SOURCE)).containsExactly(new RunId("run-1"), new RunId("run-2"));
        Files.writeString(file.resolveSibling(".checkpoint.corrupt-1.json"), "\"run_id\": \"run-0\" and no more");
        assertThat(store.referencedRuns(Checkpoints.SOURCE)).contains(new RunId("run-0"));
        Files.writeString(file.resolveSibling(".checkpoint.corrupt-2.json"), "\"run_id\": \".no-run-has-a-dot-here\"");
        assertThatThrownBy(() -> store.referencedRuns(Checkpoints.SOURCE))
                .isInstanceOf(CorruptCheckpointException.class);
    }

    private void commitTwoGenerations(String run) throws IOException {
        FileCheckpointStore store = store();
        store.load(Checkpoints.SOURCE);
        store.commit(Checkpoints.begun(run));
        store.commit(Checkpoints.after(run, 1));
    }

    private void assertRefused(String from, String to, String message) throws IOException {
        assertThat(byHand()).contains(from);
        Files.writeString(file, byHand().replace(from, to));
        assertThatThrownBy(this::load)
                .isInstanceOf(CorruptCheckpointException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(message);
    }

    private static String crc(String text) {
        java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format("crc32c:%08x", crc.getValue());
    }

    private static String byHand() {
        return """
                {
                  "last_index": 3000,
                  "processed_count": 3000,
                  "timestamp": "2025-12-29T10:15:30.123456+00:00",
                  "run_id": "20251229_101500_list_abc123",
                  "source": "List-Somali",
                  "schema_version": "1.0"
                }
                """;
    }

    private Saved load() throws IOException {
        return store().load(Checkpoints.SOURCE);
    }

    private FileCheckpointStore store() {
        return new FileCheckpointStore(staging, new FastDisk(), () -> Instant.EPOCH);
    }
}
