package dev.siiwad.source.http;

import java.io.IOException;

/** The server gives a file whole where a part of it was asked for. */
public final class NoRangesException extends IOException {
    private static final long serialVersionUID = 1L;

    NoRangesException(String message) {
        super(message);
    }
}
