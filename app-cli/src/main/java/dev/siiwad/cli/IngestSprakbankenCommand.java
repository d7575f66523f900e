package dev.siiwad.cli;

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
        description = "Collects the Somali corpora of Språkbanken, or shows which there are.")
final class IngestSprakbankenCommand implements Callable<Integer> {
    private static final String ALL = "all";

    @ArgGroup
    private Wanted wanted = new Wanted();

    @Option(
            names = "--batch-size",
            hidden = true,
            description = "Taken for users of spraksom-download; decides nothing")
    private Optional<Positive> batchSize = Optional.empty();

    @Mixin
    private IngestOptions options;

    @Spec
    private CommandSpec spec;

    private final Session session;

    private static final class Wanted {
        @Option(
                names = "--corpus",
                paramLabel = "ID",
                description = "One corpus, such as somali-bbc, or all (the default)")
        private String corpus = ALL;

        @Option(names = "--list", description = "List the corpora, and collect nothing")
        private boolean list;

        @Option(names = "--info", paramLabel = "ID", description = "Describe a corpus, and collect nothing")
        private Optional<String> info = Optional.empty();
    }

    IngestSprakbankenCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        IngestFlow flow = new IngestFlow(session, options, spec);
        if (wanted.list) {
            return flow.look(siiwad -> list(siiwad.corpora().list()));
        }
        if (wanted.info.isPresent()) {
            return flow.look(siiwad -> describe(siiwad.corpora().info(wanted.info.get())));
        }
        Optional<String> one = Optional.of(wanted.corpus).filter(corpus -> !corpus.equalsIgnoreCase(ALL));
        return flow.run(siiwad -> siiwad.sprakbanken(one, options.sourceId(), options.keepRaw()));
    }

    private void list(List<Corpus> corpora) {
        Table table = new Table("corpus", "tokens", "sentences", "updated", "name");
        for (Corpus corpus : corpora) {
            table.row(
                    corpus.id(), number(corpus.tokens()), number(corpus.sentences()), corpus.updated(), corpus.name());
        }
        table.lines().forEach(session::print);
    }

    private void describe(Corpus corpus) {
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
