package dev.siiwad.source.bbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.source.http.Timing;
import dev.siiwad.source.proved.OwnFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages of lists that a discovery has read so far, so that one that dies does not ask for them again. A line of JSON each, added as soon as the page was
 * read:
 *
 * <pre>{"list":"https://www.bbc.com/somali","at":"2026-11-23T10:00:00Z","last_page":1,"links":["/somali/war-52525903",…],"changed":["2026-11-23T09:00:00Z",…]}</pre>
 *
 * It may vanish or be cut anywhere without harm: what is missing is asked for again. Lists of an earlier day are not taken, for a site moves on.
 */
final class SavedLists {
    private static final Logger LOG = LoggerFactory.getLogger(SavedLists.class);
    private static final Duration AGE_MAX = Duration.ofHours(24);
    /** Some 60 lists have less than 2 MB. */
    private static final long BYTES_MAX = 64L << 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final Timing timing;
    private final Map<String, ListPage> lists = new HashMap<>();

    /** @param file need not exist, nor its directory */
    SavedLists(Path file, Timing timing) {
        this.file = file;
        this.timing = timing;
    }

    /** Reads what an earlier discovery left, and says so. */
    void load() throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > BYTES_MAX) {
            return;
        }
        for (String line : Files.readString(file).lines().toList()) {
            load(line);
        }
        if (!lists.isEmpty()) {
            LOG.info("{}: {} lists were read by an earlier start; they are not asked for again", file, lists.size());
        }
    }

    Optional<ListPage> of(String url) {
        return Optional.ofNullable(lists.get(url));
    }

    /** Also where it cannot be kept: then a discovery that dies costs its requests, and nothing else. */
    void add(String url, ListPage page) {
        lists.put(url, page);
        ObjectNode line = JSON.createObjectNode();
        line.put("list", url);
        line.put("at", timing.now().toString());
        line.put("last_page", page.lastPage());
        ArrayNode links = line.putArray("links");
        ArrayNode changed = line.putArray("changed");
        for (Listed listed : page.links()) {
            links.add(listed.link());
            changed.add(listed.changed().map(Instant::toString).orElse(""));
        }
        try {
            Files.createDirectories(file.getParent());
            // A line that was cut short must not take this one with it.
            OwnFile.append(file, "\n" + line + "\n");
        } catch (IOException e) {
            LOG.warn("{}: {}. If this start dies, the next one asks for {} again", file, e, url);
        }
    }

    /** They have become a snapshot, which is kept with its run. */
    void forget() throws IOException {
        lists.clear();
        OwnFile.discard(file);
    }

    private void load(String line) {
        try {
            JsonNode saved = JSON.readTree(line);
            Instant at = Instant.parse(saved.path("at").asText());
            Duration age = Duration.between(at, timing.now());
            if (!age.isNegative()
                    && age.compareTo(AGE_MAX) < 0
                    && saved.path("links").isArray()) {
                List<Listed> links = new ArrayList<>();
                for (int n = 0; n < saved.path("links").size(); n++) {
                    links.add(Listed.of(
                            saved.path("links").path(n).asText(),
                            saved.path("changed").path(n).asText()));
                }
                lists.put(
                        saved.path("list").asText(),
                        new ListPage(links, saved.path("last_page").asInt(1)));
            }
        } catch (JsonProcessingException | DateTimeException cutShort) {
            LOG.debug("{}: a line is not whole; its list is asked for again", file);
        }
    }
}
