/** Looking at what a dataset holds: {@link dev.siiwad.cli.inspect.InspectCommand}. */
package dev.siiwad.cli.inspect;
