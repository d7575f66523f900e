package dev.siiwad.source.http;

import java.io.IOException;

/** An answer is longer than its request allows. The message names both lengths; nothing of the answer is kept. */
public final class AnswerTooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    AnswerTooLongException(String message) {
        super(message);
    }
}
