package dev.siiwad.storage.s3;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * The entry of a log that says that there is no checkpoint any more: the run was published, or somebody deleted its checkpoint.
 *
 * <pre>{"deleted":true,"timestamp":"2026-11-01T08:00:00Z","nonce":"…"}</pre>
 */
final class Deletion {
    private static final String BEGINNING = "{\"deleted\":true,";

    private Deletion() {}

    /** Bytes that no other deletion has. */
    static byte[] bytes(Instant now) {
        String text = BEGINNING + "\"timestamp\":\"" + now + "\",\"nonce\":\"" + UUID.randomUUID() + "\"}\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static boolean is(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).startsWith(BEGINNING);
    }
}
