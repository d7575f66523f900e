package dev.siiwad.source;

/**
 * One document, or one whole unit, cannot be read, and the reader has moved past it: it counts as one document read and goes to quarantine. The excerpt is at
 * most {@value #EXCERPT_CHARS_MAX} characters of it, for whoever looks into the quarantine.
 */
public final class MalformedDocumentException extends Exception {
    public static final int EXCERPT_CHARS_MAX = 2000;
    private static final long serialVersionUID = 1L;

    private final String documentId;
    private final String excerpt;
    private final boolean unit;

    /** A document that cannot be read. */
    public MalformedDocumentException(String documentId, String reason, String excerpt) {
        this(documentId, reason, excerpt, false);
    }

    private MalformedDocumentException(String documentId, String reason, String excerpt, boolean unit) {
        super(reason);
        this.documentId = documentId;
        this.excerpt = excerpt.length() > EXCERPT_CHARS_MAX ? excerpt.substring(0, EXCERPT_CHARS_MAX) : excerpt;
        this.unit = unit;
    }

    /**
     * A unit that is broken for good, such as a page, shard, corpus, video or paid run: it was fetched again and found to be the same. It is set aside and
     * named in the receipt, and the run goes on after it.
     *
     * @param name what the unit is called, such as a file's name or an address
     */
    public static MalformedDocumentException unit(String name, String reason, String excerpt) {
        return new MalformedDocumentException(name, reason, excerpt, true);
    }

    public String documentId() {
        return documentId;
    }

    public String excerpt() {
        return excerpt;
    }

    /** Whether it is a whole unit that is set aside. */
    public boolean isUnit() {
        return unit;
    }
}
