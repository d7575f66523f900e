/**
 * The program. As a library start at {@link dev.siiwad.cli.Siiwad}, which is also the wiring; as a command line at {@link dev.siiwad.cli.Main}.
 */
package dev.siiwad.cli;
