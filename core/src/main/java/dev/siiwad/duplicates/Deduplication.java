package dev.siiwad.duplicates;

import dev.siiwad.digest.Sha256;
import dev.siiwad.source.Settings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which documents count as the same, of which only the first is published. A setting of the run: it may not change on the way.
 *
 * @param signatures for similar texts, where those count
 * @param chosen whether somebody asked for it; else a run that began before there was a choice goes on without
 * @param against published datasets whose documents count, too
 * @param blockDocuments how many documents the pass looks at before it keeps what it has found out about them; decides nothing else
 * @param leaderLongs how much room there is for texts that others are compared with, in 8 bytes
 */
public record Deduplication(
        Method method,
        Optional<Signatures> signatures,
        boolean chosen,
        Against against,
        int blockDocuments,
        int leaderLongs) {
    /** The name of the setting. */
    public static final String SETTING = "dedup";

    public static final int BLOCK_DOCUMENTS_DEFAULT = 20_000;

    /** Everything is published. */
    public static final Deduplication NONE = of(Method.NONE, Optional.empty());

    /** Texts that differ in white space at most are published once. */
    public static final Deduplication EXACT = of(Method.EXACT, Optional.empty());

    /** What is the same. */
    public enum Method {
        /** Nothing. */
        NONE,
        /** Texts of the same {@link NormalizedText}. */
        EXACT,
        /** Those, and texts that have 85 % of their {@link Shingles} in common. */
        NEAR;

        /** As it is written in settings and options. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Deduplication {
        if (signatures.isPresent() != (method == Method.NEAR)) {
            throw new IllegalArgumentException("only similar texts need signatures, and " + method + " has "
                    + (signatures.isPresent() ? "some" : "none"));
        }
        if (method == Method.NONE && !against.isEmpty()) {
            throw new IllegalArgumentException(
                    "no documents count as the same; expected some that do, for a comparison with " + against.asked());
        }
        if (blockDocuments < 1) {
            throw new IllegalArgumentException("block documents is " + blockDocuments + "; expected 1 or more");
        }
    }

    /** Texts of the same {@link NormalizedText} are published once, and similar ones. */
    public static Deduplication near(Signatures signatures) {
        return of(Method.NEAR, Optional.of(signatures));
    }

    private static Deduplication of(Method method, Optional<Signatures> signatures) {
        return new Deduplication(
                method, signatures, false, Against.NOTHING, BLOCK_DOCUMENTS_DEFAULT, Leaders.LONGS_MAX);
    }

    /** The same, because somebody asked for it. */
    public Deduplication asChosen() {
        return new Deduplication(method, signatures, true, against, blockDocuments, leaderLongs);
    }

    /**
     * The same with published datasets as well.
     *
     * @throws IllegalArgumentException if nothing counts as the same
     */
    public Deduplication withAgainst(Against datasets) {
        return new Deduplication(method, signatures, chosen, datasets, blockDocuments, leaderLongs);
    }

    /** The same in smaller steps, which are kept one by one. */
    public Deduplication withBlockDocuments(int documents) {
        return new Deduplication(method, signatures, chosen, against, documents, leaderLongs);
    }

    /** The same with room for fewer texts at once. */
    public Deduplication withLeaderLongs(int longs) {
        return new Deduplication(method, signatures, chosen, against, blockDocuments, longs);
    }

    /** The value of the setting, with its version; empty where everything is published, as in runs from before there was a choice. */
    public Optional<String> describe() {
        return switch (method) {
            case NONE -> Optional.empty();
            case EXACT -> Optional.of(NormalizedText.VERSION);
            case NEAR -> Optional.of("near/1");
        };
    }

    /** In the names of the lists of what goes: no other choice has the same. */
    String nameOfLists() {
        return describe().orElseThrow()
                + (against.isEmpty()
                        ? ""
                        : " against " + Sha256.hex(against.pinned().toString()));
    }

    /** These as settings of a run, beside others. */
    public Settings addedTo(Settings settings) {
        return against.addedTo(
                describe().map(value -> settings.with(SETTING, value)).orElse(settings));
    }

    /** With what else a run that has begun goes on. */
    public List<Deduplication> earlier() {
        return chosen || method == Method.NONE || !against.isEmpty() ? List.of() : List.of(NONE);
    }
}
