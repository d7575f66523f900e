package dev.siiwad.cli.child;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A command line of this program, to be run by a JVM of its own.
 *
 * @param main the class with the program's main method
 * @param jvmOptions for {@code java}, before the class path, which is that of this process
 * @param arguments those of the program; any user of the machine can read them, so never a secret
 * @param environment all variables, and no others
 * @param directory the working directory
 */
public record ChildCommand(
        String main, List<String> jvmOptions, List<String> arguments, Map<String, String> environment, Path directory) {
    /** The program itself. */
    public static final String SIIWAD = "dev.siiwad.cli.Main";

    /** Options that only one process can have, or that would not let it start by itself. */
    private static final List<String> NOT_FOR_CHILDREN =
            List.of("-agentlib:", "-agentpath:", "-javaagent:", "-Xrun", "-Xdebug", "-Dcom.sun.management.jmxremote");

    public ChildCommand {
        jvmOptions = List.copyOf(jvmOptions);
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** Variables may be secrets. */
    @Override
    public String toString() {
        return arguments + " in " + directory;
    }

    /** What this process itself was started with. */
    public static List<String> jvmOptionsOfThisProcess() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> NOT_FOR_CHILDREN.stream().noneMatch(option::startsWith))
                .toList();
    }

    /** The same with other arguments. */
    public ChildCommand with(List<String> others) {
        return new ChildCommand(main, jvmOptions, others, environment, directory);
    }

    /** The same with one more variable. */
    public ChildCommand with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new ChildCommand(main, jvmOptions, arguments, more, directory);
    }

    /**
     * What starts it.
     *
     * @throws IOException if a class path cannot be given to it
     */
    public ProcessBuilder builder() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", ClassPath.ofThisProcess(), main));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toAbsolutePath().toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }
}
