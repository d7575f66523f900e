package dev.siiwad.source.wikipedia.wikitext;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The parser functions and magic words that give text, as MediaWiki and its extension ParserFunctions define them, so far as a page alone decides
 * what they give. Those that depend on the day, on other pages or on Lua are not among them.
 */
final class ParserFunctions {
    private static final Set<String> TITLES = Set.of(
            "pagename",
            "fullpagename",
            "basepagename",
            "subpagename",
            "rootpagename",
            "articlepagename",
            "subjectpagename");
    private static final Set<String> SILENT = Set.of(
            "defaultsort",
            "displaytitle",
            "#tag",
            "#babel",
            "#seo",
            "#coordinates",
            "#assessment",
            "#related",
            "#section",
            "#lsth",
            "#lst",
            "anchorencode",
            "urlencode",
            "#language",
            "int",
            "noexternallanglinks",
            "#statements",
            "#categorytree",
            "#target",
            "#cite");

    private final String title;

    /** @param title of the page; empty if it has none */
    ParserFunctions(String title) {
        this.title = title;
    }

    /** What a call gives, nothing included; empty if it is not one of these. */
    Optional<String> of(TemplateCall call) {
        String written = call.name();
        int colon = written.indexOf(':');
        String name =
                (colon < 0 ? written : written.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
        String first = colon < 0 ? "" : written.substring(colon + 1).strip();
        if (colon < 0) {
            return TITLES.contains(name) ? Optional.of(title) : Optional.empty();
        }
        return switch (name) {
            case "formatnum", "nse", "plural" -> Optional.of(first);
            case "lc" -> Optional.of(first.toLowerCase(Locale.ROOT));
            case "uc" -> Optional.of(first.toUpperCase(Locale.ROOT));
            case "lcfirst" -> Optional.of(withFirst(first, true));
            case "ucfirst" -> Optional.of(withFirst(first, false));
            case "#expr" -> Optional.of(Expression.value(first).orElse(""));
            case "#if" -> Optional.of(part(call, Marks.isBlank(first) ? 1 : 0));
            case "#ifeq" -> Optional.of(part(call, first.equals(part(call, 0)) ? 1 : 2));
            case "#ifexpr" ->
                Optional.of(part(call, Expression.value(first).orElse("0").equals("0") ? 1 : 0));
            case "#iferror" -> Optional.of(first);
            case "#switch" -> Optional.of(matching(call, first));
            case "#dateformat", "#formatdate" -> Optional.of(first);
            default -> SILENT.contains(name) ? Optional.of("") : Optional.empty();
        };
    }

    private static String part(TemplateCall call, int index) {
        return index < call.parts().size() ? call.parts().get(index).strip() : "";
    }

    /** The value of the case, or of the one that falls through to it; else of {@code #default}, or the last one without a name. */
    private static String matching(TemplateCall call, String value) {
        List<String> cases = call.parts();
        boolean found = false;
        String otherwise = "";
        for (String each : cases) {
            int equals = each.indexOf('=');
            String key = (equals < 0 ? each : each.substring(0, equals)).strip();
            String result = equals < 0 ? "" : each.substring(equals + 1).strip();
            found |= key.equals(value);
            if (found && equals >= 0) {
                return result;
            }
            if (equals >= 0 && key.equals("#default")) {
                otherwise = result;
            } else if (equals < 0) {
                otherwise = each == cases.get(cases.size() - 1) ? key : otherwise;
            }
        }
        return otherwise;
    }

    private static String withFirst(String text, boolean lower) {
        if (text.isEmpty()) {
            return text;
        }
        int end = text.offsetByCodePoints(0, 1);
        String first = text.substring(0, end);
        return (lower ? first.toLowerCase(Locale.ROOT) : first.toUpperCase(Locale.ROOT)) + text.substring(end);
    }
}
