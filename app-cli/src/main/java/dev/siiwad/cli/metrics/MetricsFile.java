package dev.siiwad.cli.metrics;

import dev.siiwad.cli.terminal.Failures;
import dev.siiwad.cli.terminal.UsageException;
import dev.siiwad.storage.dataset.DurableOutput;
import dev.siiwad.storage.file.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of metrics, as the textfile collector of the node exporter reads it: whoever reads it finds one text or the next, and never a part of one. A run does not end because it cannot be
 * written. Safe for use by several threads.
 */
public final class MetricsFile {
    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");

    private final Path file;
    private final Path temporary;
    private final Disk disk;
    private boolean warned;

    /** @throws UsageException if there is no directory to write it in, or something else than a file has its name */
    public MetricsFile(Path file, Disk disk) {
        this.file = file.toAbsolutePath();
        this.temporary = this.file.resolveSibling("." + this.file.getFileName() + ".tmp");
        this.disk = disk;
        if (!Files.isDirectory(this.file.getParent())) {
            throw new UsageException("--metrics-file " + file + ": its directory does not exist");
        }
        if (Files.exists(this.file) && !Files.isRegularFile(this.file)) {
            throw new UsageException("--metrics-file " + file + ": is there, and is not a file");
        }
    }

    /** Puts a text in the place of the one before. The first time that this fails is logged. */
    public synchronized void write(MetricsText text) {
        try {
            disk.delete(temporary);
            try (DurableOutput out = disk.create(temporary)) {
                out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            }
            disk.rename(temporary, file);
            warned = false;
        } catch (IOException e) {
            if (!warned) {
                LOG.warn("The metrics are not written; the run goes on. {}", Failures.describe(e));
            }
            warned = true;
        }
    }
}
