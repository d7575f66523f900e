package dev.siiwad.cli.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.Environment;
import dev.siiwad.cli.storage.Storages;
import dev.siiwad.cli.terminal.Interruption;
import dev.siiwad.cli.terminal.ProgressLine;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.Shell;
import dev.siiwad.storage.file.NioDisk;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class StatusWatchTest {
    @TempDir
    Path directory;

    @Test
    void looksAgainUntilInterrupted() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        Session session = new Session(
                new Shell(Map.of(), directory, print, print, false),
                Environment.of(Map.of()),
                new ProgressLine(print, false),
                new Interruption());
        AtomicInteger looks = new AtomicInteger();
        StatusCommand command =
                new StatusCommand(session, new Storages(session, (staging, silver) -> new NioDisk()), () -> {
                    if (looks.incrementAndGet() == 3) {
                        throw new InterruptedException("enough");
                    }
                });
        int code = new CommandLine(command).execute("--watch", "--json");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(code).isEqualTo(130);
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(3)
                .allMatch(line -> line.startsWith("{\"version\":1,"));
    }
}
