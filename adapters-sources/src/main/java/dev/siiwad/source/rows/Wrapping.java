package dev.siiwad.source.rows;

import dev.siiwad.source.packed.Packing;
import dev.siiwad.source.packed.Unpacked;
import dev.siiwad.source.packed.Wanted;
import dev.siiwad.source.proved.SeekableBytes;
import java.io.IOException;
import java.util.Arrays;

/** How the bytes of a file are packed, which its first bytes tell whatever its name is. */
enum Wrapping {
    PLAIN(),
    GZIP(0x1f, 0x8b),
    ZSTD(0x28, 0xb5, 0x2f, 0xfd),
    BZIP2('B', 'Z', 'h'),
    XZ(0xfd, '7', 'z', 'X'),
    LZ4(0x04, 0x22, 0x4d, 0x18);

    private static final int MAGIC_BYTES_MAX = 4;

    /** Of a zstd frame to be skipped, which may come first: 50 to 5f, and these. */
    private static final byte[] SKIPPABLE = {0x2a, 0x4d, 0x18};

    private final byte[] magic;

    Wrapping(int... magic) {
        this.magic = new byte[magic.length];
        for (int i = 0; i < magic.length; i++) {
            this.magic[i] = (byte) magic[i];
        }
    }

    /**
     * How a file is to be unpacked from a place on. An earlier version went by the name alone and stored places within packed files that it took for plain
     * ones; from those on they are still read as plain.
     */
    static Wrapping of(SeekableBytes file, long start) throws IOException {
        Wrapping whole = at(file, 0);
        boolean begins = start == 0 || start == file.length() || at(file, start) != PLAIN;
        return begins ? whole : PLAIN;
    }

    private static Wrapping at(SeekableBytes file, long start) throws IOException {
        return of(file.read(start, (int) Math.min(MAGIC_BYTES_MAX, file.length() - start)));
    }

    /** By the first bytes, or all of them where there are less than {@value #MAGIC_BYTES_MAX}. */
    static Wrapping of(byte[] first) {
        if (first.length >= MAGIC_BYTES_MAX
                && (first[0] & 0xf0) == 0x50
                && Arrays.equals(first, 1, MAGIC_BYTES_MAX, SKIPPABLE, 0, SKIPPABLE.length)) {
            return ZSTD;
        }
        for (Wrapping wrapping : values()) {
            int length = Math.min(first.length, wrapping.magic.length);
            if (length > 0 && Arrays.equals(first, 0, length, wrapping.magic, 0, length)) {
                return wrapping;
            }
        }
        return PLAIN;
    }

    /**
     * The bytes from a place on, where unpacking can begin.
     *
     * @param line of the member or frame that begins there, counted from 0: whoever wants that one only may be given the bytes from a nearer place on
     */
    Unpacked open(SeekableBytes file, long start, long line) throws IOException {
        return switch (this) {
            case PLAIN -> new PlainBytes(file, start);
            case GZIP, ZSTD, BZIP2, XZ, LZ4 -> Packing.valueOf(name()).open(file, start, Wanted.lineAt(line), 1);
        };
    }
}
