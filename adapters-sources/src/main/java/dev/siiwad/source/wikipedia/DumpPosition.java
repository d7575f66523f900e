package dev.siiwad.source.wikipedia;

import dev.siiwad.source.PositionFields;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.packed.Bz2Place;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in one file of a dump.
 *
 * <pre>
 * stream=48211093 page=7    after 7 pages from the compressed stream at this byte on; in a gzip file, from the start on: 0
 * stream=0 page=7102 bit=1186640423 sum=8ff0a1b2 skip=12
 *                           the same, in a stream of many bzip2 blocks: after 12 pages from the block at this bit on, and 7102 from the stream on;
 *                           sum is the checksum of the blocks of the stream before that; none where reading began inside the stream, and pages are counted from there
 * stream=0 page=7102 member=0 unpacked=91822011
 *                           after 7102 pages, in a gzip, zstd or xz file: at this byte of what the member at this byte of the file holds
 * byte=5120                 at this byte, after a page; only in a file that is not compressed
 * </pre>
 *
 * With a dump of several files, the name of the file and a blank come first.
 */
sealed interface DumpPosition {
    DumpPosition START = new InStream(0, 0);
    Pattern CHECKSUM = Pattern.compile(Bz2Place.SUM);

    record InStream(long stream, long page) implements DumpPosition {
        @Override
        public String toString() {
            return "stream=" + stream + " page=" + page;
        }
    }

    record InBlock(BlockPlace block, long page) implements DumpPosition {
        @Override
        public String toString() {
            Bz2Place place = block.block();
            return new InStream(place.stream(), page) + " bit=" + place.bit() + " sum=" + place.sum() + " skip="
                    + (page - block.pages());
        }

        private static InBlock of(PositionFields fields) throws SourceException {
            fields.requireOnly("stream", "page", "bit", "sum", "skip");
            long stream = fields.number("stream", Long.MAX_VALUE / Byte.SIZE);
            long bit = fields.number("bit", Long.MAX_VALUE);
            long page = fields.number("page", Long.MAX_VALUE);
            String sum = fields.text("sum", CHECKSUM);
            if (bit < stream * Byte.SIZE) {
                throw fields.wrong("bit " + bit + " is not inside the stream at byte " + stream);
            }
            long before = page - fields.number("skip", page);
            return new InBlock(new BlockPlace(Bz2Place.of(stream, bit, sum), before), page);
        }
    }

    record InMember(MemberPlace place, long page) implements DumpPosition {
        @Override
        public String toString() {
            return new InStream(0, page) + " member=" + place.member() + " unpacked=" + place.bytes();
        }

        private static InMember of(PositionFields fields) throws SourceException {
            fields.requireOnly("stream", "page", "member", "unpacked");
            fields.number("stream", 0);
            MemberPlace place =
                    new MemberPlace(fields.number("member", Long.MAX_VALUE), fields.number("unpacked", Long.MAX_VALUE));
            return new InMember(place, fields.number("page", Long.MAX_VALUE));
        }
    }

    record AtByte(long offset) implements DumpPosition {
        @Override
        public String toString() {
            return "byte=" + offset;
        }
    }

    /** The error that there is no such place in a file. */
    default SourceException notIn(DumpFile file) {
        return new SourceException(
                file.name() + ": position " + this + " is not a place in this file of " + file.length()
                        + " bytes; it belongs to another one",
                new Remedy.StartOver(false));
    }

    static DumpPosition after(PageSlice page) {
        long pages = page.number() + 1;
        return page.member().isPresent()
                ? new InMember(page.member().get(), pages)
                : after(page.end(), page.stream(), page.block(), pages);
    }

    /**
     * @param end in the file, where reading can begin at any byte; else -1
     * @param pages from the stream on
     */
    static DumpPosition after(long end, long stream, Optional<BlockPlace> block, long pages) {
        if (end >= 0) {
            return new AtByte(end);
        }
        return block.isPresent() ? new InBlock(block.get(), pages) : new InStream(stream, pages);
    }

    static DumpPosition of(PositionFields fields) throws SourceException {
        if (fields.has("byte")) {
            return new AtByte(fields.requireOnly("byte").number("byte", Long.MAX_VALUE));
        }
        if (fields.has("bit")) {
            return InBlock.of(fields);
        }
        if (fields.has("member")) {
            return InMember.of(fields);
        }
        fields.requireOnly("stream", "page");
        return new InStream(fields.number("stream", Long.MAX_VALUE), fields.number("page", Long.MAX_VALUE));
    }
}
