package dev.siiwad.source.wikipedia;

import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.packed.Bz2Blocks;
import dev.siiwad.source.packed.Bz2Place;
import dev.siiwad.source.packed.Packing;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** How a dump is packed: what its first bytes say, whatever its name is. */
enum DumpFormat {
    PLAIN(Optional.empty()),
    GZIP(Optional.of(Packing.GZIP)),
    BZ2(Optional.empty()),
    ZSTD(Optional.of(Packing.ZSTD)),
    XZ(Optional.of(Packing.XZ));

    private final Optional<Packing> packing;

    /** @param packing of one that is unpacked as one stream */
    DumpFormat(Optional<Packing> packing) {
        this.packing = packing;
    }

    private static final int HEAD_BYTES = 512;
    private static final int TAR_MARK = 257;
    private static final byte[] TAR = {'u', 's', 't', 'a', 'r'};

    /** A format that is not read, and what unpacks it; the file's name goes where {@code %s} is. */
    private record Foreign(String magic, String name, String command) {}

    private static final List<Foreign> FOREIGN = List.of(
            new Foreign("377abcaf271c", "a 7z archive", "7z x %s"),
            new Foreign("5d0000", "compressed with lzma", "xz -dk %s"),
            new Foreign("504b0304", "a zip archive", "unzip %s"),
            new Foreign("04224d18", "compressed with lz4", "lz4 -dk %s"),
            new Foreign("4c5a4950", "compressed with lzip", "lzip -dk %s"),
            new Foreign("1f9d", "compressed with compress", "gzip -dk %s"),
            new Foreign("526172211a07", "a rar archive", "unrar x %s"));

    /** @throws SourceException if it is none that is read, with the command that unpacks it where there is one */
    static DumpFormat of(DumpFile file) throws IOException {
        byte[] head = new byte[HEAD_BYTES];
        int length = file.read(head, 0);
        if (length == 0) {
            throw new IOException(
                    file.name() + ": the file is empty; expected a dump (.xml, .xml.bz2, .xml.gz, .xml.zst, .xml.xz)");
        }
        String hex = HexFormat.of().formatHex(head, 0, length);
        if (hex.startsWith("425a68")) {
            return BZ2;
        }
        if (hex.startsWith("1f8b")) {
            return GZIP;
        }
        if (hex.matches("(28b52ffd|5[0-9a-f]2a4d18).*")) {
            return ZSTD;
        }
        if (hex.startsWith("fd377a585a00")) {
            return XZ;
        }
        Optional<Foreign> foreign = FOREIGN.stream()
                .filter(format -> hex.startsWith(format.magic()))
                .findFirst();
        if (foreign.isPresent()) {
            throw unpackFirst(file, foreign.get());
        }
        if (hex.startsWith(HexFormat.of().formatHex(TAR), 2 * TAR_MARK)) {
            throw unpackFirst(file, new Foreign("", "a tar archive", "tar -xf %s"));
        }
        return PLAIN;
    }

    /**
     * The unpacked bytes of such a file, from a place on or from the compressed stream that it is in.
     *
     * @throws IOException if reading cannot begin there
     */
    DumpBytes open(DumpFile file, DumpPosition from, int threads) throws IOException {
        if (from instanceof DumpPosition.AtByte at) {
            if (this != PLAIN) {
                throw from.notIn(file);
            }
            return new PlainBytes(file, at.offset());
        }
        if (from instanceof DumpPosition.InBlock in) {
            Bz2Place place = in.block().block();
            if (this != BZ2
                    || place.checksum().isPresent() && !Bz2Blocks.streamBeginsAt(file, place.stream())
                    || !Bz2Blocks.blockBeginsAt(file, place.bit())) {
                throw from.notIn(file);
            }
            return new Bz2Bytes(file, place, threads);
        }
        if (from instanceof DumpPosition.InMember in) {
            if (packing.isEmpty() || in.place().member() > file.length()) {
                throw from.notIn(file);
            }
            return new PackedBytes(file, packing.get(), in.place());
        }
        long stream = ((DumpPosition.InStream) from).stream();
        if (stream > 0 && (this != BZ2 || !Bz2Blocks.streamBeginsAt(file, stream))) {
            throw from.notIn(file);
        }
        return switch (this) {
            case PLAIN -> new PlainBytes(file, 0);
            case BZ2 -> new Bz2Bytes(file, Bz2Place.stream(stream), threads);
            case GZIP, ZSTD, XZ -> new PackedBytes(file, packing.orElseThrow(), new MemberPlace(0, 0));
        };
    }

    private static SourceException unpackFirst(DumpFile file, Foreign format) {
        String quoted = "'" + file.name().replace("'", "'\\''") + "'";
        return new SourceException(
                file.name() + ": is " + format.name() + ", which is not read; unpack it, for example with "
                        + format.command().replace("%s", quoted) + ", and give the .xml in it",
                new Remedy.Give("dump"));
    }
}
