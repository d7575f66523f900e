package dev.siiwad.source.wikipedia;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpStatusException;
import dev.siiwad.source.http.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What dumps.wikimedia.org, or a mirror of it, says about the dumps of one wiki.
 *
 * @param base without a slash at the end
 */
record DumpSite(Http http, String base, String database) {
    private static final int DATES_MAX = 12;
    private static final Set<Integer> MISSING = Set.of(403, 404, 410);
    private static final String JOB = "articlesmultistreamdump";
    private static final Pattern LISTED = Pattern.compile("href=[\"'][^\"']{0,300}?(20\\d{6})/?[\"']");
    private static final ObjectMapper JSON = new ObjectMapper();

    DumpSite {
        base = base.replaceAll("/+$", "");
    }

    /**
     * The newest dump that is finished.
     *
     * @throws IOException also if there is none among the newest {@value #DATES_MAX}
     */
    DumpEdition latest() throws IOException {
        Set<String> tried = new LinkedHashSet<>();
        for (String date : announced()) {
            tried.add(date);
            Optional<DumpEdition> edition = edition(date);
            if (edition.isPresent()) {
                return edition.get();
            }
        }
        List<String> listed = listed();
        for (String date : listed.subList(0, Math.min(DATES_MAX, listed.size()))) {
            if (tried.add(date)) {
                Optional<DumpEdition> edition = edition(date);
                if (edition.isPresent()) {
                    return edition.get();
                }
            }
        }
        throw new SourceException(
                base + "/" + database + "/: no finished multistream dump"
                        + (tried.isEmpty() ? "; is there a Wikipedia of this language?" : " among " + tried),
                new Remedy.Give("dump"));
    }

    /** The date that the feed of the newest dump names. */
    private List<String> announced() throws IOException {
        String feed =
                base + "/" + database + "/latest/" + database + "-latest-pages-articles-multistream.xml.bz2-rss.xml";
        Optional<String> text = text(feed);
        Matcher date = Pattern.compile("/" + Pattern.quote(database) + "/(20\\d{6})\\b")
                .matcher(text.orElse(""));
        return date.find() ? List.of(date.group(1)) : List.of();
    }

    /** The dates that have a directory, the newest first. */
    private List<String> listed() throws IOException {
        Matcher date = LISTED.matcher(text(base + "/" + database + "/").orElse(""));
        Set<String> dates = new LinkedHashSet<>();
        while (date.find()) {
            dates.add(date.group(1));
        }
        return dates.stream().sorted(Comparator.reverseOrder()).toList();
    }

    /** The dump of a date; empty if there is none, or it is not finished. */
    Optional<DumpEdition> edition(String date) throws IOException {
        String url = base + "/" + database + "/" + date + "/dumpstatus.json";
        Optional<String> text = text(url);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            JsonNode job = JSON.readTree(text.get()).path("jobs").path(JOB);
            if (!job.path("status").asText().equals("done")) {
                return Optional.empty();
            }
            return Optional.of(DumpEdition.of(database, date, files(job.path("files"))));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IOException(url + ": not the status of a dump: " + e.getMessage(), e);
        }
    }

    private static List<DumpEdition.Packed> files(JsonNode listed) {
        List<DumpEdition.Packed> files = new ArrayList<>();
        for (Map.Entry<String, JsonNode> file : listed.properties()) {
            if (DumpEdition.isPages(file.getKey())) {
                JsonNode facts = file.getValue();
                files.add(new DumpEdition.Packed(
                        file.getKey(),
                        facts.path("size").asLong(),
                        facts.path("sha1").asText()));
            }
        }
        if (files.isEmpty() || files.size() > DumpEdition.FILES_MAX) {
            throw new IllegalArgumentException(
                    JOB + " has " + files.size() + " files of pages; expected 1 to " + DumpEdition.FILES_MAX);
        }
        return files;
    }

    /** The address of a file of a dump. */
    Request request(DumpEdition edition, DumpEdition.Packed file) {
        return Request.get(base + edition.path(file));
    }

    private Optional<String> text(String url) throws IOException {
        try {
            return Optional.of(http.fetch(Request.get(url)).text());
        } catch (HttpStatusException e) {
            if (MISSING.contains(e.status())) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
