/** Finding documents that are there twice, once all is read: {@link dev.siiwad.duplicates.DuplicatePass}. */
package dev.siiwad.duplicates;
