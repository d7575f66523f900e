package dev.siiwad.checkpoint;

/** How far a run has got that another process may be working on, seen from outside. */
public enum Glance {
    /** Nobody works on it, as far as that shows: it may be acquired. */
    FREE,
    /** Another process works on it, or may do so still. */
    HELD,
    /** Nothing is left to read. */
    EXHAUSTED
}
