package dev.siiwad.testkit;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A {@link StorageChild} in a JVM of its own, with the class path and the system properties of this one. */
final class ChildProcess implements Closeable {
    /** What every JVM sets by itself, or the test runner for one process. */
    private static final Pattern NOT_FOR_CHILDREN = Pattern.compile(
            "(java|jdk|sun|os|user|file|path|line|native|awt|stdin|stdout|stderr|surefire|com\\.sun)\\..*|basedir|localRepository");

    private final Process process;
    private final BufferedReader said;
    private final Path errors;

    private ChildProcess(Process process, Path errors) {
        this.process = process;
        this.said = process.inputReader(StandardCharsets.UTF_8);
        this.errors = errors;
    }

    static ChildProcess start(Class<?> contract, Path place, ChildStep step) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
        Properties properties = System.getProperties();
        for (String name : properties.stringPropertyNames()) {
            if (!NOT_FOR_CHILDREN.matcher(name).matches()) {
                command.add("-D" + name + "=" + properties.getProperty(name));
            }
        }
        command.addAll(List.of("-cp", classPath(), StorageChild.class.getName()));
        command.addAll(List.of(contract.getName(), place.toAbsolutePath().toString(), step.name()));
        Path errors = Files.createTempFile("siiwad-child-", ".log");
        return new ChildProcess(
                new ProcessBuilder(command).redirectError(errors.toFile()).start(), errors);
    }

    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The next thing it says; fails if it ends before that. */
    String line() throws IOException {
        String line = said.readLine();
        if (line == null) {
            throw new AssertionError("the child has ended: " + Files.readString(errors));
        }
        return line;
    }

    /** Lets it go on. */
    void send() throws IOException {
        Writer in = process.outputWriter();
        in.write("\n");
        in.flush();
    }

    /** Kills it, without warning, and returns what it had said before: the handle, unlike the process, leaves that to be read. */
    List<String> kill() throws IOException {
        process.toHandle().destroyForcibly();
        process.onExit().join();
        List<String> rest = new ArrayList<>();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            rest.add(line);
        }
        return rest;
    }

    @Override
    public void close() throws IOException {
        kill();
        said.close();
        Files.delete(errors);
    }
}
