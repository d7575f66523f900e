package dev.siiwad.source.sprakbanken;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The language of the corpora that a run reads.
 *
 * @param code of three letters, as in the list of corpora: {@code som}
 */
record Language(String code) {
    static final Language SOMALI = new Language("som");

    private static final Pattern FORM = Pattern.compile("[a-z]{2,3}");

    /** @param given two letters where the language has such a code, or three: {@code so} or {@code som} */
    static Language of(String given) {
        String code = given.toLowerCase(Locale.ROOT);
        try {
            if (FORM.matcher(code).matches()) {
                return new Language(
                        code.length() == 2 ? Locale.forLanguageTag(code).getISO3Language() : code);
            }
        } catch (MissingResourceException unknown) {
            // told below
        }
        throw new IllegalArgumentException("language is \"" + given
                + "\"; expected a code of ISO 639 with two or three letters, such as so or som");
    }

    /** As in published documents: {@code so}, or three letters where there are no two. */
    String shortest() {
        return twoLetters().orElse(code);
    }

    /** In English, such as {@code Somali}; the code where it has no name here. */
    String name() {
        return Locale.forLanguageTag(shortest()).getDisplayLanguage(Locale.ENGLISH);
    }

    /** {@code Sprakbanken-Somali}. */
    String sourceName() {
        String plain = Normalizer.normalize(name(), Normalizer.Form.NFD).replaceAll("\\p{M}", "");
        String safe = plain.replaceAll("[()'’]", "").replaceAll("[^A-Za-z0-9]+", "-");
        return "Sprakbanken-" + safe.substring(0, 1).toUpperCase(Locale.ROOT) + safe.substring(1);
    }

    /** Whether a part of a file's name stands for this language. */
    boolean isWritten(String part) {
        return part.equals(code) || part.equals(shortest());
    }

    private Optional<String> twoLetters() {
        return Arrays.stream(Locale.getISOLanguages())
                .filter(two -> Locale.forLanguageTag(two).getISO3Language().equals(code))
                .findFirst();
    }
}
