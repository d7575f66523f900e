package dev.siiwad.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program in a JVM of its own, whose log is read line by line. Closing it kills it. */
final class Child implements AutoCloseable {
    private static final long END_MAX_S = 60;

    private final Process process;
    private final BufferedReader log;
    private final List<String> lines = new ArrayList<>();

    private Child(Process process) {
        this.process = process;
        this.log = process.errorReader(StandardCharsets.UTF_8);
    }

    static Child start(Path directory, Map<String, String> variables, String... arguments) throws IOException {
        return start(List.of(), List.of(), directory, variables, arguments);
    }

    /** Under limits that the shell sets, such as {@code ulimit -n 200}. */
    static Child limited(String limit, Path directory, String... arguments) throws IOException {
        return start(
                List.of("bash", "-c", limit + " && exec \"$@\"", "bash"), List.of(), directory, Map.of(), arguments);
    }

    /** @param java options of the JVM */
    static Child start(
            List<String> wrapper, List<String> java, Path directory, Map<String, String> variables, String... arguments)
            throws IOException {
        Path program = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(wrapper);
        command.add(program.toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(java);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.siiwad.cli.ChildMain"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("SDC_LOGGING__FORMAT", "plain");
        builder.environment().putAll(variables);
        return new Child(builder.start());
    }

    /** Reads the log up to a line that begins so. */
    Child until(String beginning) throws IOException {
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            lines.add(line);
            if (line.startsWith(beginning)) {
                return this;
            }
        }
        throw new AssertionError("the log ended before \"" + beginning + "\": " + lines);
    }

    /** Kills it, and returns once the kernel has freed what it held. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Processes that it has started and that are there. */
    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
    }

    /** Whether the process was started with SIGINT ignored, as shells do for what they run in the background. */
    boolean ignoresSigint() throws IOException {
        String ignored = Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElse("SigIgn: 0")
                .substring("SigIgn:".length())
                .strip();
        return (Long.parseUnsignedLong(ignored, 16) >> 1 & 1) == 1;
    }

    /** Reads the log to its end, and gives the exit code. */
    int end() throws IOException, InterruptedException {
        log.lines().forEach(lines::add);
        if (!process.waitFor(END_MAX_S, TimeUnit.SECONDS)) {
            throw new AssertionError("the process goes on: " + lines);
        }
        return process.exitValue();
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        kill();
    }
}
