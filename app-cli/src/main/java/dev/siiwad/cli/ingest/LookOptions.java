package dev.siiwad.cli.ingest;

import dev.siiwad.cli.terminal.Positive;
import dev.siiwad.cli.terminal.UsageException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What is wanted to know before a run, or instead of it. */
@Command(optionListHeading = "%nBefore it runs:%n")
final class LookOptions {
    @Option(names = "--explain", description = "Say what a run would do and why, without doing it")
    private boolean explain;

    @Option(
            names = "--dry-run",
            description =
                    "Ask upstream what a run would read: files, sizes, requests and costs. Writes and pays nothing")
    private boolean dryRun;

    @Option(
            names = "--preview",
            paramLabel = "N",
            description = "Print the first N documents as they would be published, as JSON Lines. Keeps nothing")
    private Optional<Positive> preview = Optional.empty();

    @Option(names = "--json", description = "Print what the run came to as JSON; docs/json.md says what is in it")
    private boolean json;

    boolean explain() {
        return explain;
    }

    boolean dryRun() {
        return dryRun;
    }

    Optional<Positive> preview() {
        return preview;
    }

    boolean json() {
        return json;
    }

    /** The one that was typed, so that no run is begun; empty if none was. */
    Optional<String> instead() {
        List<String> typed = Stream.of(
                        explain ? "--explain" : "", dryRun ? "--dry-run" : "", preview.isPresent() ? "--preview" : "")
                .filter(option -> !option.isEmpty())
                .toList();
        if (typed.size() > 1) {
            throw new UsageException(String.join(" and ", typed) + ": give one of them");
        }
        return typed.stream().findFirst();
    }
}
