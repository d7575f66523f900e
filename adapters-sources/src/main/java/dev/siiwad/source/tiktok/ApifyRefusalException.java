package dev.siiwad.source.tiktok;

import java.io.IOException;

/** Apify understood a request and will not do it: the token or the credit is not good for it. Nothing was started. */
final class ApifyRefusalException extends IOException {
    private static final long serialVersionUID = 1L;

    ApifyRefusalException(String message, IOException cause) {
        super(message, cause);
    }
}
