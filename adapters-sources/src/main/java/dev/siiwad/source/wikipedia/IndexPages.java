package dev.siiwad.source.wikipedia;

import dev.siiwad.source.wikipedia.wikitext.Wikitext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The pages of one file of an index dump, as {@link IndexJson} describes it, from a place in it on. A document that cannot be read costs its page. Used by one
 * thread.
 *
 * <p>A place is a number of pages from a compressed stream on that begins with a page, or from a bzip2 block in it on. To begin there costs the decompression of the
 * stream up to it, or of the block.
 */
final class IndexPages implements Pages {
    private static final int EXCERPT_BYTES = 2000;

    private final DumpFile file;
    private final IndexLines lines;
    private final int pageBytesMax;
    private Optional<IndexLine> held = Optional.empty();
    private boolean begun;
    private long stream;
    private long pages;
    private Optional<BlockPlace> block = Optional.empty();

    private IndexPages(DumpFile file, DumpBytes bytes, int pageBytesMax, boolean begun) {
        this.file = file;
        this.lines = new IndexLines(bytes, pageBytesMax);
        this.pageBytesMax = pageBytesMax;
        this.begun = begun;
    }

    /**
     * @param file closed with the pages, or where they cannot be opened
     * @param threads which unpack bzip2
     * @throws IOException also if there is no such place in the file
     */
    static IndexPages open(DumpFile file, DumpPosition from, int pageBytesMax, int threads) throws IOException {
        try {
            DumpBytes bytes = DumpFormat.of(file).open(file, from, threads);
            if (from instanceof DumpPosition.AtByte at) {
                byte[] before = new byte[1];
                if (at.offset() < 1 || file.read(before, at.offset() - 1) < 1 || before[0] != '\n') {
                    throw from.notIn(file);
                }
                return new IndexPages(file, bytes, pageBytesMax, true);
            }
            if (from instanceof DumpPosition.InBlock in) {
                return atBlock(file, bytes, in, pageBytesMax);
            }
            if (!(from instanceof DumpPosition.InStream place)) {
                throw from.notIn(file);
            }
            IndexPages pages = new IndexPages(file, bytes, pageBytesMax, place.stream() > 0);
            pages.passTo(from, place.stream(), 0, place.page());
            return pages;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static IndexPages atBlock(DumpFile file, DumpBytes bytes, DumpPosition.InBlock from, int pageBytesMax)
            throws IOException {
        IndexPages pages = new IndexPages(file, bytes, pageBytesMax, true);
        pages.stream = from.block().block().stream();
        pages.pages = from.block().pages();
        pages.block = Optional.of(from.block());
        pages.passToAction();
        pages.passTo(from, pages.stream, pages.pages, from.page());
        return pages;
    }

    /** Passes the line that reading began in, and those up to one that announces a page. */
    private void passToAction() throws IOException {
        lines.next();
        while (held.isEmpty()) {
            Optional<IndexLine> line = line();
            if (line.isEmpty()) {
                return;
            }
            held = line.filter(IndexJson::isAction);
        }
    }

    private void passTo(DumpPosition from, long itsStream, long first, long end) throws IOException {
        for (long passed = first; passed < end; passed++) {
            Optional<Unit> unit = unit();
            if (unit.isEmpty() || stream != itsStream) {
                throw from.notIn(file);
            }
        }
    }

    /** What is of one page: its document, unless that is missing, and the id that it was announced with. */
    private record Unit(Optional<IndexLine> document, Optional<String> announced, DumpPosition after) {}

    @Override
    public Optional<Found> next() throws IOException {
        Optional<Unit> unit = unit();
        return unit.isEmpty()
                ? Optional.empty()
                : Optional.of(new Found(content(unit.get()), stream, unit.get().after()));
    }

    private Optional<Unit> unit() throws IOException {
        Optional<IndexLine> action = Optional.empty();
        Optional<String> announced = Optional.empty();
        while (true) {
            Optional<IndexLine> next = held.isPresent() ? held : line();
            held = Optional.empty();
            if (next.isEmpty()) {
                if (action.isPresent()) {
                    throw damaged("the file ends after the line that announces page " + announced.orElse("?")
                            + "; it was cut short: get it again");
                }
                return Optional.empty();
            }
            IndexLine line = next.get();
            boolean isAction = IndexJson.isAction(line);
            requireIndex(isAction);
            if (action.isEmpty() && line.stream() >= 0) {
                stream = line.stream();
                pages = 0;
                block = Optional.empty();
            } else if (action.isEmpty() && isAction && isInAnotherBlock(line)) {
                block = Optional.of(new BlockPlace(line.block().get(), pages));
            }
            if (!isAction) {
                pages++;
                return Optional.of(new Unit(next, announced, after(line.end())));
            }
            if (action.isPresent()) {
                held = next;
                pages++;
                return Optional.of(new Unit(Optional.empty(), announced, after(line.start())));
            }
            action = next;
            announced = IndexJson.announced(line);
        }
    }

    /** Whether reading can begin anew in the block that a line begins in, and not yet with an earlier one. */
    private boolean isInAnotherBlock(IndexLine line) {
        return line.block().isPresent()
                && line.block().get().stream() == stream
                && !line.block().equals(block.map(BlockPlace::block));
    }

    private Optional<IndexLine> line() throws IOException {
        Optional<IndexLine> line = lines.next();
        while (line.isPresent() && line.get().isBlank() && !line.get().tooLong()) {
            line = lines.next();
        }
        return line;
    }

    private void requireIndex(boolean isAction) throws IOException {
        if (!begun && !isAction) {
            throw damaged("the first line does not begin with {\"index\":{; expected a CirrusSearch index dump");
        }
        begun = true;
    }

    private DumpPosition after(long end) {
        return DumpPosition.after(end, stream, block, pages);
    }

    private PageContent content(Unit unit) throws IOException {
        if (unit.document().isEmpty()) {
            return broken(unit, "its document is missing", "");
        }
        IndexLine line = unit.document().get();
        if (line.tooLong()) {
            return broken(unit, "more than " + pageBytesMax + " bytes in a page", excerpt(line));
        }
        try {
            return IndexJson.page(line, unit.announced());
        } catch (IndexJson.NoDocumentException e) {
            if (!line.ended()) {
                throw damaged("the file ends inside the document of page "
                        + unit.announced().orElse("?") + "; it was cut short: get it again");
            }
            return broken(unit, e.getMessage(), excerpt(line));
        }
    }

    private static String excerpt(IndexLine line) {
        return new String(line.bytes(), 0, Math.min(line.length(), EXCERPT_BYTES), StandardCharsets.UTF_8);
    }

    private BrokenPage broken(Unit unit, String problem, String excerpt) {
        String place = unit.after() instanceof DumpPosition.AtByte at
                ? "ends at byte " + at.offset()
                : "page " + pages + " from byte " + stream + " on";
        String name = "page" + unit.announced().map(id -> " " + id).orElse(", " + place);
        return new BrokenPage(name, "page (" + place + "): " + problem, excerpt, true);
    }

    private IOException damaged(String what) {
        return new IOException(file.name() + ": near byte " + lines.place() + ": " + what);
    }

    /** The index has the text as MediaWiki has rendered it. */
    @Override
    public PageText text(Wiki wiki, String extraction) {
        return (text, title) -> Wikitext.PlainText.whole(text);
    }

    @Override
    public double share() {
        return (double) lines.bytesRead() / Math.max(1, file.length());
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
