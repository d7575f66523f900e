package dev.siiwad.cli;

/** The program as a process of its own, with the sources of the tests. */
final class ChildMain {
    private ChildMain() {}

    public static void main(String[] arguments) {
        System.exit(Main.run(Shell.ofThisProcess(), Program::commands, arguments));
    }
}
