package dev.siiwad.source;

/**
 * One document cannot be read, and the reader has moved past it: it counts as read and goes to quarantine. The excerpt is at most
 * {@value #EXCERPT_CHARS_MAX} characters of it, for whoever looks into the quarantine.
 */
public final class MalformedDocumentException extends Exception {
    public static final int EXCERPT_CHARS_MAX = 2000;
    private static final long serialVersionUID = 1L;

    private final String documentId;
    private final String excerpt;

    public MalformedDocumentException(String documentId, String reason, String excerpt) {
        super(reason);
        this.documentId = documentId;
        this.excerpt = excerpt.length() > EXCERPT_CHARS_MAX ? excerpt.substring(0, EXCERPT_CHARS_MAX) : excerpt;
    }

    public String documentId() {
        return documentId;
    }

    public String excerpt() {
        return excerpt;
    }
}
