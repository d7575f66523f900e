package dev.siiwad.cli.storage;

import dev.siiwad.cli.terminal.UsageException;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import picocli.CommandLine.Parameters;

/** The source that a command is about. */
public final class SourceParameter {
    @Parameters(
            index = "0",
            paramLabel = "SOURCE",
            description =
                    "Source, by its id, such as Wikipedia-Somali, or by the command that collects it, such as wikipedia")
    private String word = "";

    /** @throws UsageException if there is no such source in the storage */
    public SourceId in(Storage storage) throws IOException {
        return SourceNames.find(word, storage);
    }

    /** A source that need not be there. */
    public SourceId asTyped() {
        try {
            return new SourceId(word);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }
}
