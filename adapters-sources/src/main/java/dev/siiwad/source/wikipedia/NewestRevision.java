package dev.siiwad.source.wikipedia;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps of the revisions of one page the newest, of equally old ones the last, so that a page with its whole history takes no more memory than
 * two of its revisions. Where revisions do not come one after the other, it leaves the page as it is.
 */
final class NewestRevision {
    private static final int TIMESTAMP_SEARCH_BYTES_MAX = 4096;
    private static final Pattern TIMESTAMP = Pattern.compile("<timestamp>\\s{0,9}([^<]{1,40})");

    private final MarkupScanner scanner;
    private int open = -1;
    private int start = -1;
    private int end;
    private String timestamp = "";
    private boolean nested;

    NewestRevision(MarkupScanner scanner) {
        this.scanner = scanner;
    }

    /** Told that a page begins. */
    void pageBegins() {
        open = -1;
        start = -1;
        nested = false;
    }

    /** Told that a revision begins here. */
    void begins(int at) {
        nested |= open >= 0;
        open = at;
    }

    /** Told that a revision ends with the last byte kept. */
    void ends() {
        nested |= open < 0;
        if (nested) {
            return;
        }
        String next = timestamp(open);
        if (start < 0) {
            start = open;
            timestamp = next;
        } else if (next.compareTo(timestamp) >= 0) {
            scanner.cut(start, open);
            timestamp = next;
        } else {
            scanner.cut(end, scanner.length());
        }
        end = scanner.length();
        open = -1;
    }

    private String timestamp(int from) {
        int length = Math.min(scanner.length() - from, TIMESTAMP_SEARCH_BYTES_MAX);
        Matcher matcher = TIMESTAMP.matcher(new String(scanner.kept(), from, length, StandardCharsets.UTF_8));
        return matcher.find() ? matcher.group(1).strip() : "";
    }
}
