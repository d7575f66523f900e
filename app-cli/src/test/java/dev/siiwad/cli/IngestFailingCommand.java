package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.siiwad.cli.ingest.Asked;
import dev.siiwad.cli.ingest.IngestOptions;
import dev.siiwad.cli.ingest.Use;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.file.NioDisk;
import dev.siiwad.testkit.ListSource;
import dev.siiwad.testkit.WatchedSource;
import dev.siiwad.testkit.WatchedSource.Moment;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code siiwad ingest failing}, for tests: the list, whose upstream goes away when so many documents have been read. */
@Command(name = "failing", mixinStandardHelpOptions = true)
final class IngestFailingCommand implements Callable<Integer> {
    private static final int FILES_MAX = 10_000;

    @Option(names = "--at", required = true)
    private long at;

    @Option(names = "--take-files", description = "Have as many files open as the process may, instead of breaking off")
    private boolean takeFiles;

    @Option(names = "--remove", description = "Remove this file before breaking off")
    private Optional<Path> removed = Optional.empty();

    @Mixin
    private IngestOptions options;

    @Spec
    private CommandSpec spec;

    private final Use use;

    IngestFailingCommand(Use use) {
        this.use = use;
    }

    @Override
    public Integer call() throws Exception {
        ListSource list = new ListSource(new SourceId("List-Somali"), 100, 0, 0, "first", false);
        BrokenUpstream upstream = new BrokenUpstream();
        WatchedSource source =
                new WatchedSource(list).on(Moment.PARSING, upstream::read).on(Moment.CLOSING, upstream::close);
        return use.ingest(new Asked(siiwad -> siiwad.ingest(source).minLength(10), options, spec, false));
    }

    private final class BrokenUpstream {
        private final List<Closeable> taken = new ArrayList<>();
        private long read;

        void read(String position) throws IOException {
            long before = read++;
            if (before == at && takeFiles) {
                loadWhatARefusalNeeds();
                takeAllFiles();
            } else if (before == at) {
                if (removed.isPresent()) {
                    Files.delete(removed.get());
                }
                throw new IOException("list: the connection broke");
            }
        }

        void close(String position) throws IOException {
            for (Closeable file : taken) {
                file.close();
            }
        }

        /** In these tests each class is a file that has to be opened. */
        private static void loadWhatARefusalNeeds() {
            assertThatIOException().isThrownBy(() -> new NioDisk().createDirectory(Path.of("/dev/null")));
        }

        private void takeAllFiles() {
            try {
                for (int n = 0; n < FILES_MAX; n++) {
                    taken.add(Files.newInputStream(Path.of("/dev/null")));
                }
            } catch (IOException tooMany) {
                return;
            }
            throw new IllegalStateException("this process may have more than " + FILES_MAX + " files open; limit it");
        }
    }
}
