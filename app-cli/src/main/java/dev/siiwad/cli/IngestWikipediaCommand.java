package dev.siiwad.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code siiwad ingest wikipedia}. */
@Command(
        name = "wikipedia",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Collects the articles of a Wikipedia from a dump, as plain text.")
final class IngestWikipediaCommand implements Callable<Integer> {
    @Option(
            names = "--lang",
            paramLabel = "CODE",
            description = "Which Wikipedia, such as so, en or simple (default: so)")
    private String lang = "so";

    @Option(names = "--dump", paramLabel = "FILE", description = "Read this dump: .xml, .xml.bz2 or .xml.gz")
    private Optional<Path> dump = Optional.empty();

    @Mixin
    private IngestOptions options;

    @Spec
    private CommandSpec spec;

    private final Session session;

    IngestWikipediaCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        return new IngestFlow(session, options, spec)
                .run(siiwad -> siiwad.wikipediaFile(lang, options.sourceId(), session.resolve(dump.get())));
    }
}
