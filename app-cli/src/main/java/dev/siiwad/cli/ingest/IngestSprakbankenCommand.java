package dev.siiwad.cli.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.Siiwad;
import dev.siiwad.SprakbankenOptions;
import dev.siiwad.cli.terminal.Positive;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.Table;
import dev.siiwad.cli.terminal.UsageException;
import dev.siiwad.source.sprakbanken.Corpora;
import dev.siiwad.source.sprakbanken.Corpus;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code siiwad ingest sprakbanken}. */
@Command(
        name = "sprakbanken",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Collects the corpora of Språkbanken in one language, or lists them.")
public final class IngestSprakbankenCommand implements Callable<Integer> {
    private static final String ALL = "all";

    @ArgGroup
    private Wanted wanted = new Wanted();

    @Option(
            names = "--lang",
            paramLabel = "CODE",
            description = "Language of the corpora, such as so, sv or dsb (default: so)")
    private Optional<String> lang = Optional.empty();

    @Option(
            names = "--skip-changed",
            description = "Set aside corpora that have changed since an unfinished run began, and go on")
    private boolean skipChanged;

    @Option(
            names = "--batch-size",
            hidden = true,
            description = "Accepted for users of spraksom-download; has no effect")
    private Optional<Positive> batchSize = Optional.empty();

    @Mixin
    private IngestOptions options;

    @Spec
    private CommandSpec spec;

    private final Session session;
    private final Use use;

    private static final class Wanted {
        @Option(
                names = "--corpus",
                paramLabel = "ID",
                description = "Corpus to collect, such as somali-bbc, or all (the default)")
        private String corpus = ALL;

        @Option(names = "--list", description = "List the corpora, and collect nothing")
        private boolean list;

        @Option(names = "--info", paramLabel = "ID", description = "Describe a corpus, and collect nothing")
        private Optional<String> info = Optional.empty();
    }

    public IngestSprakbankenCommand(Session session, Use use) {
        this.session = session;
        this.use = use;
    }

    @Override
    public Integer call() throws Exception {
        Optional<String> one = Optional.of(wanted.corpus).filter(corpus -> !corpus.equalsIgnoreCase(ALL));
        SprakbankenOptions typed =
                new SprakbankenOptions(lang, one, options.sourceId(), skipChanged, options.keepRaw());
        if (wanted.list) {
            return use.look(options, siiwad -> list(corpora(siiwad, typed).list()));
        }
        if (wanted.info.isPresent()) {
            return use.look(options, siiwad -> describe(corpora(siiwad, typed).info(wanted.info.get())));
        }
        return use.ingest(new Asked(siiwad -> siiwad.sprakbanken(typed), options, spec, false));
    }

    private static Corpora corpora(Siiwad siiwad, SprakbankenOptions typed) {
        try {
            return siiwad.corpora(typed);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private void list(List<Corpus> corpora) {
        if (options.json()) {
            ObjectNode json = CorpusJson.version();
            corpora.stream().map(CorpusJson::of).forEach(json.putArray("corpora")::add);
            session.print(json.toString());
            return;
        }
        Table table = new Table("corpus", "tokens", "sentences", "updated", "name");
        for (Corpus corpus : corpora) {
            table.row(
                    corpus.id(), number(corpus.tokens()), number(corpus.sentences()), corpus.updated(), corpus.name());
        }
        table.lines().forEach(session::print);
    }

    private void describe(Corpus corpus) {
        if (options.json()) {
            session.print(CorpusJson.version().setAll(CorpusJson.of(corpus)).toString());
            return;
        }
        session.print("Corpus:      " + corpus.id());
        session.print("Name:        " + corpus.name());
        session.print("About:       " + corpus.description());
        session.print("Tokens:      " + number(corpus.tokens()));
        session.print("Sentences:   " + number(corpus.sentences()));
        session.print("Updated:     " + corpus.updated());
        session.print("Licence:     " + corpus.license());
        session.print("Download:    " + corpus.download().orElse("none"));
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
