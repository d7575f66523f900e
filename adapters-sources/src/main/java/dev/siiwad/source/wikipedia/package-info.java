/** Articles of a Wikipedia from its published dumps: start at {@link dev.siiwad.source.wikipedia.WikipediaSource}. */
package dev.siiwad.source.wikipedia;
