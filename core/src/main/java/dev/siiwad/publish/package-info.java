/** Turning the counted segments into the finished dataset: {@link dev.siiwad.publish.Publisher}. */
package dev.siiwad.publish;
