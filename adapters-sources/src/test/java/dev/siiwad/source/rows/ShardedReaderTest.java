package dev.siiwad.source.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.proved.SeekableBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a shard that cannot be read. */
class ShardedReaderTest {
    private static final byte[] LINES = "{\"text\":\"a\"}\n{\"text\":\"b\"}\n{\"text\":\"c\"}\n".getBytes(UTF_8);

    @TempDir
    private Path directory;

    /** Gives one content of its shard after the other, each time after it was distrusted; the last one for ever. */
    private final class Upstream implements Shards {
        private final Deque<byte[]> contents;
        private int distrusted;

        Upstream(byte[]... contents) {
            this.contents = new ArrayDeque<>(List.of(contents));
        }

        @Override
        public boolean isHere(Shard shard) {
            return true;
        }

        @Override
        public SeekableBytes open(Shard shard, boolean partlyRead) {
            return new ParquetFile.Bytes(shard.path(), contents.getFirst());
        }

        @Override
        public boolean isProved(Shard shard) {
            return false;
        }

        @Override
        public void fetchAhead(Shard shard) {}

        @Override
        public void release(Shard shard) {}

        @Override
        public void distrust(Shard shard, IOException failure) {
            distrusted++;
            if (contents.size() > 1) {
                contents.removeFirst();
            }
        }

        @Override
        public void close() {}
    }

    @Test
    void readsOnWhereAShardThatWasFetchedAgainIsWhole() throws Exception {
        byte[] whole = Packed.gzip(LINES, 14);
        Upstream upstream = new Upstream(Arrays.copyOf(whole, whole.length - 10), whole);

        assertThat(read("a.jsonl.gz", upstream)).containsExactly("a", "b", "c");
        assertThat(upstream.distrusted).isEqualTo(1);
    }

    @Test
    void setsAsideWhatIsTheSameAfterItWasFetchedAgain() throws Exception {
        byte[] whole = Packed.gzip(LINES, 13);
        Upstream upstream = new Upstream(Arrays.copyOf(whole, whole.length - 10));

        assertThat(read("a.jsonl.gz", upstream)).containsExactly("a", "b", "unit a.jsonl.gz");
        assertThat(upstream.distrusted).isEqualTo(2);
    }

    @Test
    void endsWhereAShardIsBrokenInAnotherWayEachTime() throws Exception {
        byte[] whole = Packed.gzip(LINES, 13);
        Upstream upstream = new Upstream(
                Arrays.copyOf(whole, whole.length - 10),
                Arrays.copyOf(whole, whole.length - 40),
                "<html>".getBytes(UTF_8),
                "[".getBytes(UTF_8));

        assertThatThrownBy(() -> read("a.jsonl.gz", upstream))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a.jsonl.gz");
    }

    @Test
    void setsAsideTheRestOfAParquetFileFromADamagedRowGroupOn() throws Exception {
        byte[] file = parquet("required binary text (STRING);", "a", "b", "c", "d");
        int inSecondGroup = new String(file, "ISO-8859-1").indexOf("text c");
        file[inSecondGroup] ^= 1;

        assertThat(read("a.parquet", new Upstream(file))).containsExactly("text a", "text b", "unit a.parquet");
    }

    @Test
    void setsAsideAParquetFileWithTwoColumnsOfAName() throws Exception {
        byte[] file = parquet("required binary text (STRING); required binary texu (STRING);", "a");
        byte[] renamed = new String(file, "ISO-8859-1").replace("texu", "text").getBytes("ISO-8859-1");

        ShardedReader reader = open("a.parquet", new Upstream(renamed));

        assertThatThrownBy(reader::read)
                .isInstanceOf(MalformedDocumentException.class)
                .hasMessage(
                        "a.parquet: has two columns \"text\", and which one is meant cannot be told. Not read: all of its "
                                + renamed.length + " bytes");
        assertThat(reader.read()).isInstanceOf(Reading.End.class);
    }

    private static byte[] parquet(String columns, String... values) throws IOException {
        MessageType type = MessageTypeParser.parseMessageType("message m { " + columns + " }");
        List<Group> rows = new ArrayList<>();
        for (String value : values) {
            Group row = new SimpleGroupFactory(type).newGroup();
            type.getFields().forEach(field -> row.append(field.getName(), "text " + value));
            rows.add(row);
        }
        return ParquetFile.write(type, CompressionCodecName.UNCOMPRESSED, 2, rows);
    }

    private static ShardedReader open(String path, Upstream upstream) throws IOException {
        Shard shard = new Shard(path, upstream.contents.getFirst().length, Optional.empty());
        return ShardedReader.open(List.of(shard), upstream, Fields.ofText("text"), Position.START);
    }

    private static List<String> read(String path, Upstream upstream) throws IOException {
        List<String> came = new ArrayList<>();
        try (ShardedReader reader = open(path, upstream)) {
            while (true) {
                try {
                    if (!(reader.read() instanceof Reading.Read read)) {
                        return came;
                    }
                    came.add(read.document().text());
                } catch (MalformedDocumentException e) {
                    came.add((e.isUnit() ? "unit " : "document ") + e.documentId());
                }
            }
        }
    }
}
