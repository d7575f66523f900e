package dev.siiwad.source.wikipedia;

import dev.siiwad.source.packed.Packing;
import dev.siiwad.source.packed.Unpacked;
import dev.siiwad.source.packed.UnpackingException;
import dev.siiwad.source.packed.Wanted;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * The bytes of a gzip, zstd or xz dump of any number of members, frames or streams, from any of them on. Decompressed in the reader's own thread, which is faster than
 * anything that follows.
 */
final class PackedBytes implements DumpBytes {
    private static final int PIECE_BYTES = 256 * 1024;

    private final DumpFile file;
    private final Packing packing;
    private final MemberPlace from;
    private final byte[] buffer = new byte[PIECE_BYTES];
    private Optional<Unpacked> unpacked = Optional.empty();

    PackedBytes(DumpFile file, Packing packing, MemberPlace from) {
        this.file = file;
        this.packing = packing;
        this.from = from;
    }

    @Override
    public Optional<Piece> next() throws IOException {
        try {
            if (unpacked.isEmpty()) {
                unpacked = Optional.of(packing.open(file, from.member(), Wanted.byteAt(from.bytes()), 1));
                return first(unpacked.get());
            }
            int count = read(unpacked.get());
            return count < 0 ? Optional.empty() : Optional.of(piece(unpacked.get(), 0, count));
        } catch (UnpackingException e) {
            throw new IOException(
                    file.name() + ": before byte " + offset() + " of " + file.length() + ": the "
                            + packing.name().toLowerCase(Locale.ROOT) + " data is damaged or cut short: "
                            + e.getMessage(),
                    e);
        }
    }

    /** Passes what comes before the place to begin at. */
    private Optional<Piece> first(Unpacked in) throws IOException {
        while (true) {
            int count = read(in);
            long after = in.bytesBefore() + count;
            boolean there = in.memberStart() > from.member() || after > from.bytes();
            if (count < 0) {
                return Optional.empty();
            }
            if (there) {
                int start = in.memberStart() > from.member() ? 0 : (int) (from.bytes() - in.bytesBefore());
                return Optional.of(piece(in, start, count));
            }
        }
    }

    private int read(Unpacked in) throws IOException {
        in.passed(0);
        return in.read(buffer);
    }

    private Piece piece(Unpacked in, int start, int end) {
        MemberPlace place = new MemberPlace(in.memberStart(), in.bytesBefore());
        return new Piece(buffer, 0, end, 0, in.bytesRead(), false, Optional.empty(), Optional.of(place)).from(start);
    }

    @Override
    public long offset() {
        return unpacked.map(Unpacked::bytesRead).orElse(from.member());
    }

    @Override
    public void close() throws IOException {
        if (unpacked.isPresent()) {
            unpacked.get().close();
        }
        file.close();
    }
}
