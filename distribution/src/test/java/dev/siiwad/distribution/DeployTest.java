package dev.siiwad.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of {@code docs/deploy}, with a siiwad that ends as it is told, and a sleep that only says for how long. */
class DeployTest {
    private static final Path DEPLOY = Path.of(System.getProperty("siiwad.root"), "docs", "deploy");
    private static final String SIIWAD = """
            if [ "$1" = status ]; then
              echo '{"runs":[{"source":"A"},{"paused_until":"2099-01-01T00:00:00Z","source":"B"}]}'
              exit
            fi
            read -r code rest <codes
            echo "$rest" >codes
            exit "$code"
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void plant() throws IOException {
        tool("siiwad", SIIWAD);
        tool("sleep", "echo \"sleep $1\"");
        tool("sbatch", "echo \"sbatch $*\"");
        tool("scontrol", "echo '   Command=/home/x/slurm.sh'");
    }

    private void tool(String name, String script) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private String run(int expected, String codes, String... command) throws IOException, InterruptedException {
        Files.writeString(directory.resolve("codes"), codes + "\n");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("PATH", directory + ":" + System.getenv("PATH"));
        builder.environment().put("SLURM_JOB_ID", "7");
        builder.environment().put("TZ", "UTC");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(expected);
        return said;
    }

    private String carriedOn(int expected, String codes) throws IOException, InterruptedException {
        return run(expected, codes, DEPLOY.resolve("carry-on.sh").toString(), "siiwad", "ingest", "x");
    }

    @Test
    void carriesOnAfterWhatMayPassWithLongerAndLongerPauses() throws Exception {
        assertThat(carriedOn(0, "1 1 1 0")).isEqualTo("sleep 60\nsleep 120\nsleep 240\n");
        assertThat(carriedOn(1, "1 ".repeat(30)).lines()).hasSize(19).endsWith("sleep 3600", "sleep 3600");
    }

    @Test
    void sleepsUntilThePauseIsOver() throws Exception {
        assertThat(carriedOn(0, "6 0")).matches("sleep [0-9]{9,10}\n");
    }

    @Test
    void leavesDecisionsToAPerson() throws Exception {
        for (int code : List.of(2, 3, 4, 5, 7)) {
            assertThat(carriedOn(code, code + " 0")).isEmpty();
        }
    }

    @Test
    void passesOnThatItIsToStop() throws Exception {
        tool("siiwad", "trap 'exit 143' TERM; kill -TERM $PPID; while :; do :; done");
        assertThat(carriedOn(143, "")).isEmpty();
    }

    @Test
    void aJobOfSlurmSubmitsItselfAgain() throws Exception {
        String job = DEPLOY.resolve("slurm.sh").toString();
        assertThat(run(0, "0", "bash", job)).isEmpty();
        assertThat(run(4, "4", "bash", job)).isEmpty();
        assertThat(run(1, "1", "bash", job)).isEqualTo("sbatch --begin=now+10minutes /home/x/slurm.sh\n");
        assertThat(run(143, "143", "bash", job)).isEqualTo("sbatch --begin=now /home/x/slurm.sh\n");
        assertThat(run(6, "6", "bash", job)).isEqualTo("sbatch --begin=2099-01-01T00:00:00 /home/x/slurm.sh\n");
    }
}
