package dev.siiwad.source.bbc;

/**
 * A paragraph with its links.
 *
 * @param all all of its text
 * @param toBbc whether it links to another page of the BBC
 * @param withoutBbc what of the text is outside such links
 * @param toFollow how many of its links lead to an account on another site, or to a mail address
 * @param withoutLinks what of the text is outside all links
 */
record LinkedText(String all, boolean toBbc, String withoutBbc, int toFollow, String withoutLinks) {}
