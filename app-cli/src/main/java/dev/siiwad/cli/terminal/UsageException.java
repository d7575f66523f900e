package dev.siiwad.cli.terminal;

/** The user asked for something that cannot be: an option, a variable or a path. The message says which, and what was expected. */
public final class UsageException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }
}
