package dev.siiwad.cli;

import dev.siiwad.source.SourceId;
import dev.siiwad.storage.file.DatasetVerification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code siiwad verify}: counts published datasets again, and compares them with their receipts. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description =
                "Counts published datasets again and compares them with their receipts (exit code 1 on any difference).")
final class VerifyCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "RECEIPT|DIRECTORY|SOURCE",
            description = "What to verify (default: everything that is published)")
    private Optional<String> what = Optional.empty();

    @Mixin
    private StorageOption storage;

    private final Session session;

    VerifyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        DatasetVerification.Result result = new DatasetVerification().verify(path());
        for (DatasetVerification.Dataset dataset : result.datasets()) {
            session.print(String.format(
                    Locale.ROOT,
                    "%s: %s, %,d documents",
                    dataset.receipt(),
                    dataset.findings().isEmpty() ? "sound" : "NOT SOUND",
                    dataset.rows()));
        }
        result.findings().forEach(session::print);
        return result.sound() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private Path path() {
        Directories directories = storage.directories(session);
        if (what.isEmpty()) {
            return directories.silver();
        }
        Path path = session.resolve(Path.of(what.get()));
        if (Files.exists(path)) {
            return path;
        }
        try {
            Path ofSource = directories.datasets(new SourceId(what.get()));
            return Files.exists(ofSource) ? ofSource : path;
        } catch (IllegalArgumentException noSource) {
            return path;
        }
    }
}
