package dev.siiwad.source.wikipedia.wikitext;

import java.util.Optional;

/** What a link shows: {@code [[target|label]]}, {@code [[target]]}, and {@code [address label]}. */
final class Link {
    private static final String[] SCHEMES = {
        "http://",
        "https://",
        "//",
        "ftp://",
        "ftps://",
        "mailto:",
        "irc://",
        "ircs://",
        "news:",
        "gopher://",
        "tel:",
        "geo:",
        "magnet:",
        "git://",
        "svn://",
        "sip:",
        "xmpp:",
        "urn:",
        "nntp://",
        "telnet://",
        "worldwind://"
    };

    private static final String SCHEMES_BEGIN = "/hfmingtsxuw";

    private Link() {}

    /** The text of a link within the wiki; empty where it shows none. */
    static Optional<String> text(String target, Optional<String> label, Namespaces namespaces) {
        if (namespaces.isHidden(target)) {
            return Optional.empty();
        }
        if (label.isPresent()) {
            return label.get().isBlank() ? shown(withoutQualifier(target)) : label;
        }
        return startsWithScheme(target, 0) ? shown(labelOfAddress(target)) : shown(withoutColon(target));
    }

    /** {@code [http://address label]} gives the label, and without one nothing, as MediaWiki's number says nothing outside the page. */
    static String externalLinks(String line) {
        int bracket = line.indexOf('[');
        if (bracket < 0) {
            return line;
        }
        StringBuilder out = new StringBuilder(line.length());
        int at = 0;
        int close = -1;
        while (bracket >= 0) {
            out.append(line, at, bracket);
            at = bracket;
            if (close < bracket) {
                close = line.indexOf(']', bracket);
            }
            if (close < 0) {
                break;
            }
            if (startsWithScheme(line, bracket + 1)) {
                String label = labelOfAddress(line.substring(bracket + 1, close));
                out.append(label.isEmpty() ? String.valueOf(Marks.REMOVED) : label);
                at = close + 1;
            } else {
                out.append('[');
                at = bracket + 1;
            }
            bracket = line.indexOf('[', at);
        }
        return out.append(line, at, line.length()).toString();
    }

    private static Optional<String> shown(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(text);
    }

    private static String labelOfAddress(String addressAndLabel) {
        int end = 0;
        while (end < addressAndLabel.length() && !isBlank(addressAndLabel.charAt(end))) {
            end++;
        }
        return addressAndLabel.substring(end).strip();
    }

    private static boolean isBlank(char c) {
        return c <= ' ' || Character.isSpaceChar(c);
    }

    private static boolean startsWithScheme(String text, int at) {
        int start = at;
        while (start < text.length() && text.charAt(start) == Marks.REMOVED) {
            start++;
        }
        if (start == text.length() || !mayBeginScheme(text.charAt(start))) {
            return false;
        }
        for (String scheme : SCHEMES) {
            if (text.regionMatches(true, start, scheme, 0, scheme.length())) {
                return true;
            }
        }
        return false;
    }

    /** Most links are seen to be none here already. */
    private static boolean mayBeginScheme(char c) {
        return c >= 0x80 || SCHEMES_BEGIN.indexOf(Character.toLowerCase(c)) >= 0;
    }

    private static String withoutColon(String target) {
        String trimmed = target.strip();
        return trimmed.startsWith(":") ? trimmed.substring(1).strip() : target;
    }

    /** The pipe trick: {@code [[Help:Berbera (magaalo)|]]} shows Berbera. */
    private static String withoutQualifier(String target) {
        String name = withoutColon(target).strip();
        name = name.substring(name.indexOf(':') + 1).strip();
        int parenthesis = name.endsWith(")") ? name.lastIndexOf('(') : -1;
        int comma = name.indexOf(", ");
        int end = parenthesis > 0 ? parenthesis : comma;
        return end > 0 ? name.substring(0, end).strip() : name;
    }
}
