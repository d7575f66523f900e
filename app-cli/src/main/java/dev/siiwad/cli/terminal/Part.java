package dev.siiwad.cli.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a process is told that does a part of what another process of this program does, and whose log that one passes on.
 *
 * @param name what its lines begin with; empty for a process that is nobody's part
 * @param progress whether somebody watches its progress line
 */
public record Part(Optional<String> name, boolean progress) {
    /** What a progress line of a part begins with on stderr, so that it is told from the log. */
    public static final String MARK = "\u001e";

    private static final String NAME = "SIIWAD_PART";
    private static final String PROGRESS = "SIIWAD_PART_PROGRESS";
    private static final int KILLED = 128 + 9;

    static Part of(Map<String, String> variables) {
        return new Part(Optional.ofNullable(variables.get(NAME)), variables.containsKey(PROGRESS));
    }

    /** The variables of a process that is to be this part. */
    public Map<String, String> added(Map<String, String> variables) {
        Map<String, String> all = without(variables);
        name.ifPresent(part -> all.put(NAME, part));
        if (progress) {
            all.put(PROGRESS, "true");
        }
        return all;
    }

    /** The variables of a process that is nobody's part, though this one is. */
    public static Map<String, String> without(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(variables);
        all.remove(NAME);
        all.remove(PROGRESS);
        return all;
    }

    /** What each line of its log begins with. */
    public String prefix() {
        return name.map(part -> "[" + part + "] ").orElse("");
    }

    /** The progress line of a process that was called so; one that is a part ends with the process that has started it from now on. */
    public static ProgressLine begin(Shell shell) {
        Part part = of(shell.variables());
        if (part.name().isEmpty()) {
            return new ProgressLine(shell.err(), shell.terminal());
        }
        Thread parent = new Thread(Part::endWithStdin, "siiwad-part");
        parent.setDaemon(true);
        parent.start();
        return part.progress()
                ? ProgressLine.relayed(shell.err(), TextWidth.of(part.prefix()))
                : new ProgressLine(shell.err(), false);
    }

    /** Returns never: the process dies, as by SIGKILL, when its stdin ends, which it does with the process that writes it. */
    public static void endWithStdin() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException broken) {
            Runtime.getRuntime().halt(KILLED);
        }
        Runtime.getRuntime().halt(KILLED);
    }
}
