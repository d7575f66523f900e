package dev.siiwad.cli.child;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** Where this process finds its classes, from any working directory; those that an engine has loaded this program from come first. */
    private static String classPath() {
        Stream<Path> loaded = ChildCommand.class.getClassLoader() instanceof URLClassLoader engine
                ? Stream.of(engine.getURLs())
                        .filter(url -> url.getProtocol().equals("file"))
                        .map(url -> Path.of(URI.create(url.toString())))
                : Stream.empty();
        return Stream.concat(
                        loaded,
                        Stream.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
                                .map(Path::of))
                .map(entry -> entry.toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** What starts it. */
    public ProcessBuilder builder() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath(), main));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toAbsolutePath().toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }
}
