package dev.siiwad.source.bbc;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * What a list says of one page.
 *
 * @param link as the list has it
 * @param changed when the page was changed last, or published, where the list says so
 */
record Listed(String link, Optional<Instant> changed) {
    static Listed undated(String link) {
        return new Listed(link, Optional.empty());
    }

    /** With a time as data, pages or feeds write it; none where it is written in another way. */
    static Listed of(String link, String time) {
        return new Listed(
                link,
                time(time, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                        .or(() -> time(time, DateTimeFormatter.RFC_1123_DATE_TIME)));
    }

    private static Optional<Instant> time(String text, DateTimeFormatter form) {
        try {
            return Optional.of(OffsetDateTime.parse(text.strip(), form).toInstant());
        } catch (DateTimeException otherForm) {
            return Optional.empty();
        }
    }
}
