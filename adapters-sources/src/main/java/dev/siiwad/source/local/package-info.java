/** Files that the user gives instead of an address: {@link dev.siiwad.source.local.PinnedFiles}. */
package dev.siiwad.source.local;
