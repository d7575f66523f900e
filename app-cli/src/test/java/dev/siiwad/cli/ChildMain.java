package dev.siiwad.cli;

import dev.siiwad.cli.terminal.Shell;

/** The program as a process of its own, with the sources of the tests. */
final class ChildMain {
    private ChildMain() {}

    public static void main(String[] arguments) {
        System.exit(Main.run(Shell.ofThisProcess(), Program::commands, arguments));
    }
}
