/** The stored forms: {@link dev.siiwad.storage.json.CheckpointJson} and {@link dev.siiwad.storage.json.SegmentLines}. */
package dev.siiwad.storage.json;
