package dev.siiwad.checkpoint;

/** A checkpoint is whole but of a later major version than this program knows. The message names both versions. */
public final class NewerCheckpointException extends CorruptCheckpointException {
    private static final long serialVersionUID = 1L;

    public NewerCheckpointException(String message) {
        super(message);
    }
}
