package dev.siiwad.cli;

import dev.siiwad.storage.Storage;
import java.io.IOException;
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
    private StorageOption place;

    private final Session session;

    VerifyCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws IOException {
        Loading.requireCompression();
        try (Storage storage = place.open(session)) {
            Verified verified = storage.verify(what);
            verified.lines().forEach(session::print);
            return verified.sound() ? ExitCode.DONE : ExitCode.FAILED;
        }
    }
}
