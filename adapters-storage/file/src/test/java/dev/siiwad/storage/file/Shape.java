package dev.siiwad.storage.file;

import dev.siiwad.document.Document;
import dev.siiwad.segment.Entry;
import dev.siiwad.source.MalformedDocumentException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a made-up source gives: a function of a seed, so that any document can be told without those before it. Editions are counted from 0; each holds
 * other texts, and one document more than the one before.
 *
 * @param documents of the first edition
 * @param savePercent before how many documents of a hundred it asks to save
 * @param boundaryPercent behind how many of a hundred a unit is complete
 * @param repeatedPercent how many of a hundred have the text of an earlier one, or nearly
 * @param keepsRejects whether what is dropped is kept
 * @param poison the documents that kill whoever processes them
 */
record Shape(
        long seed,
        int documents,
        int malformedPercent,
        int droppedPercent,
        int savePercent,
        int boundaryPercent,
        boolean knowsSize,
        boolean hasPayload,
        int repeatedPercent,
        boolean keepsRejects,
        SortedMap<Long, Poison> poison) {
    /** Texts with fewer characters are dropped. */
    static final int MIN_LENGTH = 10;

    private static final int TEXT_WORDS_MAX = 30;

    /** Where a document kills. */
    enum Poison {
        PARSING,
        TRANSFORMING
    }

    private enum Question {
        MALFORMED,
        DROPPED,
        SAVE,
        BOUNDARY,
        LENGTH,
        REPEATED,
        REPEATS
    }

    Shape {
        poison = Collections.unmodifiableSortedMap(new TreeMap<>(poison));
    }

    long size(int edition) {
        return documents + (long) edition;
    }

    boolean savesBefore(int edition, long offset) {
        return percent(Question.SAVE, edition, offset) < savePercent;
    }

    boolean boundaryBehind(int edition, long offset) {
        return percent(Question.BOUNDARY, edition, offset) < boundaryPercent;
    }

    /** What becomes of a document that is processed; empty if it is dropped and not kept. */
    Optional<Entry> entry(int edition, long offset) {
        try {
            Document document = document(edition, offset);
            int length = document.text().length();
            if (length >= MIN_LENGTH) {
                return Optional.of(new Entry.Kept(offset, document));
            }
            return keepsRejects
                    ? Optional.of(new Entry.Rejected(offset, document, "min_length", "" + length))
                    : Optional.empty();
        } catch (MalformedDocumentException e) {
            return Optional.of(new Entry.Quarantined(offset, e.documentId(), e.getMessage(), e.excerpt()));
        }
    }

    /** @throws MalformedDocumentException if it is malformed */
    Document document(int edition, long offset) throws MalformedDocumentException {
        boolean poisonous = poison.containsKey(offset);
        if (!poisonous && percent(Question.MALFORMED, edition, offset) < malformedPercent) {
            throw new MalformedDocumentException(
                    "" + offset, "malformed on purpose", "excerpt " + offset + " of " + edition);
        }
        boolean dropped = !poisonous && percent(Question.DROPPED, edition, offset) < droppedPercent;
        String text = dropped ? "gaaban" : text(edition, offset);
        return Document.of(
                "" + offset, "Cinwaan " + offset, text, "https://tusaale.example/" + offset, Map.of("page_id", offset));
    }

    private String text(int edition, long offset) {
        if (offset == 0 || percent(Question.REPEATED, edition, offset) >= repeatedPercent) {
            return ownText(edition, offset);
        }
        long chosen = hash(Question.REPEATS, edition, offset) >>> 8;
        String earlier = ownText(edition, chosen % offset);
        return switch ((int) (chosen % 3)) {
            case 0 -> earlier;
            case 1 -> earlier.replace(" ee ", "  ee\n");
            default -> earlier + " eray";
        };
    }

    /** The text of a document that repeats no other. */
    String ownText(int edition, long offset) {
        int words = Math.floorMod(hash(Question.LENGTH, edition, offset), TEXT_WORDS_MAX);
        return "Qoraalka " + offset + " ee " + edition + " waa la hayaa." + " eray".repeat(words);
    }

    /** Shows in a position that it was made by a reader of this edition. */
    String mark(int edition, long offset) {
        return Long.toHexString(hash(Question.SAVE, edition, offset) >>> 40);
    }

    private int percent(Question question, int edition, long offset) {
        return Math.floorMod(hash(question, edition, offset), 100);
    }

    private long hash(Question question, int edition, long offset) {
        return new Dice(seed ^ (question.ordinal() * 31L + edition) * 1_000_003L ^ offset * 0x9E3779B97F4A7C15L).seed();
    }
}
