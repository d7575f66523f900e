package dev.siiwad;

import java.util.Optional;

/** The version of this program, as its jar says; datasets and receipts name it. */
public final class Version {
    private Version() {}

    public static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
