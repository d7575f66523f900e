/** {@code siiwad dataset …}: published datasets, listed, counted again and removed. */
package dev.siiwad.cli.dataset;
