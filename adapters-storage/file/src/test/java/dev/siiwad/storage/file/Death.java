package dev.siiwad.storage.file;

/** A process is gone at this instruction. An error, so that no code under test catches it. */
final class Death extends Error {
    private static final long serialVersionUID = 1L;

    Death(String at) {
        super(at);
    }
}
