/** News articles of one BBC language service: start at {@link dev.siiwad.source.bbc.BbcSource}. */
package dev.siiwad.source.bbc;
