package dev.siiwad.source.huggingface;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.siiwad.paging.PagedList;
import dev.siiwad.source.http.Checksum;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpStatusException;
import dev.siiwad.source.http.OtherContentException;
import dev.siiwad.source.http.Request;
import dev.siiwad.source.http.Response;
import dev.siiwad.source.pinned.TwoAnswers;
import dev.siiwad.source.rows.Shard;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The Hugging Face Hub, or a mirror of it, as far as datasets need it. */
final class Hub {
    static final int PAGES_MAX = 2000;
    static final long TEXT_BYTES_MAX = 16 << 20;
    static final int ADDRESSES_MAX = 5;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SHA = Pattern.compile("[0-9a-f]{40}");

    private final Http http;
    private final String endpoint;
    private final Optional<String> token;

    /**
     * @param http closed by whoever made it
     * @param endpoint as in {@code HF_ENDPOINT}
     * @param token as in {@code HF_TOKEN}; goes to the endpoint alone
     */
    Hub(Http http, String endpoint, Optional<String> token) {
        this.http = http;
        this.endpoint = endpoint.replaceAll("/+$", "");
        this.token = token;
    }

    Http http() {
        return http;
    }

    /** The commit that a branch, tag or commit names now, by two answers that agree. */
    String commit(String repo, String revision) throws IOException {
        return TwoAnswers.agreed(repo + ": revision " + revision, () -> askForCommit(repo, revision));
    }

    /** The same by one answer, for what pins nothing. */
    String askForCommit(String repo, String revision) throws IOException {
        JsonNode answer = json(repo, revision, api(repo) + "/revision/" + encode(revision) + "?expand=sha");
        String sha = answer.path("sha").asText();
        if (!SHA.matcher(sha).matches()) {
            throw new IOException(repo + ": the Hub names commit \"" + sha + "\" for " + revision
                    + "; expected 40 hexadecimal digits");
        }
        return sha;
    }

    /** A small file of a commit as text; empty if it has none. */
    String text(String repo, String sha, String path) throws IOException {
        return TwoAnswers.agreed(repo + ": " + path, () -> askForText(repo, sha, path));
    }

    private String askForText(String repo, String sha, String path) throws IOException {
        try {
            Request request = file(repo, sha, path).withBodyBytesMax(TEXT_BYTES_MAX);
            return ask(repo, sha, () -> http.fetch(request).text());
        } catch (HttpStatusException e) {
            if (HubFailure.isNoEntry(e)) {
                return "";
            }
            throw HubFailure.of(e, repo, sha, token.isPresent());
        } catch (IOException e) {
            if (path.equals(DatasetCard.SETTINGS) && HubFailure.isNotThere(e)) {
                return "";
            }
            throw e;
        }
    }

    /** All files below a directory of a commit; none if there is no such directory. */
    List<Shard> files(String repo, String sha, String directory) throws IOException {
        String tree = api(repo) + "/tree/" + sha + (directory.isEmpty() ? "" : "/" + encodePath(directory));
        PagedList<String> list =
                new PagedList<>(repo + ": the list of files", "?recursive=true&expand=false", PAGES_MAX);
        List<Shard> files = new ArrayList<>();
        while (list.next().isPresent()) {
            String address = tree + list.next().get();
            Optional<Page> page =
                    TwoAnswers.agreed(repo + ": the list of files", () -> askForPage(repo, sha, address, list.pages()));
            if (page.isEmpty()) {
                return List.of();
            }
            files.addAll(page.get().files());
            list.read(
                    page.get().files().stream().map(Shard::path).toList(),
                    page.get().next());
        }
        return files;
    }

    private record Page(List<Shard> files, Optional<String> next) {}

    /** Empty if the first page says that there is no such directory. */
    private Optional<Page> askForPage(String repo, String sha, String address, int pagesBefore) throws IOException {
        Response response;
        try {
            response = http.fetch(Request.get(address).bearer(token));
        } catch (HttpStatusException e) {
            if (HubFailure.isNoEntry(e) && pagesBefore == 0) {
                return Optional.empty();
            }
            throw HubFailure.of(e, repo, sha, token.isPresent());
        }
        List<Shard> page = new ArrayList<>();
        for (JsonNode entry : parse(repo, response)) {
            if (entry.path("type").asText().equals("file")) {
                page.add(shard(repo, entry));
            }
        }
        Optional<String> next = response.link("next");
        return Optional.of(new Page(
                page, next.isPresent() ? Optional.of("?" + query(repo, response, next.get())) : next));
    }

    /** Pages differ by their query alone: a next page without one would be the first one again. */
    private static String query(String repo, Response response, String next) throws IOException {
        String query = URI.create(next).getRawQuery();
        if (query == null || query.isEmpty()) {
            throw new IOException(repo + ": the Hub names " + next + " as the next page of the list of files ("
                    + response + "); expected one with a query");
        }
        return query;
    }

    /** The request for one file of a commit. */
    Request file(String repo, String sha, String path) {
        return Request.get(endpoint + "/datasets/" + repo + "/resolve/" + sha + "/" + encodePath(path))
                .bearer(token);
    }

    /** A request for a file, or a piece of it. */
    interface Asking<T> {
        T ask() throws IOException;
    }

    /**
     * Asks for a file. The Hub answers with an address on another host that is valid for some time: where that host refuses, or gives something else, the
     * Hub is asked for another address, up to {@value #ADDRESSES_MAX} in all.
     *
     * @throws HttpStatusException if the Hub has no such file, or the other host refuses or fails for good
     * @throws OtherContentException if the other host keeps giving something else
     * @throws IOException also if the Hub refuses; the message says what that means
     */
    <T> T ask(String repo, String sha, Asking<T> asking) throws IOException {
        for (int address = 1; ; address++) {
            String problem;
            try {
                return asking.ask();
            } catch (HttpStatusException e) {
                boolean another = HubFailure.isOfAddress(e) && address < ADDRESSES_MAX;
                if (HubFailure.isNoEntry(e) || e.redirectedTo().isPresent() && !another) {
                    throw e;
                }
                if (!another) {
                    throw HubFailure.of(e, repo, sha, token.isPresent());
                }
                problem = e.getMessage();
            } catch (OtherContentException e) {
                if (address == ADDRESSES_MAX) {
                    throw e;
                }
                problem = e.getMessage();
            }
            Duration wait = FIRST_WAIT.multipliedBy(1L << (address - 1));
            http.pause(wait, problem + "; address " + address + " of " + ADDRESSES_MAX);
        }
    }

    private JsonNode json(String repo, String revision, String url) throws IOException {
        try {
            return parse(repo, http.fetch(Request.get(url).bearer(token)));
        } catch (HttpStatusException e) {
            throw HubFailure.of(e, repo, revision, token.isPresent());
        }
    }

    private static JsonNode parse(String repo, Response response) throws IOException {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new IOException(
                    repo + ": the Hub's answer is not JSON (" + response + "): " + e.getOriginalMessage(), e);
        }
    }

    private static Shard shard(String repo, JsonNode entry) throws IOException {
        try {
            return new Shard(entry.path("path").asText(), entry.path("size").asLong(-1), checksum(entry));
        } catch (IllegalArgumentException e) {
            throw new IOException(repo + ": the Hub lists a file that cannot be: " + e.getMessage(), e);
        }
    }

    /** Large files are named by the sha256 of their contents, others as git does; a pointer's own name would not be the file's. */
    private static Optional<Checksum> checksum(JsonNode entry) {
        if (entry.hasNonNull("lfs")) {
            return Optional.of(Checksum.sha256(entry.path("lfs").path("oid").asText()));
        }
        return entry.hasNonNull("xetHash")
                ? Optional.empty()
                : Optional.of(Checksum.gitBlob(entry.path("oid").asText()));
    }

    private String api(String repo) {
        return endpoint + "/api/datasets/" + repo;
    }

    private static String encodePath(String path) {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/")) {
            parts.add(encode(part));
        }
        return String.join("/", parts);
    }

    private static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
