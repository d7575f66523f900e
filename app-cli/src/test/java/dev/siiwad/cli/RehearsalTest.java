package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {
    @TempDir
    Path directory;

    @Test
    void endsWell() throws IOException {
        assertThat(Rehearsal.run(directory, Rehearsal::calls)).isZero();
        assertThat(new Program(directory).files().keySet()).anyMatch(name -> name.contains("-receipt.json"));
    }
}
