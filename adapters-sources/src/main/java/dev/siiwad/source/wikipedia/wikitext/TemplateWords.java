package dev.siiwad.source.wikipedia.wikitext;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The words that templates put around what they are given.
 *
 * @param units what the codes of units are written as; a code that is not among them is written as it is
 * @param currencies the signs before amounts, by the codes of currencies in small letters
 * @param months the names of the twelve months in the language of the wiki; empty where they are not known
 */
record TemplateWords(Map<String, String> units, Map<String, String> currencies, List<String> months) {
    private static final int MONTHS = 12;

    TemplateWords {
        units = Map.copyOf(units);
        currencies = Map.copyOf(currencies);
        months = List.copyOf(months);
        if (!months.isEmpty() && months.size() != MONTHS) {
            throw new IllegalArgumentException(months.size() + " months");
        }
    }

    String unit(String code) {
        return units.getOrDefault(code, code);
    }

    /** The sign of a currency, or its code where it has none that is known. */
    String currency(String code) {
        return currencies.getOrDefault(code.toLowerCase(Locale.ROOT), code);
    }

    /** As {@link #date}, the month first: {@code February 24, 1993}; empty where a month or its name is not known. */
    Optional<String> monthFirst(TemplateCall call) {
        String year = call.argument("year").or(() -> call.argument("1")).orElse("");
        int month = number(call.argument("month").or(() -> call.argument("2")).orElse(""));
        int day = number(call.argument("day").or(() -> call.argument("3")).orElse(""));
        return months.isEmpty() || year.isEmpty() || month < 1 || month > MONTHS || day < 1
                ? Optional.empty()
                : Optional.of(months.get(month - 1) + " " + day + ", " + year);
    }

    /** Year, month and day of the first three arguments, as far as they are given: {@code 24 February 1993}, or {@code 1993-02-24}. */
    Optional<String> date(TemplateCall call) {
        Optional<String> year = call.argument("year").or(() -> call.argument("1"));
        String month = call.argument("month").or(() -> call.argument("2")).orElse("");
        String day = call.argument("day").or(() -> call.argument("3")).orElse("");
        if (year.isEmpty() || month.isEmpty()) {
            return year;
        }
        int number = number(month);
        if (number < 1 || number > MONTHS) {
            return Optional.of((day.isEmpty() ? "" : day + " ") + month + " " + year.get());
        }
        if (months.isEmpty()) {
            return Optional.of(
                    year.get() + "-" + twoDigits(number) + (number(day) < 1 ? "" : "-" + twoDigits(number(day))));
        }
        return Optional.of((number(day) < 1 ? "" : number(day) + " ") + months.get(number - 1) + " " + year.get());
    }

    private static int number(String digits) {
        return digits.length() > 2 || digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')
                ? -1
                : Integer.parseInt(digits);
    }

    private static String twoDigits(int number) {
        return (number < 10 ? "0" : "") + number;
    }
}
