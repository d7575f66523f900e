package dev.siiwad.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The variables that this program reads, or that the Python project reads, whose users have them set. */
final class Variables {
    private static final String PREFIX = "SDC_";
    private static final String SCRAPING = PREFIX + "SCRAPING__";

    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry(PREFIX + "DATA__", "RAW_DIR STAGING_DIR SILVER_DIR"),
            Map.entry(PREFIX + "STORAGE__", "URL"),
            Map.entry(PREFIX + "LOGGING__", "LEVEL FORMAT"),
            Map.entry(PREFIX + "HTTP__", "CONTACT CONNECT_TIMEOUT REQUEST_TIMEOUT RETRY_FOR"),
            Map.entry(SCRAPING + "WIKIPEDIA__", "BASE_URL"),
            Map.entry(
                    SCRAPING + "BBC__",
                    "BASE_URL ACCEPT_TERMS MAX_ARTICLES MIN_DELAY MAX_DELAY MAX_BACKOFF MAX_PAGE_BYTES MAX_REQUESTS_PER_HOUR"),
            Map.entry(
                    SCRAPING + "HUGGINGFACE__",
                    "DEFAULT_DATASET DATASET_CONFIG REVISION MAX_RECORDS MIN_LENGTH_THRESHOLD"),
            Map.entry(SCRAPING + "SPRAKBANKEN__", "BASE_URL MIN_LENGTH_THRESHOLD"),
            Map.entry(
                    SCRAPING + "TIKTOK__",
                    "BASE_URL APIFY_API_TOKEN CLIENT_KEY CLIENT_SECRET MAX_BUDGET_USD MAX_WAIT_TIME POLL_INTERVAL"
                            + " BATCH_SIZE MAX_TOTAL_COMMENTS MAX_COMMENTS_PER_VIDEO MIN_TEXT_LENGTH PARALLEL_RUNS"));

    /** Read by the Python project alone: they are no slips, and have no effect here. */
    private static final List<String> OF_OTHERS = List.of(
            "SDC_RUN__",
            "SDC_ORCHESTRATION__",
            "SDC_LEDGER_",
            "SDC_DISK__",
            "SDC_DEDUP__",
            "SDC_DB_PASSWORD",
            "SDC_DATABASE__",
            "SDC_CAMPAIGN__");

    private Variables() {}

    /** What to say of each name that is no setting; empty if all are. */
    static List<String> unknown(Set<String> names) {
        Set<String> known = known();
        List<String> problems = new ArrayList<>();
        for (String name : new TreeSet<>(names)) {
            boolean ours = name.toUpperCase(Locale.ROOT).startsWith(PREFIX);
            if (ours && !known.contains(name) && OF_OTHERS.stream().noneMatch(name::startsWith)) {
                Optional<String> near = Nearest.to(name, known);
                near.ifPresent(meant -> problems.add(name + " is not a setting; did you mean " + meant + "?"));
            }
        }
        return problems;
    }

    private static Set<String> known() {
        Set<String> known = new TreeSet<>();
        KNOWN.forEach((prefix, names) -> Stream.of(names.split(" ")).forEach(name -> known.add(prefix + name)));
        return known;
    }
}
