package dev.siiwad.source.wikipedia;

import dev.siiwad.source.wikipedia.MarkupScanner.Markup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Cuts a dump into its pages, and checks all that is around them: a dump that does not end with {@code </mediawiki>}, or has anything else
 * between its pages, is damaged. What is inside a page is for {@link PageParser}. Used by one thread; does not close the bytes.
 */
final class PageSplitter {
    private static final String ROOT = "mediawiki";
    private static final String PAGE = "page";

    /** Where in the document the reading is. */
    enum State {
        /** Before the root element. */
        START,
        /** In the root element, before the first page. */
        HEADER,
        /** In the root element, after a page or before one. */
        BETWEEN,
        /** In a page. */
        PAGE,
        /** In a page or between two, at the start of a compressed stream. */
        ANYWHERE,
        /** After the root element. */
        CLOSED
    }

    private final MarkupScanner scanner;
    private State state;

    PageSplitter(MarkupScanner scanner, State state) {
        this.scanner = scanner;
        this.state = state;
    }

    /** The next page, or none when the whole dump has been read and was complete. */
    Optional<PageSlice> next() throws IOException {
        if (state == State.BETWEEN) {
            scanner.forget(scanner.length());
        }
        while (scanner.toMarkup(state != State.ANYWHERE)) {
            int start = scanner.length();
            Markup markup = scanner.markup();
            switch (state) {
                case START, HEADER -> inHeader(markup, start);
                case BETWEEN -> between(markup, start);
                case ANYWHERE -> anywhere(markup, start);
                case CLOSED -> requireNothing(markup, start);
                case PAGE -> {
                    if (completesPage(markup)) {
                        state = State.BETWEEN;
                        scanner.pageEnds();
                        return Optional.of(new PageSlice(
                                scanner.kept(),
                                scanner.length(),
                                scanner.stream(),
                                scanner.pages() - 1,
                                scanner.exactOffset()));
                    }
                }
            }
        }
        if (state != State.CLOSED) {
            throw scanner.damaged("the file ends before </mediawiki>; it was cut short: get it again");
        }
        requireBlank(scanner.length());
        return Optional.empty();
    }

    private void inHeader(Markup markup, int start) throws IOException {
        boolean root = scanner.name(ROOT);
        if (state == State.START && markup.isTag()) {
            if (!root || markup == Markup.CLOSE) {
                throw scanner.damaged("the root element is <" + scanner.name()
                        + ">; expected <mediawiki>, as in a pages-articles dump");
            }
            state = State.HEADER;
        }
        if (root && markup != Markup.OPEN) {
            checkHeader(scanner.length(), markup);
            state = State.CLOSED;
            scanner.forget(scanner.length());
        } else if (markup.isTag() && scanner.name(PAGE)) {
            checkHeader(start, Markup.OPEN);
            scanner.forget(start);
            state = State.BETWEEN;
            between(markup, 0);
        }
    }

    private void checkHeader(int end, Markup last) throws IOException {
        try {
            DumpHeader.check(new String(scanner.kept(), 0, end, StandardCharsets.UTF_8), last == Markup.OPEN);
        } catch (IOException e) {
            throw scanner.damaged("the header is malformed: " + e.getMessage());
        }
    }

    private void between(Markup markup, int start) throws IOException {
        requireBlank(start);
        if (markup == Markup.OPEN && scanner.name(PAGE)) {
            scanner.forget(start);
            state = State.PAGE;
            scanner.pageBegins();
            return;
        }
        if (markup == Markup.CLOSE && scanner.name(ROOT)) {
            state = State.CLOSED;
        } else if (markup != Markup.IGNORED) {
            throw scanner.damaged("found <" + scanner.name() + "> between pages; expected <page> or </mediawiki>");
        }
        scanner.forget(scanner.length());
    }

    private void anywhere(Markup markup, int start) throws IOException {
        if (scanner.name(PAGE) && markup == Markup.OPEN || scanner.name(ROOT) && markup == Markup.CLOSE) {
            between(markup, start);
        } else {
            scanner.forget(scanner.length());
        }
    }

    private boolean completesPage(Markup markup) throws IOException {
        if (scanner.name(PAGE) && (markup == Markup.OPEN || markup == Markup.EMPTY)) {
            throw scanner.damaged("<page> inside a page; the file is malformed");
        }
        if (scanner.name(ROOT) && markup == Markup.CLOSE) {
            throw scanner.damaged("</mediawiki> inside a page; the file is malformed");
        }
        return scanner.name(PAGE) && markup == Markup.CLOSE;
    }

    private void requireNothing(Markup markup, int start) throws IOException {
        requireBlank(start);
        if (markup != Markup.IGNORED) {
            throw scanner.damaged("found <" + scanner.name() + "> after </mediawiki>; expected the end of the file");
        }
        scanner.forget(scanner.length());
    }

    private void requireBlank(int end) throws IOException {
        byte[] kept = scanner.kept();
        for (int i = 0; i < end; i++) {
            if (kept[i] != ' ' && kept[i] != '\n' && kept[i] != '\r' && kept[i] != '\t') {
                throw scanner.damaged("found text outside a page; expected <page> or </mediawiki>");
            }
        }
    }
}
