package dev.siiwad.cli;

import dev.siiwad.source.SourceId;
import dev.siiwad.testkit.ListSource;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code siiwad ingest failing}, for tests: the list, whose upstream goes away when so many documents have been read. */
@Command(name = "failing", mixinStandardHelpOptions = true)
final class IngestFailingCommand implements Callable<Integer> {
    @Option(names = "--at", required = true)
    private long at;

    @Mixin
    private IngestOptions options;

    @Spec
    private CommandSpec spec;

    private final Session session;

    IngestFailingCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        ListSource list = new ListSource(new SourceId("List-Somali"), 100, 0, 0, "first", false);
        HookedList source = new HookedList(list, (before, document) -> {
            if (before == at) {
                throw new IOException("list: the connection broke");
            }
        });
        return new IngestFlow(session, options, spec)
                .run(siiwad -> siiwad.ingest(source).minLength(10));
    }
}
