package dev.siiwad.source.wikipedia;

import dev.siiwad.source.SourceException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Walks through the markup of a dump without knowing what it means, and keeps what it passed. Used by one thread.
 *
 * <p>Markup that is broken inside a page costs that page: {@link BrokenPageException}, after which {@link #passBroken} passes the rest of it.
 */
final class MarkupScanner {
    private static final int OUTSIDE_BYTES_MAX = 1 << 20;
    private static final int NAME_BYTES_MAX = 40;
    /** What is between {@code <} and {@code >}. */
    enum Markup {
        OPEN,
        CLOSE,
        EMPTY,
        CDATA,
        /** A comment or a processing instruction. */
        IGNORED;

        boolean isTag() {
            return this == OPEN || this == CLOSE || this == EMPTY;
        }
    }

    private final DumpInput input;
    private final KeptBytes kept = new KeptBytes();
    private final BrokenPageEnds ends = new BrokenPageEnds(kept);
    private final String file;
    private final int pageBytesMax;
    private int nameStart;
    private int nameEnd;
    private boolean inPage;
    private boolean lenient;

    MarkupScanner(DumpBytes bytes, String file, int pageBytesMax) {
        this.input = new DumpInput(bytes);
        this.file = file;
        this.pageBytesMax = pageBytesMax;
    }

    /** Moves to the next {@code <}, keeping the text before it if asked to; false at the end of the file. */
    boolean toMarkup(boolean keepText) throws IOException {
        while (isMore(true)) {
            int from = input.index();
            boolean found = input.passTo('<');
            if (keepText) {
                keep(input.atHand(), from, input.index());
            }
            if (found) {
                return true;
            }
        }
        return false;
    }

    /** Passes and keeps what begins at this {@code <}. */
    Markup markup() throws IOException {
        take();
        int next = take();
        nameStart = nameEnd = kept.length();
        if (next == '!') {
            return declaration();
        }
        if (next == '?') {
            takeUntil("?>", kept.length());
            return Markup.IGNORED;
        }
        boolean closing = next == '/';
        if (closing) {
            next = take();
        }
        nameStart = kept.length() - 1;
        while (next != '>' && next != '/' && next != '<' && next > ' ') {
            next = take();
        }
        nameEnd = kept.length() - 1;
        if (nameStart == nameEnd) {
            throw malformed("a \"<\" that begins no tag");
        }
        boolean empty = takeAttributes(next);
        if (closing) {
            return Markup.CLOSE;
        }
        return empty ? Markup.EMPTY : Markup.OPEN;
    }

    private boolean takeAttributes(int first) throws IOException {
        int next = first;
        int previous = 0;
        int quote = 0;
        while (next != '>' || quote != 0) {
            if (next == '<') {
                throw malformed("a \"<\" inside the tag <" + name() + ">");
            }
            if (quote != 0) {
                quote = next == quote ? 0 : quote;
            } else if (next == '"' || next == '\'') {
                quote = next;
            }
            previous = next;
            next = take();
        }
        return previous == '/';
    }

    private Markup declaration() throws IOException {
        int next = take();
        if (next == '-' && take() == '-') {
            takeUntil("-->", kept.length());
            return Markup.IGNORED;
        }
        if (next == '[') {
            takeUntil("]]>", kept.length());
            return Markup.CDATA;
        }
        throw malformed("a document type or other declaration, which a dump does not have");
    }

    private void takeUntil(String end, int from) throws IOException {
        int last = end.charAt(end.length() - 1);
        while (true) {
            int next = take();
            if (next == last && kept.length() - from >= end.length() && kept.endsWith(end)) {
                return;
            }
            if (next == '>' && lenient && ends.meets()) {
                throw malformed("a comment or the like, which no \"" + end + "\" ends");
            }
        }
    }

    /**
     * Passes the rest of a page that is broken, up to its end tag or to what cannot be inside a page, and keeps of it only what was kept before. Empty at
     * the end of the file.
     */
    Optional<PageEnd> passBroken() throws IOException {
        return ends.pass(new BrokenPageEnds.Input() {
            @Override
            public boolean isMore() throws IOException {
                return MarkupScanner.this.isMore(false);
            }

            @Override
            public int next() {
                return input.next();
            }
        });
    }

    private int take() throws IOException {
        if (!isMore(false)) {
            throw damaged("the file ends inside a tag; it was cut short: get it again");
        }
        keep(input.atHand(), input.index(), input.index() + 1);
        return input.next();
    }

    /** What was passed and kept: from here on, {@link #length} bytes of it. */
    byte[] kept() {
        return kept.bytes();
    }

    int length() {
        return kept.length();
    }

    /** Forgets the first so many bytes that were kept. */
    void forget(int count) {
        kept.forget(count);
        nameStart = Math.max(0, nameStart - count);
        nameEnd = Math.max(0, nameEnd - count);
    }

    /** Takes bytes out of those that were kept. */
    void cut(int from, int to) {
        kept.cut(from, to);
    }

    /** Told that reading begins in the middle of a page, perhaps, and at this block if it is at one. */
    void beginsAnywhere(Optional<BlockPlace> block) {
        block.ifPresent(input::beginsAt);
        lenient = true;
    }

    /** Told that the markup just passed opened a page. */
    void pageBegins() {
        inPage = true;
        lenient = true;
        input.pageBegins();
    }

    void pageEnds() {
        inPage = false;
        lenient = false;
    }

    /** The compressed stream from which on pages are counted: the last one that began in text. */
    long stream() {
        return input.stream();
    }

    /** The bzip2 block, not the first of that stream, in which reading can begin again. */
    Optional<BlockPlace> block() {
        return input.block();
    }

    /** How many pages have begun from there on. */
    long pages() {
        return input.pages();
    }

    /** Told, before anything is read, that so many pages come before. */
    void beginsAfter(long pages) {
        input.beginsAfter(pages);
    }

    /** Where the next byte is in a file whose unpacked bytes are counted. */
    Optional<MemberPlace> member() {
        return input.member();
    }

    /** Where in the file the next byte is; -1 where reading cannot begin at any byte. */
    long exactOffset() {
        return input.hasBegun() && input.isExact() ? input.offset() : -1;
    }

    /** The first bit of what the byte passed last is packed in, or its own. */
    long packedAt() {
        return input.packedAt();
    }

    boolean name(String expected) {
        return nameEnd - nameStart == expected.length() && name().equals(expected);
    }

    /** The name of the tag that was passed last; of one that is too long or no text, as much as a terminal can show. */
    String name() {
        int length = Math.min(nameEnd - nameStart, NAME_BYTES_MAX);
        return new String(kept.bytes(), nameStart, length, StandardCharsets.UTF_8)
                .replaceAll("[^\\p{L}\\p{N}_.:-]", "?");
    }

    /** An error that says where. */
    IOException damaged(String what) {
        String near = input.isExact() ? "byte " : "near byte ";
        return new IOException(file + ": " + near + input.offset() + ", " + page() + ": " + what);
    }

    /** Inside a page, it costs the page; the tag that begins where it was found is still to come. */
    private IOException malformed(String what) {
        if (!lenient) {
            return damaged(what + "; the file is malformed");
        }
        if (!ends.isMet() && kept.endsWith("<") && input.goBack('<')) {
            kept.forgetLast();
        }
        return new BrokenPageException("malformed XML: " + what);
    }

    private String page() {
        return (inPage ? "in page " : "after page ") + input.pages() + " from byte " + input.stream() + " on"
                + (inPage ? PageParser.titleIn(kept.bytes(), kept.length()) : "");
    }

    private void keep(byte[] from, int start, int end) throws IOException {
        int max = lenient ? pageBytesMax : OUTSIDE_BYTES_MAX;
        if (end - start > max - kept.length()) {
            String problem = "more than " + max + " bytes " + (lenient ? "in a page" : "outside a page");
            throw lenient ? new BrokenPageException(problem) : damaged(problem);
        }
        kept.add(from, start, end, max);
    }

    private boolean isMore(boolean inText) throws IOException {
        try {
            return input.isMore(inText);
        } catch (InterruptedIOException | SourceException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "; " + page(), e);
        }
    }
}
