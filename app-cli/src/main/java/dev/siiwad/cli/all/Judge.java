package dev.siiwad.cli.all;

import dev.siiwad.Ingestion;
import dev.siiwad.Siiwad;
import dev.siiwad.cli.ingest.Asked;
import dev.siiwad.cli.ingest.IngestOptions;
import dev.siiwad.cli.ingest.RunNow;
import dev.siiwad.cli.ingest.Use;
import dev.siiwad.cli.storage.Directories;
import dev.siiwad.cli.storage.Storages;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Failures;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.UsageException;
import dev.siiwad.publish.Dataset;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;

/**
 * Decides whose turn it is. Due is what has an unfinished run, and what was last collected so many days ago as lie between two collections, by the dates of the
 * receipts: days, and not hours, so that a timer that fires at the same time each day finds it due. Asks no upstream.
 *
 * @param ingest makes the commands of all sources, for a use
 * @param storage as it was typed for all
 * @param now whether what is not due is collected too
 */
record Judge(
        Session session,
        Storages storages,
        Function<Use, CommandLine> ingest,
        Optional<String> storage,
        boolean now,
        boolean force) {
    Turn of(Entry entry) {
        Looking looking = new Looking(this, entry);
        CommandLine commands = ingest.apply(looking);
        commands.setParameterExceptionHandler((e, words) -> {
            throw new UsageException(Failures.usage(e));
        });
        commands.setExecutionExceptionHandler((e, command, parsed) -> {
            throw e;
        });
        List<String> words = new ArrayList<>(List.of(entry.command()));
        words.addAll(entry.words());
        storage.ifPresent(typed -> words.add("--storage=" + typed));
        try {
            commands.execute(words.toArray(String[]::new));
            return looking.turn.orElseThrow();
        } catch (UsageException e) {
            return Turn.unusable(entry, e.getMessage(), ExitCode.USAGE);
        }
    }

    /** Looks at what there is of one source. */
    private static final class Looking implements Use {
        private final Judge judge;
        private final Entry entry;
        private Optional<Turn> turn = Optional.empty();

        Looking(Judge judge, Entry entry) {
            this.judge = judge;
            this.entry = entry;
        }

        @Override
        public int ingest(Asked asked) {
            turn = Optional.of(look(asked));
            return ExitCode.DONE;
        }

        private Turn look(Asked asked) {
            Directories directories = judge.storages.directories(asked.options().storage());
            try (Storage storage = judge.storages.open(directories, false);
                    Siiwad siiwad = RunNow.open(judge.session, asked.options(), storage, directories)) {
                Ingestion ingestion = asked.ingestion(siiwad, judge.session::resolve);
                return look(ingestion, storage);
            } catch (UsageException e) {
                return Turn.unusable(entry, e.getMessage(), ExitCode.USAGE);
            } catch (IOException e) {
                return Turn.unusable(entry, Failures.describe(e), Failures.exitCode(e));
            }
        }

        private Turn look(Ingestion ingestion, Storage storage) throws IOException {
            SourceId source = ingestion.source().id();
            boolean unfinished = storage.checkpointAdmin().exists(source);
            Optional<LocalDate> last = unfinished ? Optional.empty() : last(ingestion, storage);
            LocalDate today = LocalDate.ofInstant(judge.session.now(), ZoneOffset.UTC);
            Optional<LocalDate> next = last.map(day -> day.plus(entry.every()));
            boolean waits = next.isPresent() && next.get().isAfter(today);
            boolean anyway = judge.now || judge.force;
            String why = unfinished
                    ? "its run is not finished"
                    : last.map(day -> "last collected on " + day + (waits ? ", due on " + next.get() : ""))
                            .orElse("not collected yet");
            return new Turn(
                    entry,
                    Optional.of(source),
                    waits && !anyway ? Turn.Kind.NOT_DUE : Turn.Kind.DUE,
                    why,
                    ExitCode.DONE);
        }

        /** A part of the source counts only where no more was asked for. */
        private static Optional<LocalDate> last(Ingestion ingestion, Storage storage) throws IOException {
            boolean part = ingestion.request().maxRecords().isPresent()
                    || ingestion.request().fromOffset().isPresent();
            return storage.datasets().catalog(ingestion.source().id()).datasets().stream()
                    .filter(dataset -> part
                            || dataset.whole()
                            || !dataset.relations().continues().isEmpty())
                    .map(Dataset::day)
                    .max(LocalDate::compareTo);
        }

        @Override
        public int look(IngestOptions options, Question question) {
            throw new UsageException("this only looks, and collects nothing");
        }
    }
}
