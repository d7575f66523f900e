package dev.siiwad.cli.ingest;

import dev.siiwad.Ingestion;
import dev.siiwad.cli.terminal.UsageException;
import dev.siiwad.duplicates.Deduplication;
import dev.siiwad.ingest.Replace;
import dev.siiwad.publish.SigningKey;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What is published, under which names and where. */
@Command(optionListHeading = "%nOutput:%n")
final class OutputOptions {
    /** What --replace means without a run; no run has such an id. */
    private static final String COVERED = "?";

    @Option(
            names = "--source-id",
            paramLabel = "ID",
            description = "Set the id of the source; runs with the same id are the same run")
    private Optional<SourceId> sourceId = Optional.empty();

    @Option(
            names = "--run-id",
            paramLabel = "ID",
            description = "Set the id of a new run; a run in progress must have this id")
    private Optional<RunId> runId = Optional.empty();

    @Option(
            names = "--storage",
            paramLabel = "DIR|S3",
            description =
                    "Keep checkpoints and datasets below a directory, or in s3://bucket/prefix (default: ${bundle:SDC_STORAGE__URL})")
    private Optional<String> storage = Optional.empty();

    @Option(
            names = "--take-over",
            description = "In a bucket: take the source over from a run that is alive, which stops at its next commit")
    private boolean takeOver;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "Format of the dataset: ${COMPLETION-CANDIDATES} (default: parquet)")
    private Format format = Format.parquet;

    @Option(
            names = "--replace",
            arity = "0..1",
            fallbackValue = COVERED,
            paramLabel = "=RUN",
            description =
                    "Once the dataset is published, remove older ones of the source that it covers; with =RUN, that of"
                            + " RUN, whatever it holds (may be repeated)")
    private List<String> replace = new ArrayList<>();

    @Option(
            names = "--sign",
            paramLabel = "KEYFILE",
            description =
                    "Sign the receipt with a private Ed25519 key, as a file RUN-receipt.json.sig beside it; the file is PEM,"
                            + " as openssl genpkey -algorithm ed25519 writes it")
    private Optional<SigningKey> signingKey = Optional.empty();

    @Option(
            names = "--keep-rejects",
            description = "Keep every document that is dropped, with the rule and what it found, beside the dataset")
    private boolean keepRejects;

    @Option(
            names = "--dedup",
            paramLabel = "HOW",
            description = "Publish only the first of the documents that are the same: ${COMPLETION-CANDIDATES}"
                    + " (default: exact, for comments none; exact: the same text but for white space; near: also texts that have 85 %% of"
                    + " their words, three in a row, in common)")
    private Optional<Deduplication.Method> dedup = Optional.empty();

    @Option(
            names = "--against",
            paramLabel = "DATASET",
            split = ",",
            description = "Do not publish what this published dataset has already, by --dedup: the id of a run, or of a"
                    + " source for its current dataset (may be repeated), such as --against Wikipedia-Somali")
    private List<String> against = new ArrayList<>();

    @Option(names = "--keep-raw", description = "Keep downloads after they have been read")
    private boolean keepRaw;

    @Option(
            names = "--metrics-file",
            paramLabel = "FILE",
            description = "Keep metrics of the run in a file, in the format of Prometheus, such as {source}.prom in the"
                    + " directory of the node exporter's textfile collector (default: SDC_METRICS__FILE, or no file)")
    private Optional<String> metricsFile = Optional.empty();

    /** What a dataset is published as; spelled as on the command line. */
    enum Format {
        parquet,
        jsonl
    }

    Optional<SourceId> sourceId() {
        return sourceId;
    }

    Optional<RunId> runId() {
        return runId;
    }

    Optional<String> storage() {
        return storage;
    }

    boolean takeOver() {
        return takeOver;
    }

    boolean signs() {
        return signingKey.isPresent();
    }

    boolean keepRaw() {
        return keepRaw;
    }

    /** With {source} in it for the source, where that is wanted. */
    Optional<String> metricsFile() {
        return metricsFile;
    }

    /** Which older datasets are to go. */
    Replace replace() {
        SortedSet<RunId> named = new TreeSet<>();
        replace.stream().filter(run -> !run.equals(COVERED)).forEach(run -> named.add(new RunId(run)));
        return new Replace(replace.contains(COVERED), named);
    }

    Ingestion applyTo(Ingestion made) {
        Ingestion applied = made.replace(replace());
        if (runId.isPresent()) {
            applied = applied.runId(runId.get().value());
        }
        if (signingKey.isPresent()) {
            applied = applied.sign(signingKey.get());
        }
        if (keepRejects) {
            applied = applied.keepRejects();
        }
        if (dedup.isPresent()) {
            applied = applied.deduplicate(dedup.get());
        }
        applied = applyAgainst(applied);
        return format == Format.jsonl ? applied.jsonLines() : applied;
    }

    private Ingestion applyAgainst(Ingestion made) {
        if (against.isEmpty()) {
            return made;
        }
        if (made.request().deduplication().method() == Deduplication.Method.NONE) {
            throw new UsageException("--against goes with --dedup exact or --dedup near, and "
                    + (dedup.isPresent() ? "--dedup none is given" : "here the default is none"));
        }
        try {
            return made.against(against.toArray(String[]::new));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--against " + String.join(",", against) + ": " + e.getMessage());
        }
    }
}
