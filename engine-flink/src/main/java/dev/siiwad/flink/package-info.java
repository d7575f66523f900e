/** Workers of a shared run, kept alive by Apache Flink; the way in is {@link dev.siiwad.flink.Main}. */
package dev.siiwad.flink;
