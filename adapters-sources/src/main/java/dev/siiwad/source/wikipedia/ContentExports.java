package dev.siiwad.source.wikipedia;

import dev.siiwad.source.http.Checksum;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The MediaWiki Content File Exports of one wiki. One that is being made has files already; it is complete when {@code SHA256SUMS} and
 * {@code _SUCCESS} are there.
 */
record ContentExports(SitePages site, String database) implements PublishedDumps {
    private static final Pattern SUM =
            Pattern.compile("([0-9a-fA-F]{64})\\s{1,9}\\*?(?:[^\\s]{0,300}/)?([^\\s/]{1,300})");

    @Override
    public Edition edition() {
        return Edition.CONTENT;
    }

    @Override
    public String address() {
        return site.base() + DumpEdition.contentDates(database);
    }

    @Override
    public List<String> dates() throws IOException {
        return site.dates(DumpEdition.contentDates(database), Edition.CONTENT);
    }

    @Override
    public Look look(String date) throws IOException {
        String directory = DumpEdition.contentDirectory(database, date);
        Optional<String> sums = site.text(directory + "SHA256SUMS");
        if (sums.isEmpty()) {
            return new Look.Missing("has no SHA256SUMS");
        }
        if (site.text(directory + "_SUCCESS").isEmpty()) {
            return new Look.Missing("has no _SUCCESS");
        }
        List<DumpEdition.Packed> files = files(sums.get());
        if (files.isEmpty() || files.size() > DumpEdition.FILES_MAX) {
            return new Look.Unreadable(
                    "lists " + files.size() + " files of pages in SHA256SUMS; expected 1 to " + DumpEdition.FILES_MAX);
        }
        return new Look.Complete(DumpEdition.of(Edition.CONTENT, database, date, files));
    }

    private static List<DumpEdition.Packed> files(String sums) {
        List<DumpEdition.Packed> files = new ArrayList<>();
        for (String line : sums.lines().toList()) {
            Matcher sum = SUM.matcher(line.strip());
            if (sum.matches() && Edition.CONTENT.isPages(sum.group(2))) {
                files.add(new DumpEdition.Packed(
                        sum.group(2), OptionalLong.empty(), Optional.of(Checksum.sha256(sum.group(1)))));
            }
        }
        return files;
    }
}
