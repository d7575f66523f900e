package dev.siiwad.cli;

import dev.siiwad.cli.ingest.Asked;
import dev.siiwad.cli.ingest.IngestOptions;
import dev.siiwad.cli.ingest.Use;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceId;
import dev.siiwad.testkit.ListSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code siiwad ingest list}, for tests: documents made of their numbers. Every third is too short; with care, every seventh malformed. */
@Command(name = "list", mixinStandardHelpOptions = true)
final class IngestListCommand implements Callable<Integer> {
    private static final int SHORTEST = 10;

    @Option(names = "--size")
    private int size = 100;

    @Option(names = "--edition")
    private String edition = "first";

    @Option(names = "--knows-size")
    private boolean knowsSize;

    @Option(names = "--malformed-every")
    private int malformedEvery;

    /** Upstream gives other texts by now, and does not say so. */
    @Option(names = "--rewritten")
    private boolean rewritten;

    @Mixin
    private IngestOptions options;

    @Spec
    private CommandSpec spec;

    private final Use use;

    IngestListCommand(Use use) {
        this.use = use;
    }

    @Override
    public Integer call() throws Exception {
        SourceId id = options.sourceId().orElseGet(() -> new SourceId("List-Somali"));
        ListSource source = new ListSource(id, size, malformedEvery, 0, edition, knowsSize);
        Source read = rewritten ? new RewrittenSource(source) : source;
        return use.ingest(new Asked(siiwad -> siiwad.ingest(read).minLength(SHORTEST), options, spec, false));
    }
}
