package dev.siiwad.source.http;

import java.io.IOException;

/** A server gives another file than the one that was pinned: of another length or checksum, or not the part that was asked for. Nothing of it is kept. */
public final class OtherContentException extends IOException {
    private static final long serialVersionUID = 1L;

    OtherContentException(String message) {
        super(message);
    }
}
