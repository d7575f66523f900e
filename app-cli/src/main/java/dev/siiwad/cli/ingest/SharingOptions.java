package dev.siiwad.cli.ingest;

import dev.siiwad.checkpoint.Plan;
import dev.siiwad.cli.terminal.Positive;
import dev.siiwad.cli.terminal.UsageException;
import dev.siiwad.ingest.Sharing;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of a run that several processes share. */
@Command(optionListHeading = "%nSharing a run between processes that are all started by the same command:%n")
final class SharingOptions {
    @Option(
            names = "--slices",
            paramLabel = "N",
            description =
                    "Cut what is read into N slices; each process reads those that no other has, and one publishes"
                            + " (give --run-id too, so that a command that comes late begins nothing)")
    private Optional<Positive> slices = Optional.empty();

    @Option(
            names = "--slice",
            paramLabel = "I",
            description = "With --slices: read slice I only, counted from 1, as for array jobs")
    private Optional<Positive> slice = Optional.empty();

    @Option(
            names = "--no-wait",
            description =
                    "With --slices: end with exit code 5 where nothing is left but what other processes do, instead of"
                            + " waiting until the dataset exists")
    private boolean noWait;

    /**
     * How the run is shared; empty if it is not.
     *
     * @param extent what else was asked for that decides where a run begins and ends, as options that were typed
     */
    Optional<Sharing> sharing(List<String> extent) {
        if (slices.isEmpty()) {
            if (slice.isPresent() || noWait) {
                throw new UsageException((slice.isPresent() ? "--slice" : "--no-wait") + " is for runs with --slices");
            }
            return Optional.empty();
        }
        if (!extent.isEmpty()) {
            throw new UsageException(
                    "--slices and " + extent.get(0)
                            + ": a shared run reads the whole source. To begin anew, type first: siiwad checkpoint delete SOURCE");
        }
        return Optional.of(new Sharing(
                number("--slices", slices.get(), Plan.SLICES_MAX),
                slice.isPresent()
                        ? OptionalInt.of(
                                number("--slice", slice.get(), slices.get().value()))
                        : OptionalInt.empty(),
                !noWait));
    }

    private static int number(String option, Positive given, long max) {
        if (given.value() > max) {
            throw new UsageException(option + " is " + given.value() + "; expected 1 to " + max);
        }
        return (int) given.value();
    }
}
