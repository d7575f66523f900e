package dev.siiwad.transform;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Tags and entities of HTML in what should be plain text. Only names that HTML has are taken for tags, so {@code <stdio.h>} and {@code a < b} are text. */
final class LeftoverHtml {
    private static final int TAG_CHARS_MAX = 1000;
    private static final int NAME_CHARS_MAX = 10;
    private static final int ENTITY_CHARS_MAX = 10;
    /** Entities that were written as entities once more: {@code &amp;nbsp;}. */
    private static final int PASSES = 2;

    private static final Set<String> BLOCKS = Set.of(
            "br",
            "p",
            "div",
            "li",
            "ul",
            "ol",
            "tr",
            "table",
            "tbody",
            "thead",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "blockquote",
            "section",
            "article",
            "header",
            "footer",
            "center",
            "pre",
            "td",
            "th");
    private static final Set<String> INLINE = Set.of(
            "a",
            "b",
            "i",
            "u",
            "em",
            "strong",
            "span",
            "font",
            "img",
            "sup",
            "sub",
            "small",
            "big",
            "code",
            "tt",
            "abbr",
            "cite",
            "del",
            "ins",
            "iframe",
            "input",
            "button",
            "label",
            "form",
            "figure",
            "figcaption",
            "o:p");
    private static final Set<String> WITH_CONTENT = Set.of("script", "style");
    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("amp", "&"),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("nbsp", "\u00A0"),
            Map.entry("rsquo", "’"),
            Map.entry("lsquo", "‘"),
            Map.entry("sbquo", "‚"),
            Map.entry("rdquo", "”"),
            Map.entry("ldquo", "“"),
            Map.entry("bdquo", "„"),
            Map.entry("laquo", "«"),
            Map.entry("raquo", "»"),
            Map.entry("ndash", "–"),
            Map.entry("mdash", "—"),
            Map.entry("hellip", "…"),
            Map.entry("middot", "·"),
            Map.entry("bull", "•"),
            Map.entry("copy", "©"),
            Map.entry("reg", "®"),
            Map.entry("trade", "™"),
            Map.entry("deg", "°"),
            Map.entry("euro", "€"),
            Map.entry("pound", "£"),
            Map.entry("times", "×"),
            Map.entry("shy", "\u00AD"),
            Map.entry("zwnj", "\u200C"),
            Map.entry("zwj", "\u200D"),
            Map.entry("eacute", "é"),
            Map.entry("egrave", "è"),
            Map.entry("agrave", "à"),
            Map.entry("aacute", "á"),
            Map.entry("iacute", "í"),
            Map.entry("oacute", "ó"),
            Map.entry("uacute", "ú"),
            Map.entry("ccedil", "ç"),
            Map.entry("ntilde", "ñ"),
            Map.entry("auml", "ä"),
            Map.entry("ouml", "ö"),
            Map.entry("uuml", "ü"),
            Map.entry("szlig", "ß"),
            Map.entry("aring", "å"));

    private LeftoverHtml() {}

    static RepairText.Repaired withoutTags(String text) {
        int less = text.indexOf('<');
        if (less < 0) {
            return new RepairText.Repaired(text, 0);
        }
        StringBuilder kept = new StringBuilder(text.length());
        Set<String> unclosed = new HashSet<>();
        long tags = 0;
        int from = 0;
        while (less >= 0) {
            String name = name(text, less);
            int end = isTag(name) ? end(text, less + 1) : -1;
            if (end < 0) {
                less = text.indexOf('<', less + 1);
                continue;
            }
            boolean opens = text.charAt(less + 1) != '/';
            kept.append(text, from, less).append(BLOCKS.contains(name) ? "\n" : "");
            boolean hasContent = opens && WITH_CONTENT.contains(name) && !unclosed.contains(name);
            int afterContent = hasContent ? afterContent(text, end, name) : end;
            if (hasContent && afterContent < 0) {
                unclosed.add(name);
            }
            from = Math.max(end, afterContent);
            tags++;
            less = text.indexOf('<', from);
        }
        return tags == 0
                ? new RepairText.Repaired(text, 0)
                : new RepairText.Repaired(kept.append(text, from, text.length()).toString(), tags);
    }

    static RepairText.Repaired withoutEntities(String text) {
        RepairText.Repaired decoded = new RepairText.Repaired(text, 0);
        for (int pass = 0; pass < PASSES; pass++) {
            RepairText.Repaired next = decoded(decoded.text());
            if (next.count() == 0) {
                break;
            }
            decoded = new RepairText.Repaired(next.text(), decoded.count() + next.count());
        }
        return decoded;
    }

    private static boolean isTag(String name) {
        return BLOCKS.contains(name) || INLINE.contains(name) || WITH_CONTENT.contains(name);
    }

    /** The name of the tag that begins here, in small letters; not one that HTML has if none does. */
    private static String name(String text, int less) {
        int start = text.startsWith("/", less + 1) ? less + 2 : less + 1;
        int end = start;
        while (end < text.length() && end - start < NAME_CHARS_MAX && isName(text.charAt(end))) {
            end++;
        }
        return text.substring(start, end).toLowerCase(Locale.ROOT);
    }

    private static boolean isName(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '1' && c <= '6' || c == ':';
    }

    /** The index after the {@code >} of a tag; -1 where another begins first, or none is near. */
    private static int end(String text, int from) {
        int limit = Math.min(text.length(), from + TAG_CHARS_MAX);
        for (int i = from; i < limit; i++) {
            if (text.charAt(i) == '>') {
                return i + 1;
            }
            if (text.charAt(i) == '<') {
                return -1;
            }
        }
        return -1;
    }

    /** After the end tag of a script; -1 where that is missing. */
    private static int afterContent(String text, int from, String name) {
        for (int i = text.indexOf("</", from); i >= 0; i = text.indexOf("</", i + 2)) {
            int end = name(text, i).equals(name) ? end(text, i + 2) : -1;
            if (end >= 0) {
                return end;
            }
        }
        return -1;
    }

    private static RepairText.Repaired decoded(String text) {
        int and = text.indexOf('&');
        if (and < 0) {
            return new RepairText.Repaired(text, 0);
        }
        StringBuilder kept = new StringBuilder(text.length());
        long entities = 0;
        int from = 0;
        while (and >= 0) {
            String near = text.substring(and + 1, Math.min(text.length(), and + 1 + ENTITY_CHARS_MAX));
            int length = near.indexOf(';');
            String character = length < 0 ? "" : character(near.substring(0, length));
            if (!character.isEmpty()) {
                kept.append(text, from, and).append(character);
                from = and + 1 + length + 1;
                entities++;
            }
            and = text.indexOf('&', and + 1);
        }
        return entities == 0
                ? new RepairText.Repaired(text, 0)
                : new RepairText.Repaired(kept.append(text, from, text.length()).toString(), entities);
    }

    /** What an entity is written for; empty if it is not one. */
    private static String character(String entity) {
        if (!entity.startsWith("#")) {
            return NAMED.getOrDefault(entity, "");
        }
        boolean hex = entity.startsWith("#x") || entity.startsWith("#X");
        String digits = entity.substring(hex ? 2 : 1);
        if (!isNumber(digits, hex ? 16 : 10)) {
            return "";
        }
        int point = Integer.parseInt(digits, hex ? 16 : 10);
        boolean text = point >= ' ' && point <= Character.MAX_CODE_POINT && !isSurrogate(point);
        return text ? Character.toString(point) : "";
    }

    private static boolean isNumber(String digits, int radix) {
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) >= 0x80 || Character.digit(digits.charAt(i), radix) < 0) {
                return false;
            }
        }
        return !digits.isEmpty();
    }

    private static boolean isSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
