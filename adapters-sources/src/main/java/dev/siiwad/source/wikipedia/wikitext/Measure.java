package dev.siiwad.source.wikipedia.wikitext;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The value that a template of measures is given, in the unit it is given in: {@code 40|mi|km} is 40 mi, {@code 12|–|14|C|F} is 12–14 °C. What the page
 * adds, the same in other units, needs rounding by rules of each wiki and is left out.
 */
final class Measure {
    private static final Set<String> CLOSE = Set.of("-", "–", "x", "×", "/");
    private static final Set<String> WORDS = Set.of(
            "to",
            "and",
            "or",
            "by",
            "to about",
            "à",
            "a",
            "et",
            "y",
            "e",
            "bis",
            "und",
            "до",
            "и",
            "+/-",
            "±",
            "to(-)",
            "and(-)",
            "xx",
            "+",
            "*",
            "și",
            "i");
    private static final Set<String> EXPONENTS = Set.of("2", "3", "-1", "-2");

    private Measure() {}

    /**
     * @param values the arguments without a name; empty if there is none
     * @param exponents whether a number after a unit is its exponent, as in {@code 10|m|2}, and not a number of digits
     */
    static Optional<String> of(List<String> values, TemplateWords words, boolean exponents) {
        if (values.isEmpty() || Marks.isBlank(values.get(0))) {
            return Optional.empty();
        }
        StringBuilder shown = new StringBuilder(values.get(0));
        int at = 1;
        while (at + 1 < values.size() && (CLOSE.contains(values.get(at)) || WORDS.contains(values.get(at)))) {
            String word = values.get(at).equals("to(-)") || values.get(at).equals("-") ? "–" : values.get(at);
            shown.append(CLOSE.contains(values.get(at)) ? word : " " + word + " ")
                    .append(values.get(at + 1));
            at += 2;
        }
        if (at < values.size() && !values.get(at).isEmpty()) {
            shown.append(' ').append(words.unit(values.get(at)));
            if (exponents && at + 1 < values.size() && EXPONENTS.contains(values.get(at + 1))) {
                shown.append(superscript(values.get(at + 1)));
            }
        }
        return Optional.of(shown.toString());
    }

    private static String superscript(String exponent) {
        return exponent.replace('-', '⁻').replace('1', '¹').replace('2', '²').replace('3', '³');
    }
}
