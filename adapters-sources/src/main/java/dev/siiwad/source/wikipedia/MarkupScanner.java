package dev.siiwad.source.wikipedia;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Walks through the markup of a dump without knowing what it means, keeps what it passed, and counts in which compressed stream pages begin.
 * Used by one thread.
 *
 * <p>Reading can begin again at a compressed stream that begins in text. One that begins inside markup could be mistaken, so what is in
 * it counts as a part of the stream before.
 *
 * <p>Markup that is broken inside a page costs that page: {@link BrokenPageException}, after which {@link #passBroken} passes the rest of it.
 */
final class MarkupScanner {
    private static final int OUTSIDE_BYTES_MAX = 1 << 20;
    private static final int NAME_BYTES_MAX = 40;
    private static final String PAGE_END = "</page>";
    private static final String PAGE_START = "<page>";
    private static final String ROOT_END = "</mediawiki>";

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

    private final DumpBytes bytes;
    private final String file;
    private final int pageBytesMax;
    private Optional<Piece> piece = Optional.empty();
    private byte[] input = {};
    private int index;
    private int limit;
    private byte[] kept = new byte[64 * 1024];
    private int length;
    private int nameStart;
    private int nameEnd;
    private boolean inPage;
    private boolean lenient;
    private Optional<PageEnd> foundEnd = Optional.empty();
    private long lastStream = -1;
    private long stream;
    private long pages;

    MarkupScanner(DumpBytes bytes, String file, int pageBytesMax) {
        this.bytes = bytes;
        this.file = file;
        this.pageBytesMax = pageBytesMax;
    }

    /** Moves to the next {@code <}, keeping the text before it if asked to; false at the end of the file. */
    boolean toMarkup(boolean keepText) throws IOException {
        while (index < limit || refill(true)) {
            int from = index;
            while (index < limit && input[index] != '<') {
                index++;
            }
            if (keepText) {
                keep(from, index);
            }
            if (index < limit) {
                return true;
            }
        }
        return false;
    }

    /** Passes and keeps what begins at this {@code <}. */
    Markup markup() throws IOException {
        take();
        int next = take();
        nameStart = nameEnd = length;
        if (next == '!') {
            return declaration();
        }
        if (next == '?') {
            takeUntil("?>", length);
            return Markup.IGNORED;
        }
        boolean closing = next == '/';
        if (closing) {
            next = take();
        }
        nameStart = length - 1;
        while (next != '>' && next != '/' && next != '<' && next > ' ') {
            next = take();
        }
        nameEnd = length - 1;
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
            takeUntil("-->", length);
            return Markup.IGNORED;
        }
        if (next == '[') {
            takeUntil("]]>", length);
            return Markup.CDATA;
        }
        throw malformed("a document type or other declaration, which a dump does not have");
    }

    private void takeUntil(String end, int from) throws IOException {
        int last = end.charAt(end.length() - 1);
        while (true) {
            int next = take();
            if (next == last && length - from >= end.length() && endsWith(end)) {
                return;
            }
            if (next == '>' && lenient) {
                requireNoEndOfPage(end);
            }
        }
    }

    /** A comment that nothing closes would swallow the pages after this one, and no comment in a page holds the end of one and what follows it. */
    private void requireNoEndOfPage(String awaited) throws IOException {
        boolean page = endsWith(PAGE_START);
        if (!page && !endsWith(ROOT_END)) {
            return;
        }
        int end = length - (page ? PAGE_START : ROOT_END).length();
        while (end > 0 && kept[end - 1] <= ' ' && kept[end - 1] >= 0) {
            end--;
        }
        if (endsWith(PAGE_END, end)) {
            int mark = length - (page ? PAGE_START : ROOT_END).length();
            foundEnd = Optional.of(new PageEnd(mark, page ? PageEnd.Next.PAGE : PageEnd.Next.ROOT_END));
            throw malformed("a comment or the like, which no \"" + awaited + "\" ends");
        }
    }

    /**
     * Passes the rest of a page that is broken, up to its end tag or to what cannot be inside a page, and keeps of it only what was kept before. Empty at
     * the end of the file.
     */
    Optional<PageEnd> passBroken() throws IOException {
        if (foundEnd.isPresent()) {
            Optional<PageEnd> found = foundEnd;
            foundEnd = Optional.empty();
            return found;
        }
        byte[] window = Arrays.copyOfRange(kept, Math.max(0, length - ROOT_END.length()), length);
        String tail = new String(window, StandardCharsets.ISO_8859_1);
        StringBuilder last = new StringBuilder(tail);
        while (index < limit || refill(false)) {
            char next = (char) (input[index++] & 0xff);
            last.append(next);
            if (next == '<') {
                last.delete(0, last.length() - 1);
            } else if (last.length() > ROOT_END.length()) {
                last.deleteCharAt(0);
            }
            if (next == '>') {
                Optional<PageEnd.Next> mark = mark(last);
                if (mark.isPresent()) {
                    return Optional.of(ended(mark.get()));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<PageEnd.Next> mark(StringBuilder last) {
        if (ends(last, PAGE_END)) {
            return Optional.of(PageEnd.Next.NOTHING);
        }
        if (ends(last, PAGE_START)) {
            return Optional.of(PageEnd.Next.PAGE);
        }
        return ends(last, ROOT_END) ? Optional.of(PageEnd.Next.ROOT_END) : Optional.empty();
    }

    private static boolean ends(StringBuilder text, String end) {
        return text.lastIndexOf(end) >= 0 && text.lastIndexOf(end) == text.length() - end.length();
    }

    private PageEnd ended(PageEnd.Next next) {
        int end = length;
        if (next != PageEnd.Next.NOTHING) {
            byte[] mark = (next == PageEnd.Next.PAGE ? PAGE_START : ROOT_END).getBytes(StandardCharsets.US_ASCII);
            kept = Arrays.copyOf(kept, Math.max(kept.length, length + mark.length));
            System.arraycopy(mark, 0, kept, length, mark.length);
            length += mark.length;
        }
        return new PageEnd(end, next);
    }

    private boolean endsWith(String end) {
        return endsWith(end, length);
    }

    private boolean endsWith(String end, int length) {
        for (int i = 0; i < end.length(); i++) {
            if (length < end.length() || kept[length - end.length() + i] != end.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int take() throws IOException {
        if (index == limit && !refill(false)) {
            throw damaged("the file ends inside a tag; it was cut short: get it again");
        }
        keep(index, index + 1);
        return input[index++] & 0xff;
    }

    /** What was passed and kept: from here on, {@link #length} bytes of it. */
    byte[] kept() {
        return kept;
    }

    int length() {
        return length;
    }

    /** Forgets the first so many bytes that were kept. */
    void forget(int count) {
        System.arraycopy(kept, count, kept, 0, length - count);
        length -= count;
        nameStart = Math.max(0, nameStart - count);
        nameEnd = Math.max(0, nameEnd - count);
    }

    /** Takes bytes out of those that were kept. */
    void cut(int from, int to) {
        System.arraycopy(kept, to, kept, from, length - to);
        length -= to - from;
    }

    /** Told that reading begins in the middle of a page, perhaps. */
    void beginsAnywhere() {
        lenient = true;
    }

    /** Told that the markup just passed opened a page. */
    void pageBegins() {
        inPage = true;
        lenient = true;
        pages++;
    }

    void pageEnds() {
        inPage = false;
        lenient = false;
    }

    /** The compressed stream from which on pages are counted: the last one that began in text. */
    long stream() {
        return stream;
    }

    /** How many pages have begun from there on. */
    long pages() {
        return pages;
    }

    /** Where in the file the next byte is; -1 where reading cannot begin at any byte. */
    long exactOffset() {
        return piece.filter(Piece::exact).isPresent() ? offset() : -1;
    }

    boolean name(String expected) {
        return nameEnd - nameStart == expected.length() && name().equals(expected);
    }

    /** The name of the tag that was passed last; of one that is too long or no text, as much as a terminal can show. */
    String name() {
        int length = Math.min(nameEnd - nameStart, NAME_BYTES_MAX);
        return new String(kept, nameStart, length, StandardCharsets.UTF_8).replaceAll("[^\\p{L}\\p{N}_.:-]", "?");
    }

    private long offset() {
        return piece.map(at -> at.fileOffset() + (at.exact() ? index - at.start() : 0))
                .orElse(0L);
    }

    /** An error that says where. */
    IOException damaged(String what) {
        boolean exact = piece.map(Piece::exact).orElse(true);
        return new IOException(file + ": " + (exact ? "byte " : "near byte ") + offset() + ", " + page() + ": " + what);
    }

    /** Inside a page, it costs the page; the tag that begins where it was found is still to come. */
    private IOException malformed(String what) {
        if (!lenient) {
            return damaged(what + "; the file is malformed");
        }
        if (foundEnd.isEmpty() && length > 0 && kept[length - 1] == '<' && index > 0 && input[index - 1] == '<') {
            length--;
            index--;
        }
        return new BrokenPageException("malformed XML: " + what);
    }

    private String page() {
        return (inPage ? "in page " : "after page ") + pages + " from byte " + stream + " on"
                + (inPage ? PageParser.titleIn(kept, length) : "");
    }

    private void keep(int from, int to) throws IOException {
        int max = lenient ? pageBytesMax : OUTSIDE_BYTES_MAX;
        int more = to - from;
        if (more > max - length) {
            String problem = "more than " + max + " bytes " + (lenient ? "in a page" : "outside a page");
            throw lenient ? new BrokenPageException(problem) : damaged(problem);
        }
        if (length + more > kept.length) {
            kept = Arrays.copyOf(kept, Math.max(length + more, (int) Math.min(max, kept.length * 2L)));
        }
        System.arraycopy(input, from, kept, length, more);
        length += more;
    }

    private boolean refill(boolean inText) throws IOException {
        try {
            Optional<Piece> next = bytes.next();
            if (next.isEmpty()) {
                return false;
            }
            piece = next;
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "; " + page(), e);
        }
        input = piece.get().bytes();
        index = piece.get().start();
        limit = piece.get().end();
        if (piece.get().stream() != lastStream) {
            lastStream = piece.get().stream();
            if (inText) {
                stream = lastStream;
                pages = 0;
            }
        }
        return true;
    }
}
