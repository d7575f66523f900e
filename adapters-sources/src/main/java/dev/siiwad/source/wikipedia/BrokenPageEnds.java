package dev.siiwad.source.wikipedia;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Finds where a page ends that is not markup: with its own end tag, or before what cannot be inside a page. Used by one thread. */
final class BrokenPageEnds {
    private static final String PAGE_END = "</page>";
    private static final String PAGE_START = "<page>";
    private static final String ROOT_END = "</mediawiki>";

    private final KeptBytes kept;
    private Optional<PageEnd> met = Optional.empty();

    BrokenPageEnds(KeptBytes kept) {
        this.kept = kept;
    }

    /** Whether the end has been met already, and {@link #pass} gives it without passing anything. */
    boolean isMet() {
        return met.isPresent();
    }

    /**
     * Whether what was kept last is the end of a page and what follows it. A comment that nothing closes would swallow the pages after this one, and no
     * comment in a page holds both.
     */
    boolean meets() {
        boolean page = kept.endsWith(PAGE_START);
        if (!page && !kept.endsWith(ROOT_END)) {
            return false;
        }
        int mark = kept.length() - (page ? PAGE_START : ROOT_END).length();
        int end = mark;
        while (end > 0 && kept.bytes()[end - 1] <= ' ' && kept.bytes()[end - 1] >= 0) {
            end--;
        }
        if (!kept.endsWith(PAGE_END, end)) {
            return false;
        }
        met = Optional.of(new PageEnd(mark, page ? PageEnd.Next.PAGE : PageEnd.Next.ROOT_END));
        return true;
    }

    /** Passes the rest of a page, and keeps of it only what was kept before. Empty at the end of the file. */
    Optional<PageEnd> pass(Input input) throws IOException {
        if (met.isPresent()) {
            Optional<PageEnd> found = met;
            met = Optional.empty();
            return found;
        }
        byte[] window = Arrays.copyOfRange(kept.bytes(), Math.max(0, kept.length() - ROOT_END.length()), kept.length());
        StringBuilder last = new StringBuilder(new String(window, StandardCharsets.ISO_8859_1));
        while (input.isMore()) {
            char next = (char) input.next();
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

    /** The bytes that are still to come. */
    interface Input {
        boolean isMore() throws IOException;

        int next();
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
        int end = kept.length();
        if (next != PageEnd.Next.NOTHING) {
            kept.add(next == PageEnd.Next.PAGE ? PAGE_START : ROOT_END);
        }
        return new PageEnd(end, next);
    }
}
