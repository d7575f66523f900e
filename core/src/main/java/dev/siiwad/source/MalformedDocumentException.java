package dev.siiwad.source;

import java.util.Optional;

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
    private final transient Optional<Remedy.Choose> remedy;

    /** A document that cannot be read. */
    public MalformedDocumentException(String documentId, String reason, String excerpt) {
        this(documentId, reason, excerpt, false, Optional.empty());
    }

    private MalformedDocumentException(
            String documentId, String reason, String excerpt, boolean unit, Optional<Remedy.Choose> remedy) {
        super(reason);
        this.remedy = remedy;
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
        return new MalformedDocumentException(name, reason, excerpt, true, Optional.empty());
    }

    /**
     * A document that cannot be read with a setting as it is, such as one without a field of the name that is given. A run of which all documents are so is not worth
     * going on with.
     *
     * @param remedy what the setting could be instead, for this document
     */
    public static MalformedDocumentException unfit(
            String documentId, String reason, String excerpt, Remedy.Choose remedy) {
        return new MalformedDocumentException(documentId, reason, excerpt, false, Optional.of(remedy));
    }

    public String documentId() {
        return documentId;
    }

    public String excerpt() {
        return excerpt;
    }

    /** What a setting could be instead, where that is to blame. */
    public Optional<Remedy.Choose> remedy() {
        return remedy == null ? Optional.empty() : remedy;
    }

    /** Whether it is a whole unit that is set aside. */
    public boolean isUnit() {
        return unit;
    }
}
