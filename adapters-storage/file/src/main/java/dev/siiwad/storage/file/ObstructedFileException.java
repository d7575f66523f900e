package dev.siiwad.storage.file;

import java.io.IOException;

/** Something that is not a file is where a file of ours belongs, and only a person can say what it is for. The message names both, and how to move it. */
final class ObstructedFileException extends IOException {
    private static final long serialVersionUID = 1L;

    ObstructedFileException(String message) {
        super(message);
    }
}
