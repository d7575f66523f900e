/** Which language a text is in: {@link dev.siiwad.language.IdentifyLanguage}. */
package dev.siiwad.language;
