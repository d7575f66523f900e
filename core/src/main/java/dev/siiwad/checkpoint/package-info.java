/** The commit record, the only thing that says how many segments count: {@link dev.siiwad.checkpoint.Checkpoint}. */
package dev.siiwad.checkpoint;
