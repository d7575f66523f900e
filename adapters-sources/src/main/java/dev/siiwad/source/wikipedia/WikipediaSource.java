package dev.siiwad.source.wikipedia;

import dev.siiwad.source.Availability;
import dev.siiwad.source.Collected;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Forecast;
import dev.siiwad.source.Input;
import dev.siiwad.source.Position;
import dev.siiwad.source.Settings;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.packed.Bz2Blocks;
import dev.siiwad.source.wikipedia.wikitext.Wikitext;
import dev.siiwad.storage.Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The articles of one Wikipedia, from a published dump: pages of the main namespace that are not redirects, as plain text.
 *
 * <p>Opening a position decompresses one stream of a multistream dump at most; in a gzip, xz or zstd dump, and in a bzip2 dump of a single stream,
 * all that lies before it in its file.
 */
public final class WikipediaSource implements Source {
    /** Where dumps are published. */
    public static final String DUMPS = "https://dumps.wikimedia.org";

    private static final String LATEST = "latest";

    private final Wiki wiki;
    private final SourceId id;
    private final DumpOrigin origin;
    private final String extraction;
    private final int threads;

    private WikipediaSource(Wiki wiki, SourceId id, DumpOrigin origin) {
        this(wiki, id, origin, Wikitext.VERSION, Bz2Blocks.threads());
    }

    private WikipediaSource(Wiki wiki, SourceId id, DumpOrigin origin, String extraction, int threads) {
        this.wiki = wiki;
        this.id = id;
        this.origin = origin;
        this.extraction = extraction;
        this.threads = threads;
    }

    /** The same, with so many threads at most that unpack bzip2; 1: none but the reader's. What is read does not depend on it. */
    public WikipediaSource withThreads(int number) {
        return new WikipediaSource(wiki, id, origin, extraction, Bz2Blocks.threads(number));
    }

    /**
     * Reads a dump file that is there: {@code .xml}, {@code .xml.bz2}, {@code .xml.gz}, {@code .xml.xz} or {@code .xml.zst}.
     *
     * @param lang as in the address of the Wikipedia it is a dump of
     * @param id instead of {@code Wikipedia-<Language>}
     * @param raw the directory of all downloads; what is known of the dump between attempts goes to one of this source's own in it
     * @throws IllegalArgumentException if there can be no Wikipedia of this language
     */
    public static WikipediaSource ofFile(String lang, Optional<SourceId> id, Path dump, Path raw) throws IOException {
        Wiki wiki = new Wiki(lang);
        SourceId named = id.orElseGet(() -> new SourceId(wiki.sourceName()));
        return new WikipediaSource(wiki, named, new GivenDump(dump, raw.resolve(Layout.source(named))));
    }

    /**
     * Downloads a dump and reads it. A run keeps the edition that it began with.
     *
     * @param lang as in the address of the Wikipedia
     * @param id instead of {@code Wikipedia-<Language>}
     * @param edition {@code content}, {@code classic} or {@code cirrus}; if empty, content where there is a complete one, else classic
     * @param date such as {@code 20261101}, or {@code latest} for the newest dump that is finished
     * @param http with a User-Agent that says who asks, and at most 2 connections; stays open
     * @param site {@link #DUMPS} or a mirror of it
     * @param raw the directory of all downloads; this source has one of its own in it
     * @param keepRaw whether downloads stay when they have been read
     * @throws IllegalArgumentException if there can be no Wikipedia of this language, no such edition, or no such date
     */
    public static WikipediaSource download(
            String lang,
            Optional<SourceId> id,
            Optional<String> edition,
            String date,
            Http http,
            String site,
            Path raw,
            boolean keepRaw) {
        Wiki wiki = new Wiki(lang);
        SourceId named = id.orElseGet(() -> new SourceId(wiki.sourceName()));
        RawDirectory directory = new RawDirectory(raw.resolve(Layout.source(named)), keepRaw);
        DumpSite dumps = new DumpSite(http, site, wiki);
        return new WikipediaSource(
                wiki,
                named,
                new DownloadedDump(
                        dumps,
                        edition.map(Edition::of),
                        Optional.of(date).filter(asked -> !asked.equals(LATEST)),
                        directory));
    }

    @Override
    public SourceId id() {
        return id;
    }

    @Override
    public Settings settings() {
        return Settings.of(Map.of("lang", wiki.lang(), "extract", "wikitext/" + extraction));
    }

    @Override
    public List<Source> earlier() {
        return Wikitext.earlier(extraction).stream()
                .<Source>map(before -> new WikipediaSource(wiki, id, origin, before, threads))
                .toList();
    }

    @Override
    public SourceInfo info() {
        return wiki.info();
    }

    @Override
    public Snapshot snapshot() throws IOException {
        return origin.snapshot();
    }

    @Override
    public Optional<Snapshot> again(String id, Collected collected) throws IOException {
        return origin.again(id);
    }

    @Override
    public Availability availability(Snapshot pinned) throws IOException {
        return origin.availability(pinned);
    }

    @Override
    public List<Input> inputs(Snapshot pinned) throws IOException {
        return origin.inputs(pinned);
    }

    @Override
    public Forecast forecast(Snapshot pinned) throws IOException {
        return Forecast.ofRequests(origin.requests(pinned));
    }

    @Override
    public List<Snapshot> slices(Snapshot pinned, int countMax) throws IOException {
        return origin.slices(pinned, countMax);
    }

    /** Not known before the dump has been read. */
    @Override
    public OptionalLong size(Snapshot pinned) {
        return OptionalLong.empty();
    }

    @Override
    public DocumentReader open(Snapshot pinned, Position position) throws IOException {
        return open(origin.parts(pinned), position);
    }

    @Override
    public DocumentReader glimpse() throws IOException {
        return open(origin.glimpse(), Position.START);
    }

    private DocumentReader open(List<DumpPart> parts, Position position) throws IOException {
        int pageBytesMax = DumpPages.pageBytesMax(Runtime.getRuntime().maxMemory());
        return WikipediaReader.open(wiki, extraction, parts, position, pageBytesMax, threads);
    }
}
