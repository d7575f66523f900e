/** Looks into bytes faster than one at a time: {@link dev.siiwad.bytes.ByteScan}. */
package dev.siiwad.bytes;
