package dev.siiwad.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a newcomer types first never breaks. */
class DemoTest {
    @Test
    void killsEverySourceTwiceAndFindsTheSameDataset() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean same = new Demo(new PrintStream(out, true, StandardCharsets.UTF_8)).run();
        String said = out.toString(StandardCharsets.UTF_8);
        assertThat(same).as(said).isTrue();
        assertThat(said.lines().filter(line -> line.endsWith(" yes"))).as(said).hasSize(5);
        assertThat(said).contains("byte for byte");
    }
}
