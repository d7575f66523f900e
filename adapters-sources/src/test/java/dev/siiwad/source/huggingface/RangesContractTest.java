package dev.siiwad.source.huggingface;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.siiwad.source.Source;
import dev.siiwad.source.rows.Fields;
import dev.siiwad.source.rows.ParquetFile;
import dev.siiwad.source.rows.Samples;
import dev.siiwad.testkit.SourceContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Of Parquet files so large that each row group is a request of its own, between lines that are downloaded whole. */
class RangesContractTest extends SourceContract {
    private static final MessageType TYPE =
            MessageTypeParser.parseMessageType("message row { required binary text (STRING); }");
    private static final int ROWS_PER_GROUP = 3;
    private static final int TEXT_BYTES = 40_000;

    @TempDir
    private Path cache;

    private FakeHub hub;

    @BeforeEach
    void start() throws IOException {
        hub = new FakeHub();
        hub.commit(Map.of(
                "README.md",
                "---\nconfigs:\n- data_files: [train-1.jsonl, train-2.parquet, train-3.parquet, train-4.jsonl]\n---\n"
                        .getBytes(UTF_8),
                "train-1.jsonl",
                Samples.lines("a", 2),
                "train-2.parquet",
                parquet(7),
                "train-3.parquet",
                parquet(3),
                "train-4.jsonl",
                Samples.lines("b", 2)));
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    /** Rows that cannot be packed any smaller. */
    private static byte[] parquet(int count) throws IOException {
        Random random = new Random(count);
        List<Group> rows = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            byte[] noise = new byte[TEXT_BYTES];
            random.nextBytes(noise);
            Group row = new SimpleGroup(TYPE);
            row.add("text", new String(Base64.getEncoder().encode(noise), UTF_8));
            rows.add(row);
        }
        return ParquetFile.write(TYPE, CompressionCodecName.SNAPPY, ROWS_PER_GROUP, rows);
    }

    @Override
    protected void cutOff(boolean cut) {
        hub.cutOff(cut);
    }

    @Override
    protected Source openCutShort() {
        hub.cutNext(Integer.MAX_VALUE);
        return open();
    }

    @Override
    protected Source open() {
        HubDataset dataset = HubDataset.custom(
                FakeHub.REPO, Optional.empty(), "train", Fields.ofText("text"), "so", HubDataset.LICENSE_UNKNOWN);
        return hub.source(dataset, cache, false);
    }
}
