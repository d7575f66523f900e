package dev.siiwad.benchmarks;

import java.util.Locale;

/** Pages of a Wikipedia dump: articles with the markup that articles have, among some redirects. Used by one thread. */
final class WikiPages {
    private static final int REDIRECT_EVERY = 6;
    private static final String HEADER =
            "<mediawiki xmlns=\"http://www.mediawiki.org/xml/export-0.11/\" version=\"0.11\""
                    + " xml:lang=\"en\">\n  <siteinfo>\n    <sitename>Wikipedia</sitename>\n    <dbname>enwiki</dbname>\n"
                    + "    <base>https://en.wikipedia.org/wiki/Main_Page</base>\n    <generator>MediaWiki 1.45</generator>\n"
                    + "    <case>first-letter</case>\n    <namespaces>\n"
                    + "      <namespace key=\"0\" case=\"first-letter\" />\n"
                    + "      <namespace key=\"6\" case=\"first-letter\">File</namespace>\n"
                    + "      <namespace key=\"10\" case=\"first-letter\">Template</namespace>\n"
                    + "      <namespace key=\"14\" case=\"first-letter\">Category</namespace>\n    </namespaces>\n  </siteinfo>\n";

    private final ZipfText text;
    private int number;

    WikiPages(ZipfText text) {
        this.text = text;
    }

    String header() {
        return HEADER;
    }

    String footer() {
        return "</mediawiki>\n";
    }

    String next() {
        number++;
        String title = text.title() + " " + number;
        boolean redirect = number % REDIRECT_EVERY == 0;
        String target = text.title();
        String body = escaped(redirect ? "#REDIRECT [[" + target + "]]" : article(title));
        return "  <page>\n    <title>" + title + "</title>\n    <ns>0</ns>\n    <id>" + number + "</id>\n"
                + (redirect ? "    <redirect title=\"" + target + "\" />\n" : "")
                + "    <revision>\n      <id>" + (1_000_000 + number) + "</id>\n"
                + "      <timestamp>2026-10-01T00:00:00Z</timestamp>\n"
                + "      <contributor>\n        <username>" + text.word() + "</username>\n        <id>" + number % 977
                + "</id>\n      </contributor>\n      <model>wikitext</model>\n      <format>text/x-wiki</format>\n"
                + "      <text bytes=\"" + body.length() + "\" xml:space=\"preserve\">" + body + "</text>\n"
                + "    </revision>\n  </page>\n";
    }

    private String article(String title) {
        StringBuilder article = new StringBuilder("{{Short description|" + text.title() + "}}\n{{Infobox settlement\n");
        for (int field = 3 + text.number(8); field > 0; field--) {
            article.append("| ")
                    .append(text.word())
                    .append(" = ")
                    .append(text.title())
                    .append('\n');
        }
        article.append("}}\n'''").append(title).append("''' is ");
        for (int section = 1 + text.number(6); section > 0; section--) {
            for (int paragraph = 1 + text.number(3); paragraph > 0; paragraph--) {
                paragraph(article);
            }
            if (text.number(4) == 0) {
                list(article);
            }
            if (text.number(8) == 0) {
                table(article);
            }
            article.append("\n== ").append(text.title()).append(" ==\n");
        }
        paragraph(article);
        return article.append("\n== References ==\n{{Reflist}}\n\n[[Category:")
                .append(text.title())
                .append("]]\n")
                .toString();
    }

    private void paragraph(StringBuilder article) {
        for (int sentence = 2 + text.number(5); sentence > 0; sentence--) {
            for (String word : text.sentence().split(" ")) {
                switch (text.number(60)) {
                    case 0, 1 ->
                        article.append("[[")
                                .append(text.title())
                                .append('|')
                                .append(word)
                                .append("]] ");
                    case 2, 3 -> article.append("[[").append(word).append("]] ");
                    case 4 -> article.append("''").append(word).append("'' ");
                    case 5 ->
                        article.append(word)
                                .append("&nbsp;")
                                .append(text.number(2000))
                                .append(' ');
                    default -> article.append(word).append(' ');
                }
            }
            if (text.number(3) == 0) {
                article.append(String.format(
                        Locale.ROOT,
                        "<ref name=\"r%d\">{{cite web|url=https://example.org/%s/%d|title=%s|date=%d|publisher=%s}}</ref> ",
                        text.number(1000),
                        text.word(),
                        text.number(100_000),
                        text.title(),
                        1900 + text.number(126),
                        text.title()));
            }
        }
        article.append("\n\n");
    }

    private void list(StringBuilder article) {
        for (int item = 3 + text.number(7); item > 0; item--) {
            article.append("* [[")
                    .append(text.title())
                    .append("]], ")
                    .append(text.sentence())
                    .append('\n');
        }
        article.append('\n');
    }

    private void table(StringBuilder article) {
        article.append("{| class=\"wikitable\"\n! ")
                .append(text.word())
                .append(" !! ")
                .append(text.word())
                .append('\n');
        for (int row = 3 + text.number(10); row > 0; row--) {
            article.append("|-\n| ")
                    .append(text.title())
                    .append(" || ")
                    .append(text.number(100_000))
                    .append('\n');
        }
        article.append("|}\n\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
