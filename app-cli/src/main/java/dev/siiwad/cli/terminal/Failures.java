package dev.siiwad.cli.terminal;

import dev.siiwad.checkpoint.CorruptCheckpointException;
import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.NewerCheckpointException;
import dev.siiwad.checkpoint.SourceBusyException;
import dev.siiwad.ingest.BrokenUnitException;
import dev.siiwad.ingest.NotRepairedException;
import dev.siiwad.segment.DamagedSegmentException;
import dev.siiwad.source.PausedException;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.bbc.TermsNotAcceptedException;
import dev.siiwad.storage.StorageSetupException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** The one place where what went wrong becomes a message and an exit code. */
public final class Failures implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {
    private static final String OR_AGAIN =
            ". If a document is to blame, it is set aside once three attempts in a row have died of it";

    private final String program;

    /** @param program how the user calls the program */
    public Failures(String program) {
        this.program = program;
    }

    @Override
    public int handleParseException(CommandLine.ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        log().error("{}\nTry: {} --help", usage(e), command.getCommandSpec().qualifiedName());
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, CommandLine.ParseResult result) {
        if (e instanceof RunFailedException run) {
            log().debug("What led to it", run.failure());
            return failed(run.failure(), run.next());
        }
        log().debug("What led to it", e);
        if (e instanceof SourceException source) {
            log().error("{}", new Remedies(new TypedCommand(program, List.of())).message(source));
            return ExitCode.DECISION;
        }
        return failed(e);
    }

    /** What is wrong with what was typed. */
    public static String usage(CommandLine.ParameterException e) {
        return Slips.message(e).orElseGet(e::getMessage);
    }

    /** Says what went wrong outside of any run. */
    public static int failed(Exception e) {
        if (e instanceof UsageException) {
            log().error("{}", describe(e));
            return ExitCode.USAGE;
        }
        if (e instanceof StorageSetupException) {
            log().error("{}", describe(e));
            return ExitCode.USAGE;
        }
        if (e instanceof CorruptCheckpointException || e instanceof DamagedSegmentException) {
            log().error("{}", describe(e));
            return ExitCode.CORRUPT;
        }
        if (e instanceof SourceBusyException || e instanceof LostRaceException) {
            log().error("{}", describe(e));
            return ExitCode.BUSY;
        }
        if (e instanceof IOException || e instanceof UncheckedIOException) {
            log().error("{}", describe(e));
            return ExitCode.FAILED;
        }
        log().error("This is a defect of the program; please report it with these lines", e);
        return ExitCode.FAILED;
    }

    /** Says that the process needs more memory than it may have. */
    public static int outOfMemory(long bytes) {
        log().error(
                        "The {} MB of memory that this process may use are not enough. What the last checkpoint covers is kept;"
                                + " run the same command again with more, as with JAVA_OPTS=-Xmx2g" + OR_AGAIN,
                        bytes >> 20);
        return ExitCode.FAILED;
    }

    /** Says that calls were nested deeper than the process can hold. */
    public static int outOfStack(StackOverflowError e) {
        StackTraceElement[] calls = e.getStackTrace();
        log().error(
                        "The stack of this process is not enough{}. What the last checkpoint covers is kept; run the same command"
                                + " again with more, as with JAVA_OPTS=-Xss16m" + OR_AGAIN,
                        calls.length == 0 ? "" : ": calls are nested too deeply in " + calls[0]);
        return ExitCode.FAILED;
    }

    private static int failed(IOException e, NextSteps next) {
        if (e instanceof CorruptCheckpointException) {
            boolean newer = e instanceof NewerCheckpointException;
            log().error("{}", "Failed to load checkpoint: " + describe(e) + (newer ? "" : "\n" + next.repair()));
            return exitCode(e);
        }
        if (e instanceof DamagedSegmentException) {
            log().error("{}. {}", describe(e), next.bringBack());
            return exitCode(e);
        }
        if (e instanceof NotRepairedException) {
            log().error("{}. {}", e.getMessage(), next.bringBack());
            return exitCode(e);
        }
        if (e instanceof SourceBusyException || e instanceof LostRaceException) {
            boolean inBucket = e.getMessage().startsWith("s3://");
            String more = e instanceof LostRaceException ? next.lookAtOther() : NextSteps.takeOver();
            log().error("{}{}", describe(e), inBucket ? more : "");
            return exitCode(e);
        }
        if (e instanceof StorageSetupException) {
            log().error("{}\nThe same command would end the same way{}", describe(e), next.kept());
            return exitCode(e);
        }
        if (e instanceof TermsNotAcceptedException) {
            log().error(
                            "{}. If you have that right, say so with --accept-terms or SDC_SCRAPING__BBC__ACCEPT_TERMS=true",
                            describe(e));
            return exitCode(e);
        }
        if (e instanceof SourceException source) {
            log().error("{}{}", new Remedies(next.command()).message(source), next.kept());
            return exitCode(e);
        }
        if (e instanceof BrokenUnitException) {
            log().error(
                            "{}. Set it aside and carry on with: {}{}",
                            describe(e),
                            next.command().without("--strict"),
                            next.kept());
            return exitCode(e);
        }
        if (e instanceof PausedException paused) {
            log().error("{}\n{}", describe(e), next.carryOnAfter(paused.until()));
            return exitCode(e);
        }
        if (ForGood.is(e)) {
            log().error("{}{}", describe(e), next.onceItHasChanged());
            return exitCode(e);
        }
        log().error("{}\n{}", describe(e), next.carryOn());
        return exitCode(e);
    }

    /** What a run that fails so ends with. */
    public static int exitCode(IOException e) {
        if (e instanceof CorruptCheckpointException || e instanceof DamagedSegmentException) {
            return ExitCode.CORRUPT;
        }
        if (e instanceof SourceBusyException || e instanceof LostRaceException) {
            return ExitCode.BUSY;
        }
        if (e instanceof StorageSetupException || e instanceof TermsNotAcceptedException) {
            return ExitCode.USAGE;
        }
        if (e instanceof PausedException) {
            return ExitCode.PAUSED;
        }
        return e instanceof NotRepairedException
                        || e instanceof SourceException
                        || e instanceof BrokenUnitException
                        || ForGood.is(e)
                ? ExitCode.DECISION
                : ExitCode.FAILED;
    }

    /** In one line. Java's own file exceptions say only a path; ours say more. */
    public static String describe(Exception e) {
        return PrintedLine.of(message(e));
    }

    private static String message(Exception e) {
        if (e instanceof FileSystemException file
                && file.getReason() == null
                && !e.getMessage().contains(": ")) {
            return e.getMessage() + ": " + FileWords.problem(file);
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    /** Asked for when there is something to log: most calls log nothing, and starting the logging takes longer than they do. */
    private static Logger log() {
        return LoggerFactory.getLogger("dev.siiwad");
    }
}
