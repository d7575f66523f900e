/**
 * What a run pins: the payload of a snapshot, {@link dev.siiwad.source.pinned.Payload}, and files that the user gives instead of an address,
 * {@link dev.siiwad.source.pinned.PinnedFiles}.
 */
package dev.siiwad.source.pinned;
