/** Siiwad as a library: start at {@link dev.siiwad.Siiwad}. */
package dev.siiwad;
