/** Short signatures of sets, made by hash4j: {@link dev.siiwad.similarity.SuperMinHash}. */
package dev.siiwad.similarity;
