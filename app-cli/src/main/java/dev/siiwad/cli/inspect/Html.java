package dev.siiwad.cli.inspect;

import java.util.List;

/** HTML being written, in which every text is escaped. */
final class Html {
    private final StringBuilder text = new StringBuilder();

    /** Markup, as it is. */
    Html markup(String markup) {
        text.append(markup);
        return this;
    }

    /** A text, escaped; what HTML does not allow becomes U+FFFD. */
    Html text(String content) {
        content.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '"' -> text.append("&quot;");
                case '\'' -> text.append("&#39;");
                default -> text.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
            }
        });
        return this;
    }

    private static boolean isAllowed(int c) {
        return c == '\n' || c == '\t' || c >= ' ' && !(c >= 0x7F && c < 0xA0) && !(c >= 0xD800 && c < 0xE000);
    }

    /** {@code <tag>text</tag>}, in the direction that the text has. */
    Html element(String tag, String content) {
        return markup("<" + tag + " dir=\"auto\">").text(content).markup("</" + tag + ">\n");
    }

    /** A table with a heading for each column, of which the first holds headings of rows, and the others numbers unless it is text. */
    Html table(String caption, List<String> headings, List<List<String>> rows) {
        markup("<div class=\"wide\"><table>\n<caption>").text(caption).markup("</caption>\n<thead><tr>");
        headings.forEach(heading -> markup("<th scope=\"col\">").text(heading).markup("</th>"));
        markup("</tr></thead>\n<tbody>\n");
        for (List<String> row : rows) {
            markup("<tr><th scope=\"row\" dir=\"auto\">").name(row.get(0)).markup("</th>");
            row.subList(1, row.size()).forEach(cell -> markup("<td>").text(cell).markup("</td>"));
            markup("</tr>\n");
        }
        return markup("</tbody>\n</table></div>\n");
    }

    /** A text that may be parted after each underscore. */
    private Html name(String content) {
        String[] parts = content.split("(?<=_)");
        for (int i = 0; i < parts.length; i++) {
            markup(i == 0 ? "" : "<wbr>").text(parts[i]);
        }
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
