/** {@code siiwad checkpoint} and {@code siiwad status}: what people do between runs. */
package dev.siiwad.cli.checkpoint;
