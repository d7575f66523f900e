package dev.siiwad.source.wikipedia;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.siiwad.source.http.Checksum;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The multistream dumps of one wiki, as dumps.wikimedia.org and its mirrors have them. */
record ClassicDumps(SitePages site, String database) implements PublishedDumps {
    private static final String JOB = "articlesmultistreamdump";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public Edition edition() {
        return Edition.CLASSIC;
    }

    @Override
    public String address() {
        return site.base() + "/" + database + "/";
    }

    /** The date that the feed of the newest dump names, and those that have a directory, the newest first. */
    @Override
    public List<String> dates() throws IOException {
        Optional<String> feed = site.text(
                "/" + database + "/latest/" + database + "-latest-pages-articles-multistream.xml.bz2-rss.xml");
        Set<String> dates = new LinkedHashSet<>();
        Matcher named = Pattern.compile("/" + Pattern.quote(database) + "/(20\\d{6})\\b")
                .matcher(feed.orElse(""));
        if (named.find()) {
            dates.add(named.group(1));
        }
        dates.addAll(site.dates("/" + database + "/", Edition.CLASSIC));
        return List.copyOf(dates);
    }

    @Override
    public Look look(String date) throws IOException {
        Optional<String> status = site.text("/" + database + "/" + date + "/dumpstatus.json");
        if (status.isEmpty()) {
            return new Look.Missing("has no dumpstatus.json");
        }
        try {
            JsonNode job = JSON.readTree(status.get()).path("jobs").path(JOB);
            String said = job.path("status").asText();
            return said.equals("done")
                    ? new Look.Complete(DumpEdition.of(Edition.CLASSIC, database, date, files(job.path("files"))))
                    : new Look.Missing("is not finished: " + JOB + " is \"" + said + "\"");
        } catch (JsonProcessingException e) {
            return new Look.Unreadable("has a dumpstatus.json that is no JSON: " + e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            return new Look.Unreadable("has a dumpstatus.json that is not the status of a dump: " + e.getMessage());
        }
    }

    private static List<DumpEdition.Packed> files(JsonNode listed) {
        List<DumpEdition.Packed> files = new ArrayList<>();
        for (Map.Entry<String, JsonNode> file : listed.properties()) {
            if (Edition.CLASSIC.isPages(file.getKey())) {
                JsonNode facts = file.getValue();
                files.add(new DumpEdition.Packed(
                        file.getKey(),
                        OptionalLong.of(facts.path("size").asLong()),
                        Optional.of(Checksum.sha1(facts.path("sha1").asText()))));
            }
        }
        if (files.isEmpty() || files.size() > DumpEdition.FILES_MAX) {
            throw new IllegalArgumentException(
                    JOB + " has " + files.size() + " files of pages; expected 1 to " + DumpEdition.FILES_MAX);
        }
        return files;
    }
}
