package dev.siiwad.cli.all;

import com.fasterxml.jackson.databind.JsonNode;
import dev.siiwad.cli.child.ChildCommand;
import dev.siiwad.cli.ingest.LogOptions;
import dev.siiwad.cli.terminal.Counted;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Logging;
import dev.siiwad.cli.terminal.Part;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.TypedCommand;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects what is due: sources of one upstream one after the other, and as many upstreams side by side as are asked for. */
final class AllFlow {
    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");

    /** Beyond the two seconds in which each process saves. */
    private static final Duration LONGEST_END = Duration.ofSeconds(3);

    /** What was typed. */
    interface Asked {
        boolean dryRun();

        boolean json();

        boolean force();

        LogOptions log();

        /** How many upstreams are asked at the same time, where there are so many. */
        int parallel(int lanes);

        /** The words after the program's name that collect one source. */
        List<String> words(Entry entry);
    }

    private final Session session;
    private final Asked asked;
    private final TypedCommand command;
    private final ChildCommand child;
    private final List<Turn> turns;
    private final Children children = new Children();
    private final Map<String, SourceProcess.Ended> ended = new ConcurrentHashMap<>();
    private final boolean progress;

    /** @param child the program, without arguments, with the secrets that were typed */
    AllFlow(Session session, Asked asked, TypedCommand command, ChildCommand child, List<Turn> turns) {
        this.session = session;
        this.asked = asked;
        this.command = command;
        this.child = child;
        this.turns = List.copyOf(turns);
        this.progress =
                session.line().visible() && asked.log().progressLine() && !Logging.isForMachines(session.environment());
    }

    /** Returns the exit code. */
    int run() throws IOException {
        Instant began = session.now();
        announce();
        session.interruption().watch(children::stop, () -> {}, this::giveUp);
        collect(lanes());
        Summary summary = new Summary(turns, ended, asked.dryRun());
        int code = children.stopped() ? ExitCode.INTERRUPTED : summary.exitCode();
        if (asked.json()) {
            session.print(summary.json(began, session.now(), code));
        } else {
            if (asked.dryRun()) {
                turns.forEach(this::printDryRun);
            }
            summary.table().forEach(session::print);
        }
        if (!asked.dryRun()) {
            sayHowToGoOn(summary, code);
        }
        return code;
    }

    private void announce() {
        long due = turns.stream().filter(Turn::due).count();
        LOG.info("{} of {} {} due", due, Counted.of(turns.size(), "source"), due == 1 ? "is" : "are");
        for (Turn turn : turns) {
            String name = turn.entry().name();
            switch (turn.kind()) {
                case DUE -> LOG.debug("{} is due: {}", name, turn.why());
                case NOT_DUE -> LOG.info("{}: {}; --now collects it all the same", name, turn.why());
                case LEFT_OUT -> LOG.warn("{} is left out: {}", name, turn.why());
                case UNUSABLE -> LOG.error("{} cannot be begun: {}", name, turn.why());
            }
        }
    }

    private Map<String, List<Turn>> lanes() {
        Map<String, List<Turn>> lanes = new LinkedHashMap<>();
        turns.stream()
                .filter(Turn::due)
                .forEach(turn -> lanes.computeIfAbsent(turn.entry().upstream(), upstream -> new ArrayList<>())
                        .add(turn));
        return lanes;
    }

    private void collect(Map<String, List<Turn>> lanes) throws IOException {
        ProgressBoard board = new ProgressBoard(session.line(), System::nanoTime);
        int sideBySide = asked.parallel(lanes.size());
        ExecutorService threads = Executors.newFixedThreadPool(sideBySide, work -> {
            Thread thread = new Thread(work, "siiwad-all");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> all = new ArrayList<>();
            if (sideBySide == 1) {
                List<Turn> inOrder = turns.stream().filter(Turn::due).toList();
                all.add(threads.submit(() -> collect(inOrder, board)));
            } else {
                lanes.values().forEach(lane -> all.add(threads.submit(() -> collect(lane, board))));
            }
            for (Future<?> lane : all) {
                lane.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            children.stop();
        } finally {
            threads.shutdownNow();
        }
    }

    private void collect(List<Turn> lane, ProgressBoard board) {
        for (Turn turn : lane) {
            Part part = new Part(Optional.of(turn.entry().name()), progress);
            ChildCommand command = new ChildCommand(
                    child.main(),
                    child.jvmOptions(),
                    asked.words(turn.entry()),
                    part.added(child.environment()),
                    child.directory());
            try {
                ended.put(turn.entry().name(), new SourceProcess(session, turn, command, part, board).run(children));
            } catch (CancellationException stopped) {
                return;
            } catch (IOException e) {
                LOG.error("{}{}", part.prefix(), e.getMessage());
                ended.put(
                        turn.entry().name(),
                        new SourceProcess.Ended(turn, ExitCode.FAILED, Duration.ZERO, Optional.empty()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void giveUp() {
        try {
            children.end(LONGEST_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LOG.warn(
                "Stopped before all sources had ended; what their last checkpoints cover is kept. Carry on with: {}",
                command);
    }

    private void printDryRun(Turn turn) {
        SourceProcess.Ended end = ended.get(turn.entry().name());
        if (end == null
                || end.result().isEmpty()
                || end.result().get().path("lines").isEmpty()) {
            return;
        }
        session.print("[" + turn.entry().name() + "]");
        for (JsonNode line : end.result().get().path("lines")) {
            session.print(line.asText());
        }
        session.print("");
    }

    private void sayHowToGoOn(Summary summary, int code) {
        if (code == ExitCode.PAUSED) {
            LOG.info(
                    "Carry on{} with: {}",
                    summary.pausedUntil().map(until -> " after " + until).orElse(""),
                    command);
        } else if (code == ExitCode.INTERRUPTED || code == ExitCode.FAILED || code == ExitCode.BUSY) {
            LOG.info("Carry on with: {}", command);
        }
        List<String> notBegun = turns.stream()
                .filter(turn -> turn.due() && !ended.containsKey(turn.entry().name()))
                .map(turn -> turn.entry().name())
                .toList();
        if (asked.force() && !notBegun.isEmpty()) {
            LOG.info(
                    "Not begun yet, and not started over by that: {}. Start them over with: {} --only {} --force",
                    String.join(", ", notBegun),
                    command.without("--only"),
                    String.join(",", notBegun));
        }
    }
}
