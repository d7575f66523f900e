package dev.siiwad.source.wikipedia;

import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.RawReading;
import dev.siiwad.source.Reading;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.TaintedInputException;
import dev.siiwad.source.pinned.Shares;
import dev.siiwad.source.proved.DamagedBlockException;
import dev.siiwad.source.proved.SuspectFileException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads the articles of a dump, file after file, while the next one is downloaded. A downloaded file is removed once a checkpoint is past its last page; a
 * run that stops before the end keeps it. Where there is no article for long, it asks to save, so that no attempt passes the same pages again.
 */
final class WikipediaReader implements DocumentReader {
    private static final int OTHER_PAGES_MAX = 5000;
    private static final int DAMAGES_MAX = 3;

    private final Wiki wiki;
    private final String extraction;
    private final List<DumpPart> parts;
    private final Shares shares;
    private final PartFiles files;
    private final int pageBytesMax;
    private final int threads;
    private PartPosition here;
    private PartPosition afterLast;
    private Optional<Pages> pages = Optional.empty();
    private Optional<Found> found = Optional.empty();
    private Optional<Step> ahead = Optional.empty();
    private int announced = -1;
    private boolean oneByOne;
    private Optional<String> damage = Optional.empty();
    private int damages;
    private Optional<String> saveDue = Optional.empty();

    private WikipediaReader(
            Wiki wiki, String extraction, List<DumpPart> parts, Position position, int pageBytesMax, int threads)
            throws IOException {
        this.wiki = wiki;
        this.extraction = extraction;
        this.parts = List.copyOf(parts);
        this.shares = new Shares(DumpPart.sizes(this.parts));
        this.files = new PartFiles(this.parts);
        this.pageBytesMax = pageBytesMax;
        this.threads = threads;
        this.here = PartPosition.parse(position, this.parts);
        this.afterLast = here;
    }

    /**
     * @param extraction the version of {@link Wikitext}
     * @param threads which unpack bzip2
     * @throws IOException also if the position is none of these files', as far as they are there
     */
    static WikipediaReader open(
            Wiki wiki, String extraction, List<DumpPart> parts, Position position, int pageBytesMax, int threads)
            throws IOException {
        WikipediaReader reader = new WikipediaReader(wiki, extraction, parts, position, pageBytesMax, threads);
        if (reader.here.part() < parts.size() && reader.isThere()) {
            reader.ahead = reader.openPart();
        }
        return reader;
    }

    /** What comes next, and the place after it. */
    private sealed interface Step {}

    private record Found(PageContent page, long stream, PartPosition after) implements Step {}

    private record Pause(String reason, PartPosition after) implements Step {}

    private record Lost(MalformedDocumentException unit, PartPosition after) implements Step {}

    private record Failed(IOException problem) implements Step {}

    private record End() implements Step {}

    @Override
    public Reading read() throws IOException, MalformedDocumentException {
        RawReading raw = readRaw();
        return raw instanceof RawReading.Raw page
                ? new Reading.Read(page.making().document())
                : ((RawReading.Ready) raw).reading();
    }

    @Override
    public RawReading readRaw() throws IOException, MalformedDocumentException {
        Step step = step();
        oneByOne = false;
        if (step instanceof Lost lost) {
            throw lost.unit();
        }
        if (!(step instanceof Found found)) {
            return new RawReading.Ready(instead(step));
        }
        PageText text = pages.orElseThrow().text(wiki, extraction);
        return new RawReading.Raw(
                () -> found.page().document(wiki, text), found.page().bytes());
    }

    private static Reading instead(Step step) {
        return step instanceof Pause pause ? new Reading.Save(pause.reason()) : new Reading.End();
    }

    /** Downloads the file that comes next, if it is not there, and nothing ahead; everything else is on this machine. */
    @Override
    public Optional<Reading> fetch() throws IOException {
        oneByOne = true;
        files.stopAhead();
        if (ahead.isPresent()) {
            return isDocument(ahead.get()) ? Optional.empty() : Optional.of(instead(step()));
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
        ahead = openPart();
        return ahead.isEmpty() || isDocument(ahead.get()) ? Optional.empty() : Optional.of(instead(step()));
    }

    private static boolean isDocument(Step step) {
        return step instanceof Found || step instanceof Lost;
    }

    @Override
    public long skip(long count) throws IOException {
        long passed = 0;
        while (passed < count) {
            Step step = step();
            if (step instanceof End) {
                break;
            }
            passed += isDocument(step) ? 1 : 0;
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

    @Override
    public OptionalDouble share() {
        return shares.at(here.part(), pages.map(Pages::share).orElse(0.0));
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
        } else if (step instanceof Lost lost) {
            afterLast = lost.after();
        }
        return step;
    }

    private Step advance() throws IOException {
        if (saveDue.isPresent()) {
            Pause pause = new Pause(saveDue.get(), here);
            saveDue = Optional.empty();
            return pause;
        }
        files.discardBefore(here.part());
        while (here.part() < parts.size()) {
            DumpPart part = parts.get(here.part());
            if (!isThere() && announced != here.part()) {
                announced = here.part();
                return new Pause("before downloading " + part.name(), here);
            }
            Optional<Step> step = pages.isPresent() ? Optional.empty() : openPart();
            if (step.isEmpty()) {
                step = inPart();
            }
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
        return pages.isPresent() || files.isThere(here.part());
    }

    /** Opens the file, or says what comes instead of its next article. */
    private Optional<Step> openPart() throws IOException {
        try {
            files.bring(here.part(), !here.place().equals(DumpPosition.START));
        } catch (LostPartException e) {
            return Optional.of(lost(e.getMessage()));
        } catch (SuspectFileException e) {
            throw tainted(e);
        }
        try {
            pages = Optional.of(parts.get(here.part()).open(here.place(), pageBytesMax, threads));
            return Optional.empty();
        } catch (SuspectFileException e) {
            throw tainted(e);
        } catch (IOException e) {
            Optional<String> lost =
                    parts.get(here.part()) instanceof DumpPart.Glimpsed part ? part.lost(e) : Optional.empty();
            return Optional.of(lost.isPresent() ? lost(lost.get()) : damaged(e));
        }
    }

    /** What earlier attempts have read of the file may be wrong, and cannot be proved any more. */
    private TaintedInputException tainted(SuspectFileException e) {
        int tainted = here.part();
        return new TaintedInputException(e.getMessage(), position -> isBefore(position, tainted));
    }

    private boolean isBefore(Position position, int tainted) {
        try {
            PartPosition reached = PartPosition.parse(position, parts);
            return reached.part() < tainted
                    || reached.part() == tainted && reached.place().equals(DumpPosition.START);
        } catch (SourceException ofAnotherDump) {
            return false;
        }
    }

    /** The next article of the open file, or what comes instead; empty at its end. */
    private Optional<Step> inPart() throws IOException {
        if (!oneByOne) {
            files.bringAhead(here.part() + 1);
        }
        try {
            return nextArticle();
        } catch (IOException e) {
            return Optional.of(damaged(e));
        }
    }

    /** The next article, or a pause if there is none for long. */
    private Optional<Step> nextArticle() throws IOException {
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

    /**
     * A downloaded file that cannot be read is downloaded again: the disk may have damaged it. If it is damaged in the same way then, what is left of it is
     * set aside; not where that is the whole dump.
     */
    private Step damaged(IOException problem) throws IOException {
        boolean onDisk = DamagedBlockException.isCauseOf(problem);
        if (onDisk && parts.get(here.part()) instanceof DumpPart.Given given) {
            throw given.files().changed(problem.getMessage());
        }
        if (problem instanceof SourceException
                || problem instanceof InterruptedIOException
                || Thread.currentThread().isInterrupted()
                || !(parts.get(here.part()) instanceof DumpPart.Cached part)) {
            throw problem;
        }
        closePart();
        String name = part.name();
        String what = problem.getMessage().replace(part.path().toString(), name);
        boolean onlyFile = part.alone() && here.place().equals(DumpPosition.START);
        if (!onDisk && damage.filter(what::equals).isPresent() && !onlyFile) {
            return lost("it cannot be read, and is the same when it is downloaded again: " + what);
        }
        damage = onDisk ? Optional.empty() : Optional.of(what);
        if (++damages > (onlyFile && !onDisk ? 1 : DAMAGES_MAX)) {
            throw problem;
        }
        part.remove();
        announced = here.part();
        return new Pause("before downloading " + name + " again: " + what, here);
    }

    private Step lost(String reason) throws IOException {
        String name = parts.get(here.part()).name();
        String place = here.place().equals(DumpPosition.START) ? "" : ", after " + here.place();
        endPart();
        saveDue = Optional.of("after " + name + " was set aside");
        return new Lost(MalformedDocumentException.unit(name, name + place + ": " + reason, ""), here);
    }

    private void endPart() throws IOException {
        closePart();
        damage = Optional.empty();
        damages = 0;
        here = new PartPosition(here.part() + 1, DumpPosition.START);
    }

    @Override
    public void close() throws IOException {
        try {
            files.close();
            if (here.part() == parts.size()) {
                files.forgetGiven();
            }
        } finally {
            closePart();
        }
    }

    private void closePart() throws IOException {
        if (pages.isPresent()) {
            Pages open = pages.get();
            pages = Optional.empty();
            open.close();
        }
    }
}
