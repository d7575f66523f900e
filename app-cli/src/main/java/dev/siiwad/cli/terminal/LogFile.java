package dev.siiwad.cli.terminal;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file to which the log is appended, line by line. What it cannot take, as on a full disk, is missing in it, and the run goes on. */
final class LogFile extends AppenderBase<ILoggingEvent> {
    private final LogLines lines;
    private final ProgressLine stderr;
    private final Path file;
    private final BufferedWriter writer;
    private boolean failed;

    /** @throws UsageException if it cannot be opened */
    LogFile(Path file, LogLines lines, ProgressLine stderr) {
        this.file = file;
        this.lines = lines;
        this.stderr = stderr;
        try {
            this.writer = Files.newBufferedWriter(
                    file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UsageException("--log-file: " + Failures.describe(e));
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        try {
            writer.write(lines.of(event));
            writer.flush();
        } catch (IOException e) {
            if (!failed) {
                failed = true;
                stderr.print("WARNING: --log-file " + file + " takes no more lines: " + Failures.describe(e) + "\n");
            }
        }
    }

    @Override
    public void stop() {
        super.stop();
        try {
            writer.close();
        } catch (IOException e) {
            addError("cannot close " + file, e);
        }
    }
}
