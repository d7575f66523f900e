package dev.siiwad.source.wikipedia.wikitext;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The first step: comments, and everything in angle brackets. One scan; a search for an end tag that finds none is not repeated. */
final class Tags {
    private static final String REFERENCE = "ref";
    private static final int NAME_CHARS_MAX = 20;
    private static final int TAG_CHARS_MAX = 2000;
    private static final Map<String, Kind> KINDS = kinds();
    private static final Pattern NOWIKI = Pattern.compile("</?nowiki\\s*/?>", Pattern.CASE_INSENSITIVE);
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private enum Kind {
        /** Goes with what it encloses. */
        GONE,
        /** What it encloses is not markup. */
        LITERAL,
        PREFORMATTED,
        /** What it encloses is shown as it is written; version 1 does not. */
        FORMULA,
        BREAK,
        BLOCK,
        TABLE,
        CELL,
        INLINE
    }

    private final String page;
    private final int version;
    private final BuiltText out;
    /** By name, the end tag found last; the end of the page where there is none. */
    private final Map<String, Integer> endTags = new HashMap<>();

    private int at;
    private int blankFrom;

    /** Up to here, comments on a line are known to be followed by something else. */
    private int notAloneTo;

    /** @param version of the extraction: formulas are shown since the second, as they are written */
    Tags(String page, int version) {
        this.page = page;
        this.version = version;
        this.out = new BuiltText(page.length());
    }

    String resolve() {
        int less = page.indexOf('<');
        if (less < 0) {
            return page;
        }
        while (less >= 0) {
            out.append(page, at, less);
            at = less;
            if (page.startsWith("<!--", at)) {
                comment();
            } else {
                tag();
            }
            less = page.indexOf('<', at);
        }
        out.append(page, at, page.length());
        return out.toString();
    }

    /** A comment alone on its line goes with the line, and so do several since version 3. */
    private void comment() {
        at = afterComment(at);
        int next = afterBlanks(at);
        while (version > 2 && next >= notAloneTo && page.startsWith("<!--", next)) {
            next = afterBlanks(afterComment(next));
        }
        if (next < page.length() && page.charAt(next) == '\n' && onBlankLine()) {
            at = next + 1;
            if (version > 2) {
                removeBlanks();
            }
        } else {
            notAloneTo = Math.max(notAloneTo, next);
        }
    }

    /** Those that the line began with, which is gone. */
    private void removeBlanks() {
        int end = out.length();
        while (end > 0 && isBlank(out.charAt(end - 1))) {
            end--;
        }
        out.cutTo(end);
        blankFrom = end;
    }

    private int afterComment(int start) {
        int end = page.indexOf("-->", start + 4);
        return end < 0 ? page.length() : end + 3;
    }

    private int afterBlanks(int from) {
        int next = from;
        while (next < page.length() && isBlank(page.charAt(next))) {
            next++;
        }
        return next;
    }

    /** Looks at no character twice: {@link #blankFrom} is where the last look found nothing but blanks since the line began. */
    private boolean onBlankLine() {
        int i = out.length();
        while (i > blankFrom && isBlank(out.charAt(i - 1))) {
            i--;
        }
        boolean blank = i == blankFrom || out.charAt(i - 1) == '\n';
        if (blank) {
            blankFrom = out.length();
        }
        return blank;
    }

    private void tag() {
        boolean closing = page.startsWith("</", at);
        int nameStart = at + (closing ? 2 : 1);
        int nameEnd = nameStart;
        while (nameEnd < page.length()
                && nameEnd - nameStart <= NAME_CHARS_MAX
                && isNameCharacter(page.charAt(nameEnd))) {
            nameEnd++;
        }
        String name = page.substring(nameStart, nameEnd).toLowerCase(Locale.ROOT);
        Kind kind = KINDS.get(name);
        int end = kind == null ? -1 : endOfTag(nameEnd);
        if (end < 0) {
            out.append('<');
            at++;
            return;
        }
        boolean selfClosing = page.charAt(end - 2) == '/';
        at = end;
        switch (kind) {
            case GONE -> gone(name, closing || selfClosing);
            case FORMULA -> {
                if (version > 1) {
                    literal(name, kind, closing || selfClosing);
                } else {
                    gone(name, closing || selfClosing);
                }
            }
            case LITERAL, PREFORMATTED -> literal(name, kind, closing || selfClosing);
            case BREAK -> out.append(Marks.BREAK);
            case BLOCK -> block();
            case TABLE -> out.append(closing ? Marks.TABLE_CLOSE : Marks.TABLE_OPEN);
            case CELL -> out.append(' ');
            case INLINE -> {}
        }
    }

    /** The index after the {@code >} of the tag, or -1 where this is not a tag. */
    private int endOfTag(int nameEnd) {
        if (nameEnd == page.length() || isNameCharacter(page.charAt(nameEnd))) {
            return -1;
        }
        char following = page.charAt(nameEnd);
        if (following != '>' && following != '/' && following != '\n' && !isBlank(following)) {
            return -1;
        }
        int quoted = endOutsideQuotes(nameEnd);
        return quoted < 0 ? endAnywhere(nameEnd) : quoted;
    }

    /** The index after the {@code >} of a tag whose attributes may hold others, and comments; -1 if there is none within a tag's length. */
    private int endOutsideQuotes(int from) {
        int limit = Math.min(page.length(), from + TAG_CHARS_MAX);
        char quote = 0;
        for (int i = from; i < limit; i++) {
            char c = page.charAt(i);
            if (c == '<') {
                int end = page.startsWith("<!--", i) ? page.indexOf("-->", i) : -1;
                if (end < 0 || end >= limit) {
                    return -1;
                }
                i = end + 2;
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '>') {
                return i + 1;
            } else if ((c == '"' || c == '\'') && page.charAt(i - 1) == '=') {
                quote = c;
            } else if (c == '\n' && page.startsWith("\n", i + 1)) {
                return -1;
            }
        }
        return -1;
    }

    private int endAnywhere(int from) {
        for (int i = from; i < page.length(); i++) {
            if (page.charAt(i) == '>') {
                return i + 1;
            }
            if (page.charAt(i) == '<') {
                return -1;
            }
        }
        return -1;
    }

    private void gone(String name, boolean alone) {
        int endTag = alone ? -1 : endTag(name);
        if (endTag >= 0 && name.equals(REFERENCE) && opensAgainBefore(endTag)) {
            return;
        }
        at = endTag < 0 ? at : page.indexOf('>', endTag) + 1;
        if (alone || endTag >= 0) {
            out.append(Marks.REMOVED);
        }
    }

    /** Whether another reference begins before this end tag, which is then its own. */
    private boolean opensAgainBefore(int endTag) {
        for (int i = page.indexOf('<', at); i < endTag; i = page.indexOf('<', i + 1)) {
            int end = page.regionMatches(true, i + 1, REFERENCE, 0, REFERENCE.length())
                    ? endOfTag(i + 1 + REFERENCE.length())
                    : -1;
            if (end >= 0 && page.charAt(end - 2) != '/') {
                return true;
            }
        }
        return false;
    }

    private void literal(String name, Kind kind, boolean alone) {
        int endTag = alone ? -1 : endTag(name);
        if (endTag < 0) {
            out.append(Marks.REMOVED);
            return;
        }
        String content = Entities.decode(page.substring(at, endTag));
        at = page.indexOf('>', endTag) + 1;
        if (kind == Kind.PREFORMATTED) {
            block();
            Marks.shieldAll(withoutOuterNewlines(NOWIKI.matcher(content).replaceAll("")), out);
            block();
        } else if (kind == Kind.FORMULA) {
            String formula = BLANKS.matcher(content.strip()).replaceAll(" ");
            out.append(formula.isEmpty() ? String.valueOf(Marks.REMOVED) : "");
            Marks.shieldMarkup(formula, out);
        } else {
            out.append(content.isEmpty() ? String.valueOf(Marks.REMOVED) : "");
            Marks.shieldMarkup(content, out);
        }
    }

    private static String withoutOuterNewlines(String content) {
        int start = content.startsWith("\n") ? 1 : 0;
        int end = content.length() > start && content.endsWith("\n") ? content.length() - 1 : content.length();
        return content.substring(start, end);
    }

    /** Where the next end tag of this name begins, or -1. Looks at no place twice for the same name. */
    private int endTag(String name) {
        int known = endTags.getOrDefault(name, -1);
        if (known >= at) {
            return known < page.length() ? known : -1;
        }
        for (int i = page.indexOf("</", at); i >= 0; i = page.indexOf("</", i + 2)) {
            if (page.regionMatches(true, i + 2, name, 0, name.length())) {
                int end = i + 2 + name.length();
                while (end < page.length() && (isBlank(page.charAt(end)) || page.charAt(end) == '\n')) {
                    end++;
                }
                if (end < page.length() && page.charAt(end) == '>') {
                    endTags.put(name, i);
                    return i;
                }
            }
        }
        endTags.put(name, page.length());
        return -1;
    }

    private void block() {
        char last = out.length() == 0 ? '\n' : out.charAt(out.length() - 1);
        if (last != '\n' && last != Marks.BREAK) {
            out.append(Marks.BREAK);
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isNameCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-';
    }

    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new HashMap<>();
        put(kinds, Kind.GONE, "ref references gallery timeline syntaxhighlight source score imagemap templatedata");
        put(kinds, Kind.GONE, "graph chart hiero mapframe maplink inputbox categorytree dynamicpagelist indicator");
        put(kinds, Kind.GONE, "includeonly templatestyles style script rss listing");
        put(kinds, Kind.LITERAL, "nowiki");
        put(kinds, Kind.FORMULA, "math ce chem");
        put(kinds, Kind.PREFORMATTED, "pre");
        put(kinds, Kind.BREAK, "br hr");
        put(kinds, Kind.BLOCK, "p div center blockquote poem ul ol li dl dt dd tr caption thead tbody tfoot");
        put(kinds, Kind.BLOCK, "h1 h2 h3 h4 h5 h6 article aside header footer nav figure figcaption");
        put(kinds, Kind.TABLE, "table");
        put(kinds, Kind.CELL, "td th");
        put(
                kinds,
                Kind.INLINE,
                "a abbr b bdi bdo big cite code data del dfn em font i ins kbd link mark meta q rb rp rt rtc ruby");
        put(kinds, Kind.INLINE, "s samp small span strike strong sub sup time tt u var wbr col colgroup");
        put(kinds, Kind.INLINE, "noinclude onlyinclude section langconvert languages translate tvar phonos nobr img");
        return Map.copyOf(kinds);
    }

    private static void put(Map<String, Kind> kinds, Kind kind, String names) {
        for (String name : names.split(" ")) {
            kinds.put(name, kind);
        }
    }
}
