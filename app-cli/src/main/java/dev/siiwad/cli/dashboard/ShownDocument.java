package dev.siiwad.cli.dashboard;

import dev.siiwad.document.Document;
import dev.siiwad.segment.Entry;
import dev.siiwad.storage.silver.SilverRecord;

/**
 * A document as the page shows it.
 *
 * @param offset where it was read, or its place in the dataset
 * @param text its first {@value #TEXT_CHARS_MAX} characters at most
 * @param chars how many it has in all
 */
record ShownDocument(long offset, String title, String url, String text, long chars) {
    static final int SHOWN_MAX = 5;
    static final int TEXT_CHARS_MAX = 1200;

    private static final int NAME_CHARS_MAX = 300;
    private static final int EXCERPT_CHARS_MAX = 600;

    static ShownDocument of(long offset, Document document) {
        return of(offset, document.title(), document.url(), document.text());
    }

    static ShownDocument of(long row, SilverRecord record) {
        return of(row, record.text("title"), record.text("url"), record.text("text"));
    }

    private static ShownDocument of(long offset, String title, String url, String text) {
        return new ShownDocument(
                offset,
                beginning(title, NAME_CHARS_MAX),
                beginning(url, NAME_CHARS_MAX),
                beginning(text, TEXT_CHARS_MAX),
                text.codePointCount(0, text.length()));
    }

    /** The same with as much of its texts as the page shows. */
    static Entry.Quarantined shortened(Entry.Quarantined entry) {
        return new Entry.Quarantined(
                entry.offset(),
                beginning(entry.documentId(), NAME_CHARS_MAX),
                beginning(entry.reason(), EXCERPT_CHARS_MAX),
                beginning(entry.excerpt(), EXCERPT_CHARS_MAX),
                entry.unit());
    }

    private static String beginning(String text, int charsMax) {
        return text.codePointCount(0, text.length()) <= charsMax
                ? text
                : text.substring(0, text.offsetByCodePoints(0, charsMax)) + "…";
    }
}
