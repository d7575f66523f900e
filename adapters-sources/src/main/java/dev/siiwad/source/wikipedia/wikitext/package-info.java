/** Wikitext to plain text that reads well: {@link dev.siiwad.source.wikipedia.wikitext.Wikitext}. */
package dev.siiwad.source.wikipedia.wikitext;
