package dev.siiwad.source.sprakbanken;

import dev.siiwad.source.Availability;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Position;
import dev.siiwad.source.PositionFields;
import dev.siiwad.source.Settings;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.source.http.Http;
import dev.siiwad.storage.Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The Somali corpora of Språkbanken Text at the University of Gothenburg: all that its metadata service lists, or one of them. */
public final class SprakbankenSource implements Source {
    private static final String ALL_ID = "Sprakbanken-Somali";
    private static final String EXTRACT = "sprakbanken/1";

    private final Optional<String> selected;
    private final SourceId id;
    private final Corpora corpora;
    private final CorpusFiles files;

    /**
     * @param corpus the one to read, such as {@code somali-bbc}; empty for all
     * @param id instead of {@code Sprakbanken-Somali} or {@code Sprakbanken-Somali_<corpus>}
     * @param http not closed here
     * @param baseUrl replaces scheme and host of every address
     * @param raw the directory of raw data; the files go to {@code source=<id>} in it
     * @param keepRaw whether the files stay there when their documents are committed
     */
    public SprakbankenSource(
            Optional<String> corpus,
            Optional<SourceId> id,
            Http http,
            Optional<String> baseUrl,
            Path raw,
            boolean keepRaw) {
        this.selected = corpus;
        this.id = id.orElseGet(
                () -> new SourceId(ALL_ID + corpus.map(one -> "_" + one).orElse("")));
        this.corpora = new Corpora(http, baseUrl);
        this.files = new CorpusFiles(http, new Addresses(baseUrl), raw.resolve(Layout.source(this.id)), keepRaw);
    }

    @Override
    public SourceId id() {
        return id;
    }

    @Override
    public Settings settings() {
        return Settings.of(Map.of("corpus", selected.orElse("all"), "extract", EXTRACT));
    }

    @Override
    public SourceInfo info() {
        return new SourceInfo(id.value(), "corpus", "so", "CC BY 4.0", "general", "corpus");
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
        Map<String, Corpus> listed = new TreeMap<>();
        corpora.list().forEach(corpus -> listed.put(corpus.id(), corpus));
        List<PinnedCorpus> wanted = PinnedCorpus.of(pinned);
        for (PinnedCorpus corpus : wanted) {
            Corpus now = listed.remove(corpus.id());
            if (now == null) {
                return new Availability.Gone("a list without " + corpus.id());
            }
            if (!corpus.isAsListed(now) && !hasSameFile(corpus, now)) {
                return new Availability.Gone(corpus.id() + " updated " + now.updated() + " with " + now.tokens()
                        + " tokens where " + corpus.updated() + " with " + corpus.tokens() + " was pinned");
            }
        }
        boolean more = selected.isEmpty() && !listed.isEmpty();
        return new Availability.Available(
                more ? Optional.of(listed.size() + " more corpora: " + listed.keySet()) : Optional.empty());
    }

    /** Not known before the corpora are read. */
    @Override
    public OptionalLong size(Snapshot pinned) {
        return OptionalLong.empty();
    }

    @Override
    public DocumentReader open(Snapshot pinned, Position position) throws IOException {
        List<PinnedCorpus> wanted = PinnedCorpus.of(pinned);
        if (position.isStart()) {
            return new SprakbankenReader(wanted, files, 0, CorpusPosition.atEnd());
        }
        CorpusPosition from = CorpusPosition.parse(position);
        for (int index = 0; index < wanted.size(); index++) {
            if (wanted.get(index).id().equals(from.corpus())) {
                return new SprakbankenReader(wanted, files, index, from);
            }
        }
        if (!from.equals(CorpusPosition.atEnd())) {
            throw PositionFields.wrong(position, "snapshot " + pinned.id() + " has no such corpus");
        }
        return new SprakbankenReader(wanted, files, wanted.size(), from);
    }

    private List<Corpus> selection() throws IOException {
        return selected.isPresent() ? List.of(corpora.info(selected.get())) : corpora.list();
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
