package dev.siiwad.source.wikipedia;

import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.wikipedia.wikitext.Wikitext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;

/**
 * The pages of one dump file from a place in it on; plain, gzip, bzip2 or zstd, as its first bytes show. Used by one thread.
 *
 * <p>To begin at a place costs the decompression of one or two bzip2 blocks, or of a few MiB of a gzip, zstd or xz file; at a place that an earlier version wrote, which named
 * no block and no byte, that of its bzip2 stream, or of all before it.
 */
final class DumpPages implements Pages {
    /** MediaWiki takes 2 MiB for an article, which is six times as long if it is all quotes, for those are written as entities. */
    static final int PAGE_BYTES_MAX = 12 << 20;

    private static final int LARGE_PAGE_BYTES_MAX = 256 << 20;
    /** A page is there as bytes, as text and as what is made of the text, each more than once. */
    private static final int COPIES = 32;

    private static final int FIRST_PAGES_MAX = 10_000;
    private static final byte[] PAGE_END = "</page>".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PAGE_START = "<page>".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ROOT_END = "</mediawiki>".getBytes(StandardCharsets.US_ASCII);

    private final DumpFile file;
    private final DumpBytes bytes;
    private final MarkupScanner scanner;
    private final PageSplitter pages;
    private final int pageBytesMax;
    private final PageParser parser = new PageParser();
    private Optional<PageText> text = Optional.empty();
    private Optional<DumpRange> range = Optional.empty();
    private Optional<RangeNumbers> numbers = Optional.empty();

    private DumpPages(
            DumpFile file, DumpBytes bytes, PageSplitter.State state, Optional<BlockPlace> block, int pageBytesMax) {
        this.file = file;
        this.bytes = bytes;
        this.pageBytesMax = pageBytesMax;
        this.scanner = new MarkupScanner(bytes, file.name(), pageBytesMax);
        this.pages = new PageSplitter(scanner, state, block, () -> header(file.again(), pageBytesMax));
    }

    /** The names of namespaces are those that the dump gives, so that the first call may read the start of the file. */
    @Override
    public PageText text(Wiki wiki, String extraction) throws IOException {
        if (text.isEmpty()) {
            DumpHeader header = pages.header();
            text =
                    Optional.of(new Wikitext(
                            extraction,
                            wiki.lang(),
                            header.names(DumpHeader.FILES),
                            header.names(DumpHeader.CATEGORIES))::plainText);
        }
        return text.get();
    }

    /** Reads the header of a dump, from the start of the file to its first page. */
    private static DumpHeader header(DumpFile file, int pageBytesMax) throws IOException {
        try (DumpPages start = open(file, DumpPosition.START, pageBytesMax, 1)) {
            start.pages.next();
            return start.pages.header();
        }
    }

    /** How long a page may be in this much memory: no less than {@value #PAGE_BYTES_MAX} bytes. */
    static int pageBytesMax(long memoryBytes) {
        return (int) Math.max(PAGE_BYTES_MAX, Math.min(LARGE_PAGE_BYTES_MAX, memoryBytes / COPIES));
    }

    /**
     * Those of a range of the file, from a place in it or from its start on.
     *
     * @param file closed with the pages, or where they cannot be opened
     * @param threads which unpack bzip2
     * @throws IOException also if there is no such place in the file
     */
    static DumpPages open(DumpFile file, DumpPosition from, DumpRange range, int pageBytesMax, int threads)
            throws IOException {
        DumpPosition place;
        try {
            place = from.equals(DumpPosition.START) ? range.start(file, pageBytesMax) : from;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
        DumpPages pages = open(file, place, pageBytesMax, threads);
        pages.range = Optional.of(range);
        return pages;
    }

    /** Begins at a place, the start of a block or any byte, of which nothing is known: the first page is the first that seems to begin. */
    static DumpPages openAnywhere(DumpFile file, DumpPosition from, int pageBytesMax) throws IOException {
        if (!(from instanceof DumpPosition.AtByte)) {
            return open(file, from, pageBytesMax, 1);
        }
        DumpBytes bytes = DumpFormat.of(file).open(file, from, 1);
        return new DumpPages(file, bytes, PageSplitter.State.ANYWHERE, Optional.empty(), pageBytesMax);
    }

    /**
     * @param file closed with the pages, or where they cannot be opened
     * @param threads which unpack bzip2
     * @throws IOException also if there is no such place in the file
     */
    static DumpPages open(DumpFile file, DumpPosition from, int pageBytesMax, int threads) throws IOException {
        try {
            DumpBytes bytes = DumpFormat.of(file).open(file, from, threads);
            if (from instanceof DumpPosition.AtByte at) {
                if (!followsPage(file, at.offset())) {
                    throw from.notIn(file);
                }
                return new DumpPages(file, bytes, PageSplitter.State.BETWEEN, Optional.empty(), pageBytesMax);
            }
            if (from instanceof DumpPosition.InBlock in) {
                DumpPages pages =
                        new DumpPages(file, bytes, PageSplitter.State.ANYWHERE, Optional.of(in.block()), pageBytesMax);
                pages.passTo(from, in.block().pages(), in.page());
                return pages;
            }
            if (from instanceof DumpPosition.InMember in) {
                DumpPages pages =
                        new DumpPages(file, bytes, PageSplitter.State.BETWEEN, Optional.empty(), pageBytesMax);
                pages.scanner.beginsAfter(in.page());
                return pages;
            }
            DumpPosition.InStream place = (DumpPosition.InStream) from;
            DumpPages pages = place.stream() > 0
                    ? new DumpPages(file, bytes, PageSplitter.State.ANYWHERE, Optional.empty(), pageBytesMax)
                    : new DumpPages(
                            file,
                            new Utf8Bytes(bytes, file.name()),
                            PageSplitter.State.START,
                            Optional.empty(),
                            pageBytesMax);
            pages.passTo(place, 0, place.page());
            return pages;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static boolean followsPage(DumpFile file, long offset) throws IOException {
        return isAt(PAGE_END, file, offset - PAGE_END.length)
                || isAt(PAGE_START, file, offset)
                || isAt(ROOT_END, file, offset);
    }

    private static boolean isAt(byte[] tag, DumpFile file, long offset) throws IOException {
        byte[] found = new byte[tag.length];
        return offset >= 0
                && offset <= file.length()
                && file.read(found, offset) == found.length
                && Arrays.equals(found, tag);
    }

    private void passTo(DumpPosition from, long first, long end) throws IOException {
        try {
            for (long passed = first; passed < end; passed++) {
                Optional<PageSlice> page = pages.next();
                if (page.isEmpty() || page.get().number() != passed) {
                    throw from.notIn(file);
                }
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public Optional<Found> next() throws IOException {
        Optional<PageSlice> slice = pages.next();
        if (slice.isEmpty() || range.isPresent() && range.get().isAfter(slice.get(), file.length())) {
            return Optional.empty();
        }
        PageSlice page = slice.get();
        return Optional.of(new Found(content(page), page.stream(), DumpPosition.after(page)));
    }

    /** The next page as it is in the file, whatever range is read. */
    Optional<PageSlice> nextSlice() throws IOException {
        return pages.next();
    }

    private PageContent content(PageSlice slice) throws IOException {
        if (slice.problem().isPresent()) {
            return broken(slice, slice.problem().get());
        }
        try {
            Page page = parser.parse(slice);
            if (page.isStub()) {
                requireTexts();
                return broken(slice, "its text is kept elsewhere, and is not in the dump");
            }
            boolean old = page.namespace().isEmpty() && !pages.header().saysNamespaces();
            return old ? page.in(pages.header().namespaceOf(page.title().orElse(""))) : page;
        } catch (XMLStreamException e) {
            return broken(slice, "malformed XML: " + PageParser.problem(e));
        }
    }

    /** Named as it is where the whole file is read. */
    private BrokenPage broken(PageSlice slice, String problem) throws IOException {
        if (range.isEmpty() || range.get().number() == 1) {
            return BrokenPage.of(slice, problem);
        }
        if (numbers.isEmpty()) {
            numbers = Optional.of(RangeNumbers.of(file, range.get(), pageBytesMax));
        }
        return BrokenPage.of(numbers.get().inFile(slice), problem);
    }

    /** One page may lack its text; where the first article does, it is a dump without texts. */
    private void requireTexts() throws IOException {
        Optional<Page> first = firstArticle();
        if (first.isPresent() && first.get().isStub()) {
            throw new SourceException(
                    file.name() + ": the text of page \"" + first.get().title().orElse("")
                            + "\" is not in it, as in a stub dump; expected a dump with texts, such as pages-articles",
                    new Remedy.Give("dump"));
        }
    }

    private Optional<Page> firstArticle() throws IOException {
        try (DumpPages start = open(file.again(), DumpPosition.START, pageBytesMax, 1)) {
            Optional<PageSlice> slice = start.pages.next();
            for (int n = 0; n < FIRST_PAGES_MAX && slice.isPresent(); n++) {
                Page page = start.parser.parse(slice.get());
                if (page.isArticle()) {
                    return Optional.of(page);
                }
                slice = start.pages.next();
            }
            return Optional.empty();
        } catch (XMLStreamException brokenPageFirst) {
            return Optional.empty();
        }
    }

    @Override
    public double share() {
        long from = range.map(part -> part.from(file.length())).orElse(0L);
        long to = range.map(part -> part.to(file.length())).orElse(file.length());
        return Math.max(0, Math.min(1, (double) (bytes.offset() - from) / Math.max(1, to - from)));
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
