package dev.siiwad.source.wikipedia;

import dev.siiwad.source.wikipedia.MarkupScanner.Markup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Cuts a dump into its pages, and checks all that is around them: a dump that does not end with {@code </mediawiki>}, or has anything else
 * between its pages, is damaged. What is inside a page is for {@link PageParser}, and where that is not even markup, the page alone is lost: it ends
 * with the next {@code </page>}, or where another begins. Used by one thread; does not close the bytes.
 */
final class PageSplitter {
    private static final String ROOT = "mediawiki";
    private static final String PAGE = "page";
    private static final String LOG_ITEM = "logitem";
    private static final String TEXT = "text";
    private static final String REVISION = "revision";
    private static final PageEnd NOTHING_PENDING = new PageEnd(0, PageEnd.Next.NOTHING);

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

    /** Reads what comes before the first page, where reading began after it. */
    @FunctionalInterface
    interface HeaderSource {
        DumpHeader header() throws IOException;
    }

    private final MarkupScanner scanner;
    private final HeaderSource before;
    private final NewestRevision revisions;
    private Optional<DumpHeader> header = Optional.empty();
    private State state;
    private boolean inText;
    private long begins;
    private PageEnd pending = NOTHING_PENDING;

    /** @param block at which reading begins, if it is at one */
    PageSplitter(MarkupScanner scanner, State state, Optional<BlockPlace> block, HeaderSource before) {
        this.scanner = scanner;
        this.before = before;
        this.revisions = new NewestRevision(scanner);
        this.state = state;
        if (state == State.ANYWHERE) {
            scanner.beginsAnywhere(block);
        }
    }

    /** What comes before the first page. Only where reading began after it, it is looked for. */
    DumpHeader header() throws IOException {
        if (header.isEmpty()) {
            header = Optional.of(before.header());
        }
        return header.get();
    }

    /** The next page, or none when the whole dump has been read and was complete. */
    Optional<PageSlice> next() throws IOException {
        if (pending.next() != PageEnd.Next.NOTHING) {
            beginAfter(pending);
        } else if (state == State.BETWEEN) {
            scanner.forget(scanner.length());
        }
        while (true) {
            try {
                if (!scanner.toMarkup(state != State.ANYWHERE)) {
                    break;
                }
                int start = scanner.length();
                Optional<PageSlice> page = step(scanner.markup(), start);
                if (page.isPresent()) {
                    return page;
                }
            } catch (BrokenPageException e) {
                Optional<PageSlice> page = broken(e.getMessage());
                if (page.isPresent()) {
                    return page;
                }
            }
        }
        if (state != State.CLOSED && !(state == State.BETWEEN && !header().rooted())) {
            throw cutShort();
        }
        requireBlank(scanner.length());
        return Optional.empty();
    }

    private IOException cutShort() {
        return scanner.damaged("the file ends before </mediawiki>; it was cut short: get it again");
    }

    private Optional<PageSlice> step(Markup markup, int start) throws IOException {
        switch (state) {
            case START, HEADER -> inHeader(markup, start);
            case BETWEEN -> between(markup, start);
            case ANYWHERE -> anywhere(markup, start);
            case CLOSED -> requireNothing(markup, start);
            case PAGE -> {
                return inPage(markup, start);
            }
        }
        return Optional.empty();
    }

    private Optional<PageSlice> inPage(Markup markup, int start) throws IOException {
        if (scanner.name(REVISION) && markup == Markup.OPEN) {
            revisions.begins(start);
        } else if (scanner.name(REVISION) && markup == Markup.CLOSE) {
            revisions.ends();
        } else if (scanner.name(TEXT) && markup != Markup.EMPTY) {
            inText = markup == Markup.OPEN;
        } else if (scanner.name(PAGE) && markup == Markup.CLOSE) {
            if (inText) {
                throw new BrokenPageException("malformed XML: </page> comes before </text>");
            }
            return Optional.of(slice(new PageEnd(scanner.length(), PageEnd.Next.NOTHING), Optional.empty()));
        } else if (scanner.name(PAGE) && markup == Markup.OPEN) {
            PageEnd end = new PageEnd(start, PageEnd.Next.PAGE);
            return Optional.of(slice(end, Optional.of("malformed XML: another <page> begins before </page>")));
        } else if (scanner.name(ROOT) && markup == Markup.CLOSE) {
            PageEnd end = new PageEnd(start, PageEnd.Next.ROOT_END);
            return Optional.of(slice(end, Optional.of("malformed XML: </mediawiki> comes before </page>")));
        }
        return Optional.empty();
    }

    /** Passes a page that is not markup to its end; it is a slice unless reading began in the middle of it. */
    private Optional<PageSlice> broken(String problem) throws IOException {
        PageEnd end = scanner.passBroken().orElseThrow(this::cutShort);
        if (state == State.PAGE) {
            return Optional.of(slice(end, Optional.of(problem)));
        }
        if (end.next() == PageEnd.Next.NOTHING) {
            scanner.forget(scanner.length());
        } else {
            scanner.pageEnds();
            beginAfter(end);
        }
        return Optional.empty();
    }

    private PageSlice slice(PageEnd end, Optional<String> problem) {
        state = State.BETWEEN;
        scanner.pageEnds();
        pending = end;
        long offset = scanner.exactOffset();
        int after = scanner.length() - end.end();
        return new PageSlice(
                scanner.kept(),
                end.end(),
                scanner.stream(),
                scanner.pages() - 1,
                offset < 0 ? offset : offset - after,
                scanner.block(),
                scanner.member().filter(next -> next.bytes() >= after).map(next -> next.plus(-after)),
                begins,
                scanner.packedAt(),
                problem);
    }

    /** Goes on with the tag that ended a broken page. */
    private void beginAfter(PageEnd end) {
        scanner.forget(end.end());
        pending = NOTHING_PENDING;
        if (end.next() == PageEnd.Next.PAGE) {
            beginPage();
        } else {
            state = State.CLOSED;
            scanner.forget(scanner.length());
        }
    }

    private void beginPage() {
        state = State.PAGE;
        inText = false;
        scanner.pageBegins();
        begins = scanner.packedAt();
        revisions.pageBegins();
    }

    private void inHeader(Markup markup, int start) throws IOException {
        if (state == State.START && markup.isTag()) {
            begin(markup, start);
        }
        if (state != State.HEADER) {
            return;
        }
        if (scanner.name(ROOT) && markup != Markup.OPEN) {
            takeHeader(scanner.length(), markup);
            state = State.CLOSED;
            scanner.forget(scanner.length());
        } else if (markup.isTag() && scanner.name(PAGE)) {
            takeHeader(start, Markup.OPEN);
            scanner.forget(start);
            state = State.BETWEEN;
            between(markup, 0);
        } else if (markup.isTag() && scanner.name(LOG_ITEM)) {
            throw scanner.damaged(
                    "found <logitem>: it holds the wiki's log, no pages; give a dump such as pages-articles");
        }
    }

    /** The root element; a page without one is what people cut out of exports, and is all there is. */
    private void begin(Markup markup, int start) throws IOException {
        if (scanner.name(PAGE) && markup == Markup.OPEN) {
            header = Optional.of(DumpHeader.ROOTLESS);
            scanner.forget(start);
            state = State.BETWEEN;
            between(markup, 0);
            return;
        }
        if (!scanner.name(ROOT) || markup == Markup.CLOSE) {
            throw scanner.damaged(
                    "the root element is <" + scanner.name() + ">; expected <mediawiki>, as in a pages-articles dump");
        }
        state = State.HEADER;
    }

    private void takeHeader(int end, Markup last) throws IOException {
        try {
            header = Optional.of(
                    DumpHeader.parse(new String(scanner.kept(), 0, end, StandardCharsets.UTF_8), last == Markup.OPEN));
        } catch (IOException e) {
            throw scanner.damaged("the header is malformed: " + e.getMessage());
        }
    }

    private void between(Markup markup, int start) throws IOException {
        requireBlank(start);
        if (markup == Markup.OPEN && scanner.name(PAGE)) {
            scanner.forget(start);
            beginPage();
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
            scanner.pageEnds();
            state = State.BETWEEN;
            between(markup, start);
        } else {
            scanner.forget(scanner.length());
        }
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
