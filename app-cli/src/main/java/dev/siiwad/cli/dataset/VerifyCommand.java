package dev.siiwad.cli.dataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.cli.storage.Directories;
import dev.siiwad.cli.storage.StorageOption;
import dev.siiwad.cli.storage.Storages;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Failures;
import dev.siiwad.cli.terminal.Loading;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.UsageException;
import dev.siiwad.publish.Datasets;
import dev.siiwad.publish.Verification;
import dev.siiwad.publish.VerifyingKey;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import dev.siiwad.storage.dataset.DatasetVerification;
import dev.siiwad.storage.dataset.ReceiptSignatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code siiwad verify}: counts published datasets again, and compares them with their receipts. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description =
                "Counts published datasets again and compares them with their receipts (exit code 3 on any difference).")
public final class VerifyCommand implements Callable<Integer> {
    /** Of the JSON; members are added without a new one. */
    private static final int VERSION = 1;

    @Parameters(
            arity = "0..1",
            paramLabel = "RECEIPT|DIRECTORY|SOURCE",
            description =
                    "What to verify; a source by its id or by the command that collects it (default: everything that is"
                            + " published)")
    private Optional<String> what = Optional.empty();

    @Option(
            names = "--key",
            paramLabel = "PUBKEY",
            description =
                    "Require each receipt to be signed by the private key that belongs to this public one (a PEM file)")
    private Optional<VerifyingKey> key = Optional.empty();

    @Option(names = "--json", description = "Print JSON; docs/operating.md says what is in it")
    private boolean json;

    @Mixin
    private StorageOption place;

    private final Session session;
    private final Storages storages;

    public VerifyCommand(Session session, Storages storages) {
        this.session = session;
        this.storages = storages;
    }

    @Override
    public Integer call() throws IOException {
        Loading.requireCompression();
        Optional<ReceiptSignatures> signatures = key.map(ReceiptSignatures::new);
        Verification verification;
        try {
            verification = verification(signatures);
        } catch (NoSuchFileException nothing) {
            throw new UsageException(Failures.describe(nothing));
        }
        List<String> unsigned = signatures.map(ReceiptSignatures::findings).orElse(List.of());
        List<String> signed = signatures.map(ReceiptSignatures::signed).orElse(List.of());
        if (json) {
            session.printAll(json(verification, signed, unsigned));
        } else {
            print(verification, signed, unsigned);
        }
        return verification.sound() && unsigned.isEmpty() ? ExitCode.DONE : ExitCode.CORRUPT;
    }

    private static String json(Verification verification, List<String> signed, List<String> unsigned) {
        ObjectNode members = new ObjectMapper().createObjectNode().put("version", VERSION);
        ArrayNode datasets = members.putArray("datasets");
        verification
                .datasets()
                .forEach(dataset -> datasets.addObject()
                        .put("receipt", dataset.receipt())
                        .put("sound", dataset.sound())
                        .put("documents", dataset.rows()));
        ArrayNode signatures = members.putArray("signatures");
        signed.forEach(signatures::add);
        ArrayNode findings = members.putArray("findings");
        verification.findings().forEach(findings::add);
        unsigned.forEach(findings::add);
        return members.toPrettyString();
    }

    private void print(Verification verification, List<String> signed, List<String> unsigned) {
        for (Verification.Dataset dataset : verification.datasets()) {
            session.print(String.format(
                    Locale.ROOT,
                    "%s: %s, %,d documents",
                    dataset.receipt(),
                    dataset.sound() ? "sound" : "NOT SOUND",
                    dataset.rows()));
        }
        signed.forEach(session::print);
        verification.findings().forEach(session::print);
        unsigned.forEach(session::print);
    }

    private Verification verification(Optional<ReceiptSignatures> signatures) throws IOException {
        Directories directories = place.directories(storages);
        if (what.isPresent() && directories.bucket().isEmpty()) {
            Path path = session.resolve(Path.of(what.get()));
            if (Files.exists(path) || isPath(what.get())) {
                DatasetVerification.Result result = new DatasetVerification().verify(path);
                if (signatures.isPresent()) {
                    for (DatasetVerification.Dataset dataset : result.datasets()) {
                        signatures.get().check(dataset.receipt());
                    }
                }
                return result.summary();
            }
        }
        try (Storage storage = storages.open(directories, false)) {
            Datasets datasets = storage.datasets();
            Optional<SourceId> source = Published.source(what, storage);
            if (signatures.isPresent()) {
                signatures.get().check(datasets, source.isPresent() ? List.of(source.get()) : datasets.sources());
            }
            return datasets.verify(source);
        }
    }

    /** What can only be a path, so that nobody is told of a source by that name. */
    private static boolean isPath(String word) {
        return word.contains("/") || word.contains("\\") || word.endsWith(".json");
    }
}
