package dev.siiwad.source.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.proved.SeekableBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How often a reader of many shards asks to save. */
class SavesBetweenShardsTest {
    private static final int LINE_BYTES = 13;
    private static final int LARGE_BYTES = 1 << 20;

    /** None of the shards is here before it is asked for, and each has one line, or none. */
    private static final class Far implements Shards {
        private final List<String> released = new ArrayList<>();

        @Override
        public boolean isHere(Shard shard) {
            return false;
        }

        @Override
        public SeekableBytes open(Shard shard, boolean partlyRead) {
            return new ParquetFile.Bytes(shard.path(), "{\"text\":\"a\"}\n".getBytes(UTF_8));
        }

        @Override
        public boolean isProved(Shard shard) {
            return false;
        }

        @Override
        public void fetchAhead(Shard shard) {}

        @Override
        public void release(Shard shard) {
            released.add(shard.path());
        }

        @Override
        public void distrust(Shard shard, IOException failure) {}

        @Override
        public void close() {}
    }

    @Test
    void asksOnceForAHundredSmallShards() throws Exception {
        assertThat(savesBefore(Collections.nCopies(1000, LINE_BYTES)))
                .containsExactly(100, 200, 300, 400, 500, 600, 700, 800, 900);
    }

    @Test
    void doesNotAskBetweenShardsWithoutAByte() throws Exception {
        assertThat(savesBefore(Collections.nCopies(1000, 0))).isEmpty();
    }

    @Test
    void doesNotAskBeforeAnythingWasRead() throws Exception {
        assertThat(savesBefore(List.of(0, LARGE_BYTES))).isEmpty();
    }

    @Test
    void asksBeforeALargeDownloadAndAfterALargeShard() throws Exception {
        assertThat(savesBefore(List.of(LINE_BYTES, LARGE_BYTES, LINE_BYTES, LINE_BYTES)))
                .containsExactly(1, 2);
    }

    @Test
    void keepsSmallShardsUntilWhatTheyHeldIsCommitted() throws Exception {
        Far store = new Far();
        try (ShardedReader reader = open(Collections.nCopies(101, LINE_BYTES), store)) {
            for (int n = 0; n < 100; n++) {
                assertThat(reader.read()).isInstanceOf(Reading.Read.class);
            }
            assertThat(reader.read()).isInstanceOf(Reading.Save.class);
            assertThat(store.released).isEmpty();
            reader.committed(reader.position());
            reader.read();
            assertThat(store.released).hasSize(100);
        }
    }

    /** How many shards had been passed each time that the reader asked. */
    private List<Integer> savesBefore(List<Integer> bytes) throws Exception {
        List<Integer> saves = new ArrayList<>();
        try (ShardedReader reader = open(bytes, new Far())) {
            for (Reading reading = reader.read(); !(reading instanceof Reading.End); reading = reader.read()) {
                if (reading instanceof Reading.Save save) {
                    saves.add(Integer.parseInt(save.reason().replaceAll("\\D+", "")));
                }
            }
        }
        return saves;
    }

    private static ShardedReader open(List<Integer> bytes, Shards store) throws IOException {
        List<Shard> shards = new ArrayList<>();
        for (int length : bytes) {
            shards.add(new Shard(shards.size() + ".jsonl", length, Optional.empty()));
        }
        return ShardedReader.open(shards, store, Fields.ofText("text"), Position.START);
    }
}
