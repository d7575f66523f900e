package dev.siiwad.source.packed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.source.proved.SeekableBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How many threads unpack bzip2 decides how long it takes, and nothing else. */
class Bz2ThreadsTest {
    private static byte[] content;
    private static byte[] file;

    @BeforeAll
    static void pack() throws IOException {
        content = new byte[200_000];
        Random random = new Random(1);
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) ('a' + random.nextInt(10));
        }
        file = Bz2Files.blocks(content, 20_000);
    }

    @Test
    void theSameBytesAndPlacesWithAnyNumber() throws IOException {
        String alone = read(1, new HashSet<>());
        for (int threads : new int[] {2, 8}) {
            assertThat(read(threads, new HashSet<>())).isEqualTo(alone);
        }
    }

    @Test
    void oneIsTheReadersOwn() throws IOException {
        Set<Thread> readers = Collections.synchronizedSet(new HashSet<>());
        read(1, readers);
        assertThat(readers).containsExactly(Thread.currentThread());
        read(2, readers);
        assertThat(readers).hasSizeBetween(2, 3);
    }

    @Test
    void noMoreThanAreOfUse() {
        assertThat(Bz2Blocks.threads(1)).isEqualTo(1);
        assertThat(Bz2Blocks.threads(5)).isEqualTo(5);
        assertThat(Bz2Blocks.threads(256)).isEqualTo(8);
    }

    /** The places of all blocks, once their bytes were found right. */
    private static String read(int threads, Set<Thread> readers) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StringBuilder places = new StringBuilder();
        try (Bz2Blocks blocks = new Bz2Blocks(seen(readers), Bz2Place.stream(0), threads)) {
            for (Optional<Bz2Piece> block = blocks.next(); block.isPresent(); block = blocks.next()) {
                bytes.write(block.get().bytes(), 0, block.get().length());
                places.append(block.get().place()).append('\n');
            }
        }
        assertThat(bytes.toByteArray()).isEqualTo(content);
        return places.toString();
    }

    private static SeekableBytes seen(Set<Thread> readers) {
        InMemory bytes = new InMemory(file);
        return new SeekableBytes() {
            @Override
            public String name() {
                return bytes.name();
            }

            @Override
            public long length() {
                return bytes.length();
            }

            @Override
            public byte[] read(long from, int length) throws IOException {
                readers.add(Thread.currentThread());
                return bytes.read(from, length);
            }

            @Override
            public void close() {}
        };
    }
}
