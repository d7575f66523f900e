/** How many words a text has. Start with {@link dev.siiwad.words.WordCount}. */
package dev.siiwad.words;
