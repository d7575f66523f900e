/** What the commands tell about themselves outside the program: man pages, and completions for shells. */
package dev.siiwad.cli.reference;
