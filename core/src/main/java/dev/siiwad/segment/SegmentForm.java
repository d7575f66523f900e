package dev.siiwad.segment;

/**
 * What is in the segments of a run. It is fixed when the run begins, since a segment that is damaged and read again must come to the same bytes, whichever version
 * of this program does that.
 */
public enum SegmentForm {
    /** Documents, as runs of earlier versions have them. */
    DOCUMENTS(1),
    /** The lines that are published, but for what all of them share. */
    LINES(2);

    /** That of new runs. */
    public static final SegmentForm NEWEST = LINES;

    private final int number;

    SegmentForm(int number) {
        this.number = number;
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
                "segment format is " + number + "; this version of Siiwad knows 1 to " + NEWEST.number);
    }
}
