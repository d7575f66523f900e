package dev.siiwad.source.wikipedia;

import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Reads the articles of a dump, file after file. A downloaded file is removed once a checkpoint is past its last page; a run that stops
 * before the end keeps it. Where there is no article for long, it asks to save, so that no attempt passes the same pages again.
 */
final class WikipediaReader implements DocumentReader {
    private static final int OTHER_PAGES_MAX = 5000;

    private final Wiki wiki;
    private final List<DumpPart> parts;
    private final int pageBytesMax;
    private PartPosition here;
    private PartPosition afterLast;
    private Optional<Pages> pages = Optional.empty();
    private Optional<Found> found = Optional.empty();
    private Optional<Step> ahead = Optional.empty();
    private int announced = -1;
    private int discarded;

    private WikipediaReader(Wiki wiki, List<DumpPart> parts, Position position, int pageBytesMax) throws IOException {
        this.wiki = wiki;
        this.parts = List.copyOf(parts);
        this.pageBytesMax = pageBytesMax;
        this.here = PartPosition.parse(position, this.parts);
        this.afterLast = here;
    }

    /** @throws IOException also if the position is none of these files', as far as they are there */
    static WikipediaReader open(Wiki wiki, List<DumpPart> parts, Position position, int pageBytesMax)
            throws IOException {
        WikipediaReader reader = new WikipediaReader(wiki, parts, position, pageBytesMax);
        if (reader.here.part() < parts.size() && reader.isThere()) {
            reader.openPart();
        }
        return reader;
    }

    /** What comes next, and the place after it. */
    private sealed interface Step {}

    private record Found(PageContent page, long stream, PartPosition after) implements Step {}

    private record Pause(String reason, PartPosition after) implements Step {}

    private record Failed(IOException problem) implements Step {}

    private record End() implements Step {}

    @Override
    public Reading read() throws IOException, MalformedDocumentException {
        Step step = step();
        if (!(step instanceof Found found)) {
            return instead(step);
        }
        return new Reading.Read(found.page().document(wiki));
    }

    private static Reading instead(Step step) {
        return step instanceof Pause pause ? new Reading.Save(pause.reason()) : new Reading.End();
    }

    /** Downloads the file that comes next, if it is not there; everything else is on this machine. */
    @Override
    public Optional<Reading> fetch() throws IOException {
        if (ahead.isPresent()) {
            return ahead.get() instanceof Found ? Optional.empty() : Optional.of(instead(step()));
        }
        if (here.part() == parts.size()) {
            return Optional.of(instead(step()));
        }
        if (isThere()) {
            return Optional.empty();
        }
        if (announced != here.part()) {
            return Optional.of(instead(step()));
        }
        openPart();
        return Optional.empty();
    }

    @Override
    public long skip(long count) throws IOException {
        long passed = 0;
        while (passed < count) {
            Step step = step();
            if (step instanceof End) {
                break;
            }
            passed += step instanceof Found ? 1 : 0;
        }
        return passed;
    }

    @Override
    public Position position() {
        return afterLast.position(parts);
    }

    /** Whether the next article is in another compressed stream, or there is none in sight. */
    @Override
    public boolean atBoundary() {
        if (found.isEmpty()) {
            return false;
        }
        if (ahead.isEmpty()) {
            ahead = Optional.of(lookAhead());
        }
        if (ahead.get() instanceof Found next) {
            return next.stream() != found.get().stream()
                    || next.after().part() != found.get().after().part();
        }
        return !(ahead.get() instanceof Failed);
    }

    private Step lookAhead() {
        try {
            return advance();
        } catch (IOException e) {
            return new Failed(e);
        }
    }

    private Step step() throws IOException {
        Step step = ahead.isPresent() ? ahead.get() : advance();
        if (step instanceof Failed failed) {
            throw failed.problem();
        }
        ahead = Optional.empty();
        found = Optional.empty();
        if (step instanceof Found article) {
            found = Optional.of(article);
            afterLast = article.after();
        } else if (step instanceof Pause pause) {
            afterLast = pause.after();
        }
        return step;
    }

    private Step advance() throws IOException {
        discardPassed();
        while (here.part() < parts.size()) {
            DumpPart part = parts.get(here.part());
            if (!isThere() && announced != here.part()) {
                announced = here.part();
                return new Pause("before downloading " + part.name(), here);
            }
            if (pages.isEmpty()) {
                openPart();
            }
            Optional<Step> step = inPart();
            if (step.isPresent()) {
                return step.get();
            }
            endPart();
            if (part instanceof DumpPart.Cached) {
                return new Pause("after the last page of " + part.name(), here);
            }
        }
        return new End();
    }

    private boolean isThere() throws IOException {
        return pages.isPresent() || !(parts.get(here.part()) instanceof DumpPart.Cached cached) || cached.isThere();
    }

    private void openPart() throws IOException {
        DumpPart part = parts.get(here.part());
        if (part instanceof DumpPart.Cached cached) {
            cached.fetch();
        }
        pages = Optional.of(part.open(here.place(), pageBytesMax));
    }

    /** The next article of the open file, or a pause if there is none for long; empty at its end. */
    private Optional<Step> inPart() throws IOException {
        for (int others = 0; others < OTHER_PAGES_MAX; others++) {
            Optional<Pages.Found> next = pages.orElseThrow().next();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            here = new PartPosition(here.part(), next.get().after());
            if (next.get().page().isArticle()) {
                return Optional.of(new Found(next.get().page(), next.get().stream(), here));
            }
        }
        return Optional.of(new Pause("after " + OTHER_PAGES_MAX + " pages that are not articles", here));
    }

    private void endPart() throws IOException {
        close();
        here = new PartPosition(here.part() + 1, DumpPosition.START);
    }

    /** Whoever asks on after a pause has saved: what lies in files before this one is not needed again. */
    private void discardPassed() throws IOException {
        for (; discarded < here.part(); discarded++) {
            if (parts.get(discarded) instanceof DumpPart.Cached cached) {
                cached.discard();
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (pages.isPresent()) {
            Pages open = pages.get();
            pages = Optional.empty();
            open.close();
        }
    }
}
