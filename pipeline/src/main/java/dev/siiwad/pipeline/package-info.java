/** Threads around the loop: documents are read ahead, made and transformed by several, and encoded by another, and come out in order. Begin at {@link dev.siiwad.pipeline.Pipeline}. */
package dev.siiwad.pipeline;
