package dev.siiwad.source.sprakbanken;

/**
 * One text out of a corpus, or one part of a text that is too long for one document or has others inside it.
 *
 * @param part counts from 1
 * @param sentences how many sentences ended in it
 */
record CorpusText(Unit unit, long part, String text, long sentences) {}
