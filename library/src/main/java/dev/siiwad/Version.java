package dev.siiwad;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The version of this program, as the build wrote it down; datasets and receipts name it. The system property {@value #PROPERTY} beats it, for whoever
 * compares datasets of different versions.
 */
public final class Version {
    public static final String PROPERTY = "siiwad.version";

    private Version() {}

    public static String text() {
        return Optional.ofNullable(System.getProperty(PROPERTY))
                .or(() -> written(Version.class, "version"))
                .orElse("development");
    }

    /** What the build wrote into a file beside a class, in one line; nothing if it was compiled by something else. */
    public static Optional<String> written(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
