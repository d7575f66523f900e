/** {@code siiwad verify}: published datasets, counted again. */
package dev.siiwad.cli.dataset;
