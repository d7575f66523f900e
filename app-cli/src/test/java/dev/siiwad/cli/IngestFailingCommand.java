package dev.siiwad.cli;

import dev.siiwad.source.Availability;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Labels;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.Settings;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceId;
import dev.siiwad.testkit.ListSource;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code siiwad ingest failing}, for tests: the list, whose upstream goes away at a document. */
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
        return new IngestFlow(session, options, spec)
                .run(siiwad -> siiwad.ingest(new Failing(list, at)).minLength(10));
    }

    private record Failing(ListSource list, long at) implements Source {
        @Override
        public SourceId id() {
            return list.id();
        }

        @Override
        public Settings settings() {
            return list.settings();
        }

        @Override
        public Labels labels() {
            return list.labels();
        }

        @Override
        public Snapshot snapshot() {
            return list.snapshot();
        }

        @Override
        public Availability availability(Snapshot pinned) {
            return list.availability(pinned);
        }

        @Override
        public OptionalLong size(Snapshot pinned) {
            return list.size(pinned);
        }

        @Override
        public DocumentReader open(Snapshot pinned, Position position) throws IOException {
            DocumentReader reader = list.open(pinned, position);
            return new DocumentReader() {
                private long read;

                @Override
                public Reading read() throws IOException, MalformedDocumentException {
                    if (read == at) {
                        throw new IOException("list: the connection broke");
                    }
                    read++;
                    return reader.read();
                }

                @Override
                public Optional<Reading> fetch() throws IOException {
                    return reader.fetch();
                }

                @Override
                public Position position() {
                    return reader.position();
                }

                @Override
                public long skip(long count) throws IOException {
                    return reader.skip(count);
                }

                @Override
                public boolean atBoundary() {
                    return reader.atBoundary();
                }

                @Override
                public void close() throws IOException {
                    reader.close();
                }
            };
        }
    }
}
