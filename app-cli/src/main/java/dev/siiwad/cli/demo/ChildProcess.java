package dev.siiwad.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One attempt in a JVM of its own, killed with SIGKILL once it has saved so many checkpoints, or left to end.
 *
 * @param exitCode as the process ended; 137 where it was killed
 * @param log what it said on stderr, line by line
 */
record ChildProcess(int exitCode, List<String> log) {
    private static final int KILLED = 128 + 9;
    private static final int LINES_MAX = 100_000;
    private static final long SECONDS_MAX = 120;

    /** @param killAfter number of checkpoints after which it is killed; 0 for never */
    static ChildProcess run(List<String> arguments, Map<String, String> environment, Path directory, int killAfter)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.siiwad.cli.Main"));
        command.addAll(arguments);
        Path out = Files.createTempFile(directory, "out", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectOutput(out.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SDC_") || name.startsWith("HF_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            List<String> log = readLog(process, killAfter);
            if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new IOException("the run did not end within " + SECONDS_MAX + " s: " + arguments);
            }
            return new ChildProcess(process.exitValue(), log);
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> readLog(Process process, int killAfter) throws IOException {
        List<String> log = new ArrayList<>();
        int saved = 0;
        boolean killed = false;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null && log.size() < LINES_MAX; line = lines.readLine()) {
                log.add(line);
                if (line.contains("Checkpoint saved") && ++saved == killAfter) {
                    process.destroyForcibly();
                    killed = true;
                }
            }
        } catch (IOException e) {
            if (!killed) {
                throw e;
            }
        }
        return List.copyOf(log);
    }

    boolean killed() {
        return exitCode == KILLED;
    }

    /** The offset in the last line that begins so, or -1. */
    long lastOffset(String beginning) {
        long offset = -1;
        for (String line : log) {
            int start = line.indexOf(beginning + "offset=");
            if (start >= 0) {
                String digits = line.substring(start + beginning.length() + "offset=".length());
                offset = Long.parseLong(digits.replaceAll("^(\\d+).*", "$1"));
            }
        }
        return offset;
    }
}
