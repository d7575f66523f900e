/** The command line: start at {@link dev.siiwad.cli.Main}. */
package dev.siiwad.cli;
