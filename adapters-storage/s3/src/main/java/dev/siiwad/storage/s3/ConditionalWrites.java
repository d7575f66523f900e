package dev.siiwad.storage.s3;

import dev.siiwad.storage.Layout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Finds out by trying whether a store keeps to {@code If-None-Match: *}; without that, two runs could commit the same number. */
final class ConditionalWrites {
    private static final Set<String> KEPT_BY = ConcurrentHashMap.newKeySet();

    private ConditionalWrites() {}

    /**
     * Tries once for each bucket and process.
     *
     * @throws IOException if the store ignores the condition
     */
    static void require(Bucket bucket) throws IOException {
        if (KEPT_BY.contains(bucket.store())) {
            return;
        }
        String path = Layout.STAGING + "/.probe-" + UUID.randomUUID();
        boolean first = bucket.create(path, body("first"));
        boolean second = bucket.create(path, body("second"));
        bucket.delete(List.of(path));
        if (!first || second) {
            throw new IOException(bucket.address()
                    + ": the store ignores If-None-Match: * on PUT (a second PUT replaced the first), so two runs could"
                    + " damage each other. Use a store that keeps to it, see docs/storage.md, or a directory");
        }
        KEPT_BY.add(bucket.store());
    }

    private static Body body(String text) {
        return Body.of(
                ("Siiwad tries whether a second PUT is refused: " + text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
