package example.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A dump of a Wikipedia that nobody has written. */
final class Dump {
    private Dump() {}

    static Path write(Path file, int articles) throws IOException {
        StringBuilder xml = new StringBuilder("<mediawiki xmlns=\"http://www.mediawiki.org/xml/export-0.11/\""
                + " version=\"0.11\" xml:lang=\"so\">\n  <siteinfo>\n    <dbname>sowiki</dbname>\n"
                + "    <namespaces>\n      <namespace key=\"0\" case=\"first-letter\" />\n    </namespaces>\n"
                + "  </siteinfo>\n");
        for (int id = 1; id <= articles; id++) {
            xml.append("  <page>\n    <title>Article ")
                    .append(id)
                    .append("</title>\n    <ns>0</ns>\n    <id>")
                    .append(id);
            xml.append("</id>\n    <revision>\n      <id>").append(id + 1000).append("</id>\n");
            xml.append(
                    "      <model>wikitext</model>\n      <format>text/x-wiki</format>\n      <text xml:space=\"preserve\">");
            xml.append("Well number ").append(id).append(" lies a day's walk from the next. ".repeat(1 + id % 7));
            xml.append("</text>\n    </revision>\n  </page>\n");
        }
        return Files.writeString(file, xml.append("</mediawiki>\n"));
    }
}
