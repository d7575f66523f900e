package dev.siiwad.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.ThrowingConsumer;

/** What helps against a failure, as a test expects it. */
public final class Helps {
    private Helps() {}

    public static ThrowingConsumer<Throwable> by(Remedy... remedies) {
        return failure -> {
            assertThat(failure).isInstanceOf(SourceException.class);
            assertThat(((SourceException) failure).remedies()).containsExactly(remedies);
        };
    }
}
