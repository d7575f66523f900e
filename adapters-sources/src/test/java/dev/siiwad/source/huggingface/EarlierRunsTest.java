package dev.siiwad.source.huggingface;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.source.Snapshot;
import dev.siiwad.source.SourceException;
import org.junit.jupiter.api.Test;

/** Positions and payloads as an earlier version wrote them, read and written again, byte for byte. */
class EarlierRunsTest {
    private static final String PAYLOAD =
            "{\"files\":[{\"path\":\"data/a 1.json.gz\",\"bytes\":12,\"sha256\":\"" + "ab".repeat(32)
                    + "\"},{\"path\":\"b.parquet\",\"bytes\":7182,\"git_blob\":\"" + "cd".repeat(20)
                    + "\"},{\"path\":\"c.jsonl\",\"bytes\":0}]}";

    @Test
    void readsTheListOfFiles() throws SourceException {
        assertThat(ShardList.toJson(ShardList.fromJson(Snapshot.of("org/name@1", PAYLOAD))))
                .isEqualTo(PAYLOAD);
    }
}
