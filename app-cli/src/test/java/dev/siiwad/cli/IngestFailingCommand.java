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
import dev.siiwad.storage.file.NioDisk;
import dev.siiwad.testkit.ListSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    private static final int FILES_MAX = 10_000;

    @Option(names = "--at", required = true)
    private long at;

    @Option(names = "--take-files", description = "Have as many files open as the process may, instead of breaking off")
    private boolean takeFiles;

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
                .run(siiwad -> siiwad.ingest(new Failing(list, at, takeFiles)).minLength(10));
    }

    private static void takeAllFiles(List<Closeable> taken) {
        try {
            new NioDisk().createDirectory(Path.of("/dev/null"));
        } catch (IOException expected) {
            taken.add(
                    () -> {}); // what a refusal needs is loaded now; in these tests each class is a file that has to be
            // opened
        }
        try {
            for (int n = 0; n < FILES_MAX; n++) {
                taken.add(Files.newInputStream(Path.of("/dev/null")));
            }
        } catch (IOException tooMany) {
            return;
        }
        throw new IllegalStateException("this process may have more than " + FILES_MAX + " files open; limit it");
    }

    private record Failing(ListSource list, long at, boolean takeFiles) implements Source {
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
                private final List<Closeable> taken = new ArrayList<>();
                private long read;

                @Override
                public Reading read() throws IOException, MalformedDocumentException {
                    if (read == at && takeFiles) {
                        takeAllFiles(taken);
                    } else if (read == at) {
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
                    for (Closeable file : taken) {
                        file.close();
                    }
                    reader.close();
                }
            };
        }
    }
}
