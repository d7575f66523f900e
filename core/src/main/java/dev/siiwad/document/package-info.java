/** The text as it is published: {@link dev.siiwad.document.Document}. */
package dev.siiwad.document;
