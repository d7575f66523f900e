package dev.siiwad.source.wikipedia;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The bytes of a dump as UTF-8 without a byte order mark: what is UTF-16, as its first bytes show, is written anew, and can then be read
 * from the start only.
 */
final class Utf8Bytes implements DumpBytes {
    private static final int HEAD_BYTES = 4;

    private final DumpBytes bytes;
    private final String name;
    private boolean begun;
    private Optional<CharsetDecoder> utf16 = Optional.empty();
    private byte[] rest = {};

    Utf8Bytes(DumpBytes bytes, String name) {
        this.bytes = bytes;
        this.name = name;
    }

    @Override
    public Optional<Piece> next() throws IOException {
        Optional<Piece> piece = begun ? bytes.next() : head();
        begun = true;
        while (utf16.isPresent()) {
            if (piece.isEmpty()) {
                if (rest.length > 0) {
                    throw new IOException(name + ": ends inside a UTF-16 character; get the file again");
                }
                return piece;
            }
            Piece recoded = recode(piece.get());
            if (recoded.length() > 0) {
                return Optional.of(recoded);
            }
            piece = bytes.next();
        }
        return piece;
    }

    private Optional<Piece> head() throws IOException {
        Optional<Piece> first = bytes.next();
        while (first.isPresent() && first.get().length() < HEAD_BYTES) {
            byte[] head = Arrays.copyOfRange(
                    first.get().bytes(), first.get().start(), first.get().end());
            Piece before = new Piece(
                    head,
                    0,
                    head.length,
                    0,
                    0,
                    first.get().exact(),
                    Optional.empty(),
                    first.get().member());
            Optional<Piece> more = bytes.next();
            first = Optional.of(more.map(next -> joined(before, next)).orElse(before));
            if (more.isEmpty()) {
                break;
            }
        }
        return first.map(this::withoutMark);
    }

    private static Piece joined(Piece a, Piece b) {
        byte[] both = Arrays.copyOf(a.bytes(), a.length() + b.length());
        System.arraycopy(b.bytes(), b.start(), both, a.length(), b.length());
        return new Piece(both, 0, both.length, a.stream(), a.fileOffset(), a.exact(), Optional.empty(), a.member());
    }

    private Piece withoutMark(Piece head) {
        if (begins(head, 0xef, 0xbb, 0xbf)) {
            return head.from(head.start() + 3);
        }
        if (begins(head, 0xff, 0xfe) || begins(head, 0xfe, 0xff)) {
            boolean littleEndian = begins(head, 0xff);
            utf16 = Optional.of(decoder(littleEndian ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE));
            return head.from(head.start() + 2);
        }
        return head;
    }

    private static boolean begins(Piece head, int... values) {
        for (int i = 0; i < values.length; i++) {
            if (head.length() <= i || (head.bytes()[head.start() + i] & 0xff) != values[i]) {
                return false;
            }
        }
        return true;
    }

    private static CharsetDecoder decoder(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    private Piece recode(Piece piece) throws IOException {
        byte[] input = Arrays.copyOf(rest, rest.length + piece.length());
        System.arraycopy(piece.bytes(), piece.start(), input, rest.length, piece.length());
        ByteBuffer from = ByteBuffer.wrap(input);
        CharBuffer chars = CharBuffer.allocate(input.length / 2 + 1);
        CoderResult result = utf16.get().decode(from, chars, false);
        if (result.isError()) {
            throw new IOException(
                    name + ": near byte " + piece.fileOffset() + ": not UTF-16, as the first bytes say it is");
        }
        rest = Arrays.copyOfRange(input, from.position(), input.length);
        ByteBuffer utf8 = StandardCharsets.UTF_8.encode(chars.flip());
        return new Piece(utf8.array(), 0, utf8.limit(), 0, piece.fileOffset(), false, Optional.empty());
    }

    @Override
    public long offset() {
        return bytes.offset();
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
