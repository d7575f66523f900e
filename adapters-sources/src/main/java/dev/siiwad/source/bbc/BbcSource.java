package dev.siiwad.source.bbc;

import dev.siiwad.source.Availability;
import dev.siiwad.source.Collected;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Forecast;
import dev.siiwad.source.Position;
import dev.siiwad.source.Settings;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.Timing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;

/**
 * The news articles of one language service of the BBC. Its snapshot is the list of their addresses itself, made once and kept with the run: a resume
 * discovers nothing. Does nothing before the operator has accepted the terms.
 */
public final class BbcSource implements Source {
    private final BbcSettings settings;
    private final Service service;
    private final Site site;
    private final SavedLists saved;
    private final Extraction extraction;

    /**
     * @param http the caller's to close; cancelling it ends any request and any rest
     * @param timing the same that {@code http} has
     * @param cache a directory for what a discovery has found so far; it need not exist, and may vanish at any time
     */
    public BbcSource(BbcSettings settings, Http http, Timing timing, Path cache) {
        this(
                settings,
                new Site(http, timing, settings),
                new SavedLists(cache.resolve("discovery.jsonl"), timing),
                Extraction.NEWEST);
    }

    private BbcSource(BbcSettings settings, Site site, SavedLists saved, Extraction extraction) {
        this.settings = settings;
        this.service = Service.named(settings.service());
        this.site = site;
        this.saved = saved;
        this.extraction = extraction;
    }

    /** The services that there are, each with its language. */
    public static SortedMap<String, String> services() {
        return Service.all();
    }

    @Override
    public SourceId id() {
        return settings.id();
    }

    @Override
    public Settings settings() {
        OptionalInt most = settings.articlesMax();
        return Settings.of(Map.of("service", service.name(), "extract", extraction.toString()))
                .with(Settings.GIVEN + "max_articles", most.isPresent() ? "" + most.getAsInt() : "all");
    }

    @Override
    public List<Source> earlier() {
        return extraction.earlier().stream()
                .<Source>map(before -> new BbcSource(settings, site, saved, before))
                .toList();
    }

    @Override
    public SourceInfo info() {
        return new SourceInfo(service.label(), "news", service.language(), "BBC Terms of Use", "news", "news");
    }

    @Override
    public Snapshot snapshot() throws IOException {
        return snapshot(Collected.NOTHING).orElseThrow();
    }

    @Override
    public Optional<Snapshot> snapshot(Collected collected) throws IOException {
        requireAcceptedTerms();
        Optional<Frontier> frontier = new Discovery(site, service, saved, settings.articlesMax(), collected).frontier();
        if (frontier.isEmpty()) {
            saved.forget();
        }
        return frontier.map(Frontier::snapshot);
    }

    /** Lists of articles move on within hours. */
    @Override
    public Optional<Snapshot> again(String id, Collected collected) {
        return Optional.empty();
    }

    /** Those that are gone are not looked for again; those that were set aside are. */
    @Override
    public List<String> addresses(Snapshot pinned, Position end, Set<String> setAside) throws IOException {
        Frontier frontier = Frontier.of(service, pinned);
        return frontier.articles().stream()
                .limit(BbcReader.index(end, frontier))
                .filter(article -> !setAside.contains(article.id()))
                .map(ArticleAddress::url)
                .toList();
    }

    /** The list is with the run; whether its articles are still there shows when they are read. */
    @Override
    public Availability availability(Snapshot pinned) {
        return new Availability.Available(Optional.empty());
    }

    @Override
    public OptionalLong size(Snapshot pinned) throws IOException {
        return OptionalLong.of(Frontier.of(service, pinned).size());
    }

    /** A request for each article, at the pace of this client. */
    @Override
    public Forecast forecast(Snapshot pinned) throws IOException {
        long articles = Frontier.of(service, pinned).size();
        return Forecast.ofRequests(articles).withPace(site.pace(articles));
    }

    @Override
    public DocumentReader open(Snapshot pinned, Position position) throws IOException {
        requireAcceptedTerms();
        BbcReader reader = new BbcReader(Frontier.of(service, pinned), site, extraction, position);
        saved.forget();
        return reader;
    }

    @Override
    public void requireReadable(boolean newRun) throws IOException {
        requireAcceptedTerms();
    }

    private void requireAcceptedTerms() throws TermsNotAcceptedException {
        if (!settings.termsAccepted()) {
            throw new TermsNotAcceptedException();
        }
    }
}
