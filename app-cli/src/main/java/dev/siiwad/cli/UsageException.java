package dev.siiwad.cli;

/** The user asked for something that cannot be: an option, a variable or a path. The message says which, and what was expected. */
final class UsageException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
