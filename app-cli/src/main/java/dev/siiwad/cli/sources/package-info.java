/** {@code siiwad sources}: what there is to collect. */
package dev.siiwad.cli.sources;
