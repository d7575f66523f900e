package dev.siiwad.source.sprakbanken;

import dev.siiwad.source.Availability;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Forecast;
import dev.siiwad.source.Input;
import dev.siiwad.source.Position;
import dev.siiwad.source.PositionFields;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.Settings;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpStatusException;
import dev.siiwad.source.http.NoRangesException;
import dev.siiwad.source.packed.Bz2Blocks;
import dev.siiwad.source.pinned.TwoAnswers;
import dev.siiwad.storage.Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The corpora of Språkbanken Text at the University of Gothenburg in one language: all that its metadata service lists, or one of them. */
public final class SprakbankenSource implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(SprakbankenSource.class);
    private static final String EXTRACT = "sprakbanken/1";
    private static final String LIST = "the list of corpora";

    private final Language language;
    private final Optional<String> selected;
    private final SourceId id;
    private final Corpora corpora;
    private final CorpusServer server;
    private final CorpusFiles files;
    private final int threads;

    /** A corpus that has changed since the run began ends it. */
    public SprakbankenSource(
            String language,
            Optional<String> corpus,
            Optional<SourceId> id,
            Http http,
            Optional<String> baseUrl,
            Path raw,
            boolean keepRaw) {
        this(language, corpus, id, http, baseUrl, raw, keepRaw, false);
    }

    /**
     * @param language its code of two or three letters, such as {@code so}
     * @param corpus the one to read, such as {@code somali-bbc}; empty for all
     * @param id instead of, for Somali, {@code Sprakbanken-Somali} or {@code Sprakbanken-Somali_<corpus>}
     * @param http not closed here
     * @param baseUrl replaces scheme and host of every address
     * @param raw the directory of raw data; the files go to {@code source=<id>} in it
     * @param keepRaw whether the files stay there when their documents are committed
     * @param skipChanged whether a corpus that has changed since the run began is set aside, instead of ending the run
     */
    public SprakbankenSource(
            String language,
            Optional<String> corpus,
            Optional<SourceId> id,
            Http http,
            Optional<String> baseUrl,
            Path raw,
            boolean keepRaw,
            boolean skipChanged) {
        this.language = Language.of(language);
        this.selected = corpus;
        this.id = id.orElseGet(() -> new SourceId(
                this.language.sourceName() + corpus.map(one -> "_" + one).orElse("")));
        this.corpora = new Corpora(http, baseUrl, language);
        this.server = new CorpusServer(http, new Addresses(baseUrl));
        this.files = new CorpusFiles(server, raw.resolve(Layout.source(this.id)), keepRaw, skipChanged);
        this.threads = Bz2Blocks.threads();
    }

    private SprakbankenSource(SprakbankenSource same, int threads) {
        this.language = same.language;
        this.selected = same.selected;
        this.id = same.id;
        this.corpora = same.corpora;
        this.server = same.server;
        this.files = same.files;
        this.threads = threads;
    }

    /** The same, with so many threads at most that unpack bzip2; 1: none but the reader's. What is read does not depend on it. */
    public SprakbankenSource withThreads(int number) {
        return new SprakbankenSource(this, Bz2Blocks.threads(number));
    }

    @Override
    public SourceId id() {
        return id;
    }

    @Override
    public Settings settings() {
        Settings settings = Settings.of(Map.of("corpus", selected.orElse("all"), "extract", EXTRACT));
        return isSomali() ? settings : settings.with("lang", language.shortest());
    }

    @Override
    public SourceInfo info() {
        String license = isSomali() ? "CC BY 4.0" : "see corpus_license";
        return new SourceInfo(id.value(), "corpus", language.shortest(), license, "general", "corpus");
    }

    @Override
    public Snapshot snapshot() throws IOException {
        List<PinnedCorpus> pinned = files.pin(selection());
        if (pinned.stream().allMatch(corpus -> corpus.problem().isPresent())) {
            PinnedCorpus first = pinned.get(0);
            throw new IOException("corpus " + first.id() + " cannot be read: "
                    + first.problem().get()
                    + (pinned.size() == 1 ? "" : ". Nor can any of the " + (pinned.size() - 1) + " others"));
        }
        return PinnedCorpus.snapshot(pinned);
    }

    /** {@inheritDoc} Asks for the list, and beyond that only for the files of corpora of which the list says something else now. */
    @Override
    public Availability availability(Snapshot pinned) throws IOException {
        Availability first = look(pinned);
        return first instanceof Availability.Gone ? look(pinned) : first;
    }

    private Availability look(Snapshot pinned) throws IOException {
        Map<String, Corpus> listed = new TreeMap<>();
        List<Corpus> all = corpora.list();
        all.forEach(corpus -> listed.put(corpus.id(), corpus));
        List<PinnedCorpus> wanted = PinnedCorpus.of(pinned);
        for (PinnedCorpus corpus : wanted) {
            Corpus now = listed.remove(corpus.id());
            if (files.skipsChanged()) {
                continue;
            }
            if (now == null) {
                return new Availability.Gone("a list without " + corpus.id(), List.of(CorpusFiles.waysOut()[0]));
            }
            if (!corpus.isAsListed(now) && !hasSameFile(corpus, now)) {
                return new Availability.Gone(
                        corpus.id() + " updated " + now.updated() + " with " + now.tokens() + " tokens where "
                                + corpus.updated() + " with " + corpus.tokens() + " was pinned",
                        List.of(CorpusFiles.waysOut()[0]));
            }
        }
        all.stream().filter(corpus -> corpus.download().isEmpty()).forEach(corpus -> listed.remove(corpus.id()));
        boolean more = selected.isEmpty() && !listed.isEmpty();
        return new Availability.Available(
                more ? Optional.of(listed.size() + " more corpora: " + listed.keySet()) : Optional.empty());
    }

    /** Språkbanken publishes no checksums; a file is known by its length and its tag, which the list keeps. */
    @Override
    public List<Input> inputs(Snapshot pinned) throws IOException {
        return PinnedCorpus.of(pinned).stream()
                .filter(corpus -> corpus.problem().isEmpty() && !corpus.url().isEmpty())
                .map(corpus -> new Input(corpus.url(), corpus.bytes(), Optional.empty()))
                .toList();
    }

    @Override
    public Forecast forecast(Snapshot pinned) throws IOException {
        return Forecast.ofRequests(inputs(pinned).size());
    }

    /** Whole corpora. */
    @Override
    public List<Snapshot> slices(Snapshot pinned, int countMax) throws IOException {
        return PinnedCorpus.slices(pinned, countMax);
    }

    /** Not known before the corpora are read. */
    @Override
    public OptionalLong size(Snapshot pinned) {
        return OptionalLong.empty();
    }

    @Override
    public DocumentReader open(Snapshot pinned, Position position) throws IOException {
        List<PinnedCorpus> wanted = PinnedCorpus.of(pinned);
        CorpusPosition from = position.isStart() ? CorpusPosition.atEnd() : CorpusPosition.parse(position);
        int index = position.isStart() ? 0 : indexOf(from, wanted);
        if (index == wanted.size() && !from.equals(CorpusPosition.atEnd())) {
            throw PositionFields.wrong(position, "snapshot " + pinned.id() + " has no such corpus");
        }
        return new SprakbankenReader(wanted, PinnedCorpus.others(pinned), files, index, from, threads);
    }

    @Override
    public DocumentReader glimpse() throws IOException {
        FirstTexts first = new FirstTexts(selection(), server);
        try {
            first.begin();
            return first;
        } catch (NoRangesException | HttpStatusException onlyWhole) {
            return open(snapshot(), Position.START);
        }
    }

    private static int indexOf(CorpusPosition from, List<PinnedCorpus> wanted) {
        int index = 0;
        while (index < wanted.size() && !wanted.get(index).id().equals(from.corpus())) {
            index++;
        }
        return index;
    }

    private boolean isSomali() {
        return language.equals(Language.SOMALI);
    }

    private List<Corpus> selection() throws IOException {
        if (selected.isPresent()) {
            return List.of(TwoAnswers.agreed(LIST, () -> corpora.info(selected.get())));
        }
        List<Corpus> all = TwoAnswers.agreed(LIST, corpora::list);
        List<Corpus> withFile =
                all.stream().filter(corpus -> corpus.download().isPresent()).toList();
        if (withFile.isEmpty()) {
            throw new SourceException(
                    "Språkbanken lists " + all.size() + " " + language.name() + " corpora, and no file of any of them",
                    new Remedy.Look());
        }
        if (withFile.size() < all.size()) {
            LOG.info(
                    "{} of {} corpora have no file to download; see the list",
                    all.size() - withFile.size(),
                    all.size());
        }
        return withFile;
    }

    private boolean hasSameFile(PinnedCorpus pinned, Corpus now) throws IOException {
        if (!now.download().orElse("").equals(pinned.url())
                || pinned.problem().isPresent()
                || pinned.etag().isEmpty()) {
            return false;
        }
        PinnedCorpus found = files.pin(now);
        return found.bytes().equals(pinned.bytes()) && found.etag().equals(pinned.etag());
    }
}
