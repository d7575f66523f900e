package dev.siiwad.segment;

import dev.siiwad.words.WordCount;

/**
 * What is in the segments of a run. It is fixed when the run begins, since a segment that is damaged and read again must come to the same bytes, whichever version
 * of this program does that.
 */
public enum SegmentForm {
    /** Documents, as runs of earlier versions have them. */
    DOCUMENTS(1, WordCount.WHITE_SPACE),
    /** The lines that are published, but for what all of them share. */
    LINES(2, WordCount.WHITE_SPACE),
    /** The same, their words counted in another way. */
    LINES_BY_SEGMENTS(3, WordCount.SEGMENTS),
    /** Lines, and how many bytes of text are in the segments before. */
    MEASURED_LINES(4, WordCount.WHITE_SPACE),
    /** The same, their words counted in another way. */
    MEASURED_LINES_BY_SEGMENTS(5, WordCount.SEGMENTS);

    private final int number;
    private final WordCount words;

    SegmentForm(int number, WordCount words) {
        this.number = number;
        this.words = words;
    }

    /** That of new runs which count words in this way. */
    public static SegmentForm lines(WordCount words) {
        return words == WordCount.SEGMENTS ? MEASURED_LINES_BY_SEGMENTS : MEASURED_LINES;
    }

    /** Whether it has lines that are published. */
    public boolean hasLines() {
        return this != DOCUMENTS;
    }

    /** Whether each segment says how many bytes of text are in those before it. */
    public boolean isMeasured() {
        return this == MEASURED_LINES || this == MEASURED_LINES_BY_SEGMENTS;
    }

    /** How the words of these lines are counted; of documents that is known when they are published. */
    public WordCount words() {
        return words;
    }

    /** Its number in what is stored. */
    public int number() {
        return number;
    }

    /** @throws IllegalArgumentException if this version knows no form of this number */
    public static SegmentForm of(long number) {
        for (SegmentForm form : values()) {
            if (form.number == number) {
                return form;
            }
        }
        throw new IllegalArgumentException(
                "segment format is " + number + "; this version of Siiwad knows 1 to " + values().length);
    }
}
