/** One call of the program: what it was told, where it talks to, and how what happened becomes words and an exit code. Start at {@link dev.siiwad.cli.terminal.Session}. */
package dev.siiwad.cli.terminal;
