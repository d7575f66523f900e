package dev.siiwad.source.sprakbanken;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a text was published, as its attributes tell: {@code datefrom} (20080707), else the year that {@code year}, {@code period} or {@code date}
 * begins with.
 */
final class PublishedDate {
    private static final Pattern YEAR = Pattern.compile("\\s*(\\d{4})(?!\\d).*", Pattern.DOTALL);
    private static final Pattern ISO_DATE = Pattern.compile("\\s*(\\d{4}-\\d{2}-\\d{2})(?!\\d).*", Pattern.DOTALL);

    private PublishedDate() {}

    /** A date or a year, in ISO 8601. */
    static Optional<String> of(Map<String, String> attributes) {
        Optional<String> from = date(attributes.getOrDefault("datefrom", ""), DateTimeFormatter.BASIC_ISO_DATE);
        if (from.isPresent()) {
            return from;
        }
        for (String name : List.of("year", "period")) {
            Optional<String> year = first(YEAR, attributes.getOrDefault(name, ""));
            if (year.isPresent()) {
                return year;
            }
        }
        String date = attributes.getOrDefault("date", "");
        return first(ISO_DATE, date)
                .flatMap(iso -> date(iso, DateTimeFormatter.ISO_LOCAL_DATE))
                .or(() -> first(YEAR, date));
    }

    private static Optional<String> date(String text, DateTimeFormatter form) {
        try {
            return Optional.of(LocalDate.parse(text.strip(), form).toString());
        } catch (DateTimeException notThatForm) {
            return Optional.empty();
        }
    }

    private static Optional<String> first(Pattern form, String text) {
        Matcher matcher = form.matcher(text);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
