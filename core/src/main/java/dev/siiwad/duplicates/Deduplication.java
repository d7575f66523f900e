package dev.siiwad.duplicates;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which documents count as the same, of which only the first is published. A setting of the run: it may not change on the way.
 *
 * @param chosen whether somebody asked for it; else a run that began before there was a choice goes on without
 * @param blockDocuments how many documents the pass looks at before it keeps what it has found out about them; decides nothing else
 */
public record Deduplication(Method method, boolean chosen, int blockDocuments) {
    /** The name of the setting. */
    public static final String SETTING = "dedup";

    public static final int BLOCK_DOCUMENTS_DEFAULT = 50_000;

    /** Everything is published. */
    public static final Deduplication NONE = new Deduplication(Method.NONE, false, BLOCK_DOCUMENTS_DEFAULT);

    /** Texts that differ in white space at most are published once. */
    public static final Deduplication EXACT = new Deduplication(Method.EXACT, false, BLOCK_DOCUMENTS_DEFAULT);

    /** What is the same. */
    public enum Method {
        /** Nothing. */
        NONE,
        /** Texts of the same {@link NormalizedText}. */
        EXACT;

        /** As it is written in settings and options. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Deduplication {
        if (blockDocuments < 1) {
            throw new IllegalArgumentException("block documents is " + blockDocuments + "; expected 1 or more");
        }
    }

    /** By a method, as runs take it of which nobody asks otherwise. */
    public static Deduplication of(Method method) {
        return method == Method.NONE ? NONE : EXACT;
    }

    /** The same, because somebody asked for it. */
    public Deduplication asChosen() {
        return new Deduplication(method, true, blockDocuments);
    }

    /** The same in smaller steps, which are kept one by one. */
    public Deduplication withBlockDocuments(int documents) {
        return new Deduplication(method, chosen, documents);
    }

    /** The value of the setting, with its version; empty where everything is published, as in runs from before there was a choice. */
    public Optional<String> describe() {
        return method == Method.EXACT ? Optional.of(NormalizedText.VERSION) : Optional.empty();
    }

    /** With what else a run that has begun goes on. */
    public List<Deduplication> earlier() {
        return chosen || method == Method.NONE ? List.of() : List.of(NONE);
    }
}
