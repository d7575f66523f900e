package dev.siiwad.segment;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * Something of a run that was stored, for people who look on: a segment, or the note that an attempt has begun.
 *
 * @param attempt that stored it
 * @param segment its number, sealed or not, counted or not; empty for the note of an attempt
 * @param bytes its length
 * @param time when it was last written, by the clock of the storage
 */
public record StoredAt(int attempt, OptionalLong segment, long bytes, Instant time) {}
