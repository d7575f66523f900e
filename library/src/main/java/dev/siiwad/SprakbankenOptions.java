package dev.siiwad;

import dev.siiwad.source.SourceId;
import dev.siiwad.source.sprakbanken.Corpora;
import dev.siiwad.source.sprakbanken.SprakbankenSource;
import java.util.Optional;

/**
 * What is asked for of Språkbanken's corpora in one language. Besides, {@code SDC_SCRAPING__SPRAKBANKEN__BASE_URL} and {@code …__MIN_LENGTH_THRESHOLD} (20) count.
 *
 * @param language its code of two or three letters; {@code so} if empty
 * @param corpus one of them, such as {@code somali-bbc}; all if empty
 * @param id which runs are runs of the same thing; {@code Sprakbanken-Somali} for Somali, with the corpus where there is one, if empty
 * @param skipChanged whether a corpus that has changed since the run began is set aside, instead of ending the run
 * @param keepRaw whether downloads stay in the cache when they have been read
 */
public record SprakbankenOptions(
        Optional<String> language,
        Optional<String> corpus,
        Optional<SourceId> id,
        boolean skipChanged,
        boolean keepRaw) {
    private static final String SETTING = "SDC_SCRAPING__SPRAKBANKEN__";
    private static final int MIN_LENGTH = 20;
    private static final String LANGUAGE = "so";

    /** All Somali corpora. */
    public static SprakbankenOptions all() {
        return new SprakbankenOptions(Optional.empty(), Optional.empty(), Optional.empty(), false, false);
    }

    /** One Somali corpus. */
    public static SprakbankenOptions of(String corpus) {
        return new SprakbankenOptions(Optional.empty(), Optional.of(corpus), Optional.empty(), false, false);
    }

    /** The same in another language. */
    public SprakbankenOptions in(String other) {
        return new SprakbankenOptions(Optional.of(other), corpus, id, skipChanged, keepRaw);
    }

    public SprakbankenOptions withId(SourceId other) {
        return new SprakbankenOptions(language, corpus, Optional.of(other), skipChanged, keepRaw);
    }

    /** Without corpora that have changed since an unfinished run began. */
    public SprakbankenOptions skippingChanged() {
        return new SprakbankenOptions(language, corpus, id, true, keepRaw);
    }

    public SprakbankenOptions keepingRaw() {
        return new SprakbankenOptions(language, corpus, id, skipChanged, true);
    }

    Ingestion ingestion(Siiwad siiwad) {
        Environment environment = siiwad.environment();
        return siiwad.ingest(new SprakbankenSource(
                                language.orElse(LANGUAGE),
                                corpus,
                                id,
                                siiwad.http(),
                                baseUrl(environment),
                                siiwad.raw(),
                                keepRaw,
                                skipChanged)
                        .withThreads(siiwad.threads()))
                .minLength(
                        environment.integer(SETTING + "MIN_LENGTH_THRESHOLD", 0).orElse(MIN_LENGTH));
    }

    /** Which corpora there are in the language. */
    Corpora corpora(Siiwad siiwad) {
        return new Corpora(siiwad.http(), baseUrl(siiwad.environment()), language.orElse(LANGUAGE));
    }

    private static Optional<String> baseUrl(Environment environment) {
        return environment.text(SETTING + "BASE_URL");
    }
}
