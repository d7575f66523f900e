package dev.siiwad.cli;

import dev.siiwad.cli.ingest.Asked;
import dev.siiwad.cli.ingest.IngestOptions;
import dev.siiwad.cli.ingest.Use;
import dev.siiwad.source.SourceId;
import dev.siiwad.testkit.ListSource;
import dev.siiwad.testkit.WatchedSource;
import dev.siiwad.testkit.WatchedSource.Event;
import dev.siiwad.testkit.WatchedSource.Moment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code siiwad ingest deadly}, for tests: the list, with a document that the process dies of whenever it is read, or even passed over. */
@Command(name = "deadly", mixinStandardHelpOptions = true)
final class IngestDeadlyCommand implements Callable<Integer> {
    private static final int CHUNK_BYTES = 1 << 20;

    /** What it dies of. */
    private enum Death {
        /** The heap is full. */
        memory {
            @Override
            void strike() {
                List<byte[]> kept = new ArrayList<>();
                while (!kept.isEmpty() || kept.add(new byte[CHUNK_BYTES])) {
                    kept.add(new byte[CHUNK_BYTES]);
                }
            }
        },
        /** The stack is full. */
        stack {
            @Override
            void strike() throws IOException {
                strike();
            }
        },
        /** The kernel takes it away, as when the whole machine is out of memory. */
        kill {
            @Override
            void strike() throws IOException {
                Process kill = new ProcessBuilder(
                                "kill", "-9", "" + ProcessHandle.current().pid())
                        .start();
                kill.onExit().join();
                throw new IOException("has survived kill -9");
            }
        },
        /** A defect of the program. */
        defect {
            @Override
            void strike() {
                throw new IllegalStateException("a defect");
            }
        };

        abstract void strike() throws IOException;
    }

    @Option(names = "--at", required = true)
    private long at;

    @Option(names = "--of", required = true)
    private Death death;

    @Option(names = "--passing")
    private boolean alsoPassing;

    @Option(names = "--size")
    private int size = 30;

    @Mixin
    private IngestOptions options;

    @Spec
    private CommandSpec spec;

    private final Use use;

    IngestDeadlyCommand(Use use) {
        this.use = use;
    }

    @Override
    public Integer call() throws Exception {
        ListSource list = new ListSource(new SourceId("List-Somali"), size, 0, 0, "first", false);
        Event deadly = position -> {
            if (Long.parseLong(position.split(" ")[0]) == at) {
                death.strike();
            }
        };
        WatchedSource parsing = new WatchedSource(list).on(Moment.PARSING, deadly);
        WatchedSource source = alsoPassing ? parsing.on(Moment.PASSING, deadly) : parsing;
        return use.ingest(new Asked(siiwad -> siiwad.ingest(source).minLength(10), options, spec, false));
    }
}
