package dev.siiwad.cli.ingest;

import dev.siiwad.cli.child.ChildCommand;
import dev.siiwad.cli.child.TypedArguments;
import dev.siiwad.cli.terminal.Part;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.Span;
import dev.siiwad.ingest.Trial;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/**
 * Tries a document in a process of this program, with the options, the memory and the settings of the run. Such a process takes no lock and buys nothing.
 *
 * @param command of the process, without its arguments
 * @param typed what was typed of the source's command
 * @param stopRequested whether the run has been asked to stop: then the process is ended
 * @param slice the number of the slice that is read; 0 where the run is not shared
 */
public record ProcessTrial(ChildCommand command, TypedArguments typed, BooleanSupplier stopRequested, IntSupplier slice)
        implements Trial {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final long LOOK_EVERY_MS = 50;

    /** How {@code java} begins to say why it starts no program. */
    private static final String JAVA_ERROR = "Error: ";

    /** Exit codes after SIGHUP, SIGINT and SIGTERM: somebody else has ended the process. */
    private static final Set<Integer> ASKED_TO_END = Set.of(129, 130, 143);

    /** Options that are for the run alone. */
    private static final Set<String> FOR_THE_RUN =
            Set.of("--force", "--take-over", "--sign", "--max-attempts", "--quiet", "--verbose", "--no-progress");

    /** What one process has said. */
    private static final class Heard {
        private boolean inFlight;
        private boolean survived;
        private Optional<String> undecided = Optional.empty();
        private String last = "";

        void line(String line) {
            inFlight |= line.equals(TryIt.IN_FLIGHT);
            survived |= line.equals(TryIt.SURVIVED);
            if (line.startsWith(TryIt.UNDECIDED)) {
                undecided = Optional.of(line.substring(TryIt.UNDECIDED.length()));
            } else if (line.startsWith("ERROR: ") || line.startsWith(JAVA_ERROR)) {
                last = ": " + line.substring("ERROR: ".length());
            }
        }
    }

    /** @param main the class with the program's main method */
    public static ProcessTrial of(
            Session session, String main, Asked asked, BooleanSupplier stopRequested, IntSupplier slice) {
        TypedArguments typed = TypedArguments.of(asked.verb().commandLine().getParseResult(), Set.of(), FOR_THE_RUN);
        Map<String, String> environment = Part.without(session.shell().variables());
        environment.putAll(typed.secrets());
        environment.put("SDC_LOGGING__LEVEL", "ERROR");
        environment.put("SDC_LOGGING__FORMAT", "plain");
        environment.remove("SIIWAD_CRASHTEST");
        ChildCommand command = new ChildCommand(
                main,
                ChildCommand.jvmOptionsOfThisProcess(),
                List.of(),
                environment,
                session.shell().directory());
        return new ProcessTrial(command, typed, stopRequested, slice);
    }

    @Override
    public Ending run(Kind kind) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("trial"));
        if (kind == Kind.CONTROL) {
            arguments.add(TrialCommand.CONTROL);
        }
        if (slice.getAsInt() > 0) {
            arguments.addAll(List.of(TrialCommand.OF_SLICE, String.valueOf(slice.getAsInt())));
        }
        arguments.addAll(typed.words());
        Process process =
                command.with(arguments).builder().redirectErrorStream(true).start();
        AtomicBoolean ended = new AtomicBoolean();
        Thread watch = new Thread(() -> endInTime(process, ended), "siiwad-trial");
        watch.setDaemon(true);
        watch.start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            Heard heard = new Heard();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                heard.line(line);
            }
            process.waitFor();
            watch.join();
            return ending(heard, process.exitValue(), ended.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Ending.Undecided("the thread that waited for it was interrupted");
        } finally {
            process.destroyForcibly();
        }
    }

    private void endInTime(Process process, AtomicBoolean ended) {
        try {
            long deadlineNs = System.nanoTime() + LONGEST.toNanos();
            while (!process.waitFor(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
                if (stopRequested.getAsBoolean() || System.nanoTime() > deadlineNs) {
                    ended.set(true);
                    process.destroyForcibly();
                }
            }
        } catch (InterruptedException e) {
            ended.set(true);
            process.destroyForcibly();
        }
    }

    private static Ending ending(Heard heard, int exitCode, boolean ended) {
        String how = "exit code " + exitCode + heard.last;
        if (heard.survived) {
            return new Ending.Survived();
        }
        if (heard.undecided.isPresent()) {
            return new Ending.Undecided(heard.undecided.get());
        }
        if (ended) {
            return new Ending.Undecided(
                    "the run was asked to stop, or its process had not ended after " + Span.text(LONGEST));
        }
        if (ASKED_TO_END.contains(exitCode)) {
            return new Ending.Undecided("its process was asked to end (" + how + ")");
        }
        return heard.inFlight
                ? new Ending.Died(how)
                : new Ending.Undecided("its process ended before it had fetched it (" + how + ")");
    }
}
