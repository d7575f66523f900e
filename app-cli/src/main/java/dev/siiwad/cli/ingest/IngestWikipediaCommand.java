package dev.siiwad.cli.ingest;

import dev.siiwad.WikipediaOptions;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.UsageException;
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
public final class IngestWikipediaCommand implements Callable<Integer> {
    @Option(
            names = "--lang",
            paramLabel = "CODE",
            description = "Language of the Wikipedia, such as so, en or simple (default: so)")
    private Optional<String> lang = Optional.empty();

    @Option(
            names = "--edition",
            paramLabel = "NAME",
            description =
                    "Which kind of dump to download: content, the MediaWiki Content File Exports; classic, multistream"
                            + " dumps; or cirrus, those of the search index, whose text is as MediaWiki rendered it"
                            + " (default: content where there is a complete one, else classic)")
    private Optional<String> edition = Optional.empty();

    @Option(
            names = "--date",
            paramLabel = "YYYYMMDD",
            description = "Dump to download (default: latest, the newest complete one)")
    private Optional<String> date = Optional.empty();

    @Option(
            names = "--dump",
            paramLabel = "FILE",
            description = "Read this dump instead of downloading one: .xml, .xml.bz2, .xml.gz, .xml.xz or .xml.zst")
    private Optional<Path> dump = Optional.empty();

    @Mixin
    private IngestOptions options;

    @Spec
    private CommandSpec spec;

    private final Session session;
    private final Use use;

    public IngestWikipediaCommand(Session session, Use use) {
        this.session = session;
        this.use = use;
    }

    @Override
    public Integer call() throws Exception {
        if (dump.isPresent() && date.isPresent()) {
            throw new UsageException("--dump and --date: a file that is there is not looked for; give one of them");
        }
        if (dump.isPresent() && edition.isPresent()) {
            throw new UsageException("--dump and --edition: only a download has an edition; give one of them");
        }
        return use.ingest(new Asked(siiwad -> siiwad.wikipedia(typed()), options, spec, false));
    }

    private WikipediaOptions typed() {
        return new WikipediaOptions(
                lang, edition, date, dump.map(session::resolve), options.sourceId(), options.keepRaw());
    }
}
