package dev.siiwad.source.packed;

import dev.siiwad.source.proved.SeekableBytes;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The unpacked bytes of a file whose members cannot be begun inside. The first few MiB of a member are unpacked as they are; what follows is copied, several times as far ahead as it is read, and
 * read out of the {@link PackedCopy}. So there is a copy of everything that anybody may have to begin at again, from when it is read first.
 */
final class CopiedBytes implements Unpacked {
    /** With each frame that is read, so many more are copied, or passed again after a resume: so the copy is whole after a ninth of the time. */
    private static final int FRAMES_AHEAD = 8;

    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");
    private static final byte[] NOTHING = {};

    private final SeekableBytes file;
    private final PackedCopy copy;
    private final Opener opener;
    private final long uncopiedBytes;
    private final int frameBytes;
    private final long linesBefore;
    private Optional<Unpacked> original = Optional.empty();
    private Optional<Copying> copying = Optional.empty();
    private Optional<PackedCopy.Frame> frame = Optional.empty();
    private byte[] content = NOTHING;
    private int next;
    private long member;
    private long bytes;
    private long bytesBefore;
    /** Ended in the member before its next byte, as long as it is not read out of the copy. */
    private long lines;
    /** Whether the copy has failed, so that it is not tried again before the next process. */
    private boolean alone;

    /** Unpacks from the start of a member on, or at the end of the file. */
    @FunctionalInterface
    interface Opener {
        Unpacked open(long member) throws IOException;
    }

    private CopiedBytes(
            SeekableBytes file,
            PackedCopy copy,
            Opener opener,
            long uncopiedBytes,
            int frameBytes,
            long member,
            Optional<PackedCopy.Frame> from) {
        this.file = file;
        this.copy = copy;
        this.opener = opener;
        this.uncopiedBytes = uncopiedBytes;
        this.frameBytes = frameBytes;
        this.member = member;
        this.bytes = from.map(PackedCopy.Frame::bytes).orElse(0L);
        this.bytesBefore = bytes;
        this.linesBefore = from.map(PackedCopy.Frame::linesBefore).orElse(0L);
    }

    /**
     * @param uncopiedBytes of the file, packed as they are, so many of a member are not copied: to unpack them again is nothing
     * @param frameBytes how many bytes, unpacked, are copied together
     */
    static Unpacked open(
            SeekableBytes file, long member, Wanted wanted, Opener opener, long uncopiedBytes, int frameBytes)
            throws IOException {
        Optional<PackedCopy> copy = PackedCopy.of(file, uncopiedBytes);
        if (copy.isEmpty()) {
            return opener.open(member);
        }
        Optional<PackedCopy.Frame> from = copy.get().before(member, wanted);
        CopiedBytes opened = new CopiedBytes(file, copy.get(), opener, uncopiedBytes, frameBytes, member, from);
        if (from.isPresent() && opened.enter(from.get())) {
            return opened;
        }
        opened = new CopiedBytes(file, copy.get(), opener, uncopiedBytes, frameBytes, member, Optional.empty());
        opened.original = Optional.of(opener.open(member));
        return opened;
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        while (true) {
            if (next < content.length) {
                int count = Math.min(buffer.length, content.length - next);
                System.arraycopy(content, next, buffer, 0, count);
                next += count;
                return given(count);
            }
            if (original.isPresent() && !isToBeCopied(original.get())) {
                return readOriginal(buffer, original.get());
            }
            toNextFrame();
        }
    }

    private boolean isToBeCopied(Unpacked unpacked) {
        return !alone
                && copy.isKept()
                && unpacked.memberStart() == member
                && unpacked.bytesRead() - member >= uncopiedBytes;
    }

    private int readOriginal(byte[] buffer, Unpacked unpacked) throws IOException {
        int count = unpacked.read(buffer);
        if (count >= 0 && unpacked.memberStart() != member) {
            member = unpacked.memberStart();
            bytes = 0;
            lines = 0;
        }
        lines += Copying.lines(buffer, count);
        return count < 0 ? count : given(count);
    }

    private int given(int count) {
        bytesBefore = bytes;
        bytes += count;
        return count;
    }

    /** What is read next comes out of the copy, or, where there can be none, out of the file again. */
    private void toNextFrame() throws IOException {
        long end = frame.map(PackedCopy.Frame::end).orElse(0L);
        frame = Optional.empty();
        content = NOTHING;
        next = 0;
        if (end > 0) {
            copying = Optional.empty();
            original = Optional.of(opener.open(end));
            return;
        }
        if (original.isPresent()) {
            copying = Optional.of(new Copying(copy, member, original.get(), bytes, lines, frameBytes));
            original = Optional.empty();
        }
        if (copying.isEmpty() && !copy.isWhole(member)) {
            copying = Optional.of(Copying.again(copy, member, opener.open(member), frameBytes));
        }
        while (copying.isPresent()
                && copy.at(member, bytes).isEmpty()
                && copying.get().step()) {
            // Until the frame is there.
        }
        Optional<PackedCopy.Frame> found = copy.at(member, bytes);
        if (found.isEmpty() || !enter(found.get())) {
            alone = true;
            copying = Optional.empty();
            original = Optional.of(passed(opener.open(member)));
        }
    }

    /** From the start of the member up to what is read next. */
    private Unpacked passed(Unpacked again) throws IOException {
        LOG.info("[{}] is unpacked from byte {} on up to byte {} of that member", file.name(), member, bytes);
        byte[] buffer = new byte[64 << 10];
        for (long left = bytes; left > 0; ) {
            int count = again.read(left < buffer.length ? new byte[(int) left] : buffer);
            if (count < 0 || again.memberStart() != member) {
                throw new UnpackingException("the member at byte " + member + " ends before byte " + bytes + " of it");
            }
            left -= count;
        }
        return again;
    }

    private boolean enter(PackedCopy.Frame other) throws IOException {
        Optional<byte[]> proved = copy.read(other);
        if (proved.isEmpty()) {
            return false;
        }
        frame = Optional.of(other);
        content = proved.get();
        next = 0;
        for (int ahead = 0;
                ahead < FRAMES_AHEAD && copying.isPresent() && copying.get().step();
                ahead++) {
            // Several times as fast as it is read.
        }
        return true;
    }

    @Override
    public long linesBefore() {
        return linesBefore;
    }

    @Override
    public long memberStart() {
        return member;
    }

    @Override
    public long bytesBefore() {
        return bytesBefore;
    }

    @Override
    public long bytesRead() {
        return original.map(Unpacked::bytesRead)
                .orElseGet(() -> frame.map(PackedCopy.Frame::read).orElse(member));
    }

    @Override
    public void close() throws IOException {
        if (original.isPresent()) {
            original.get().close();
        }
        if (copying.isPresent()) {
            copying.get().close();
        }
        file.close();
    }
}
