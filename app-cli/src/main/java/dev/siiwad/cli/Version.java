package dev.siiwad.cli;

import java.util.Optional;

/** The version of this program, as its jar says. */
final class Version {
    private Version() {}

    static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
