/** Where documents come from: start at the port {@link dev.siiwad.source.Source}. */
package dev.siiwad.source;
