package dev.siiwad;

import java.util.Optional;

/**
 * The version of this program, as its jar says; datasets and receipts name it. The system property {@value #PROPERTY} beats the jar, for whoever compares
 * datasets of different versions.
 */
public final class Version {
    public static final String PROPERTY = "siiwad.version";

    private Version() {}

    public static String text() {
        return Optional.ofNullable(System.getProperty(PROPERTY))
                .or(() -> Optional.ofNullable(Version.class.getPackage().getImplementationVersion()))
                .orElse("development");
    }
}
