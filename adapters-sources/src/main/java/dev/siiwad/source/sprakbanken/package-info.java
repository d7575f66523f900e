/** The corpora of Språkbanken Text: start at {@link dev.siiwad.source.sprakbanken.SprakbankenSource}. */
package dev.siiwad.source.sprakbanken;
