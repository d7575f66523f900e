package dev.siiwad.source.sprakbanken;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A corpus as Språkbanken's list of resources describes it.
 *
 * @param id such as {@code somali-bbc}; safe as a file name
 * @param name in English, such as {@code Somali: BBC}
 * @param updated a date, or empty where the list gives none
 * @param license of the download, or empty where the list gives none
 * @param download address of the corpus as {@code .xml.bz2} or {@code .xml}; empty if there is none
 * @param korp where it can be looked up, if the list says and the language is not Somali, whose corpora are all found in the same place
 */
public record Corpus(
        String id,
        String name,
        String description,
        long tokens,
        long sentences,
        String updated,
        String license,
        Optional<String> download,
        Optional<String> korp) {
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

    public Corpus {
        if (!isSafe(id)) {
            throw new IllegalArgumentException(
                    "corpus id is \"" + id + "\"; expected 1 to 100 of A-Z a-z 0-9 . _ - and no dot at the start");
        }
    }

    static boolean isSafe(String id) {
        return SAFE.matcher(id).matches();
    }
}
