package dev.siiwad.source.sprakbanken;

/** A corpus file is whole, as its server has it, and cannot be read from some place on. The message says where, and names the address it came from. */
final class DamagedFileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String sha256;

    DamagedFileException(String sha256, String message, Throwable cause) {
        super(message, cause);
        this.sha256 = sha256;
    }

    String sha256() {
        return sha256;
    }
}
