/** The one digest of this program: {@link dev.siiwad.digest.Sha256}. */
package dev.siiwad.digest;
