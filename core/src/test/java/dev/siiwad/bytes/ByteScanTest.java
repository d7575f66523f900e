package dev.siiwad.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class ByteScanTest {
    private static final byte[] LIKELY = {
        ' ', '!', '"', '#', '[', '\\', ']', 0, 1, 9, 10, 0x1F, 0x7F, (byte) 0x80, -1, 'a'
    };
    private final Random random = new Random(1);

    @Test
    void findsWhatLookingAtEachByteFinds() {
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = bytes(40);
            int from = random.nextInt(8);
            int to = from + random.nextInt(bytes.length - from);
            byte wanted = LIKELY[random.nextInt(LIKELY.length)];
            assertThat(ByteScan.indexOf(wanted, bytes, from, to))
                    .isEqualTo(first(bytes, from, to, c -> c == (wanted & 0xFF)));
            IntPredicate special = c -> c == '"' || c == '\\' || c < ' ';
            assertThat(ByteScan.endOfPlain(bytes, from, to)).isEqualTo(first(bytes, from, to, special));
            assertThat(ByteScan.endOfShort(bytes, from, to))
                    .isEqualTo(first(bytes, from, to, special.or(c -> c >= 0xF0)));
        }
    }

    @Test
    void tellsOfEightWhatLookingAtEachTells() {
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = bytes(8);
            long eight = ByteScan.eight(bytes, 0);
            boolean plain = first(bytes, 0, 8, c -> c < ' ' || c >= 0x80) == 8;
            assertThat(ByteScan.isPlain(eight)).isEqualTo(plain);
            if (plain) {
                assertThat(ByteScan.hasDelete(eight)).isEqualTo(first(bytes, 0, 8, c -> c == 0x7F) < 8);
                byte[] blanks = new byte[8];
                for (int i = 0; i < 8; i++) {
                    blanks[i] = (byte) (bytes[i] == ' ' ? 0x80 : 0);
                }
                assertThat(ByteScan.blanks(eight))
                        .isEqualTo(ByteBuffer.wrap(blanks)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .getLong());
            }
        }
    }

    /** Half of them often have something to find, and half hardly ever. */
    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        int of = random.nextBoolean() ? 2 : 30;
        for (int i = 0; i < count; i++) {
            bytes[i] =
                    random.nextInt(of) == 0 ? LIKELY[random.nextInt(LIKELY.length)] : (byte) ('b' + random.nextInt(20));
        }
        return bytes;
    }

    private static int first(byte[] bytes, int from, int to, IntPredicate wanted) {
        int i = from;
        while (i < to && !wanted.test(bytes[i] & 0xFF)) {
            i++;
        }
        return i;
    }
}
