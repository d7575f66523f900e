package dev.siiwad.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The variables that this program reads, or that the Python project reads, whose users have them set. */
final class Variables {
    private static final String PREFIX = "SDC_";
    private static final String SCRAPING = PREFIX + "SCRAPING__";

    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry(PREFIX, "THREADS"),
            Map.entry(PREFIX + "DATA__", "RAW_DIR STAGING_DIR SILVER_DIR"),
            Map.entry(PREFIX + "STORAGE__", "URL"),
            Map.entry(PREFIX + "LOGGING__", "LEVEL FORMAT FILE"),
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
    private static final Map<String, String> OF_PYTHON = Map.of(
            PREFIX + "DATA__",
            "PROCESSED_DIR METRICS_DIR REPORTS_DIR RAW_RETENTION_DAYS ENABLE_AUTO_CLEANUP",
            PREFIX + "LOGGING__",
            "LOG_DIR",
            SCRAPING + "WIKIPEDIA__",
            "BATCH_SIZE MAX_ARTICLES TIMEOUT BUFFER_CHUNK_SIZE_MB BUFFER_MAX_SIZE_MB BUFFER_TRUNCATE_SIZE_MB",
            SCRAPING + "BBC__",
            "TIMEOUT USER_AGENT RSS_FEEDS MAX_ITEMS_PER_FEED CHECK_FREQUENCY_HOURS DELAY_RANGE BACKOFF_MULTIPLIER JITTER",
            SCRAPING + "HUGGINGFACE__",
            "STREAMING_BATCH_SIZE LANGID_CONFIDENCE_THRESHOLD RESUME_ENABLED",
            SCRAPING + "SPRAKBANKEN__",
            "BATCH_SIZE MAX_CORPORA TIMEOUT XML_PARSE_TIMEOUT LANGID_CONFIDENCE_THRESHOLD",
            SCRAPING + "TIKTOK__",
            "APIFY_USER_ID");

    private static final List<String> PREFIXES_OF_PYTHON = List.of(
            PREFIX + "RUN__",
            PREFIX + "ORCHESTRATION__",
            PREFIX + "LEDGER_",
            PREFIX + "DISK__",
            PREFIX + "DEDUP__",
            PREFIX + "DB_PASSWORD",
            PREFIX + "DATABASE__",
            PREFIX + "CAMPAIGN__");

    private Variables() {}

    /** What to say of each name that is no setting; empty if all are, or are another program's. */
    static List<String> unknown(Set<String> names) {
        Set<String> known = names(KNOWN);
        Set<String> ofPython = names(OF_PYTHON);
        List<String> problems = new ArrayList<>();
        for (String name : new TreeSet<>(names)) {
            boolean ours = name.toUpperCase(Locale.ROOT).startsWith(PREFIX);
            boolean pythons =
                    ofPython.contains(name) || PREFIXES_OF_PYTHON.stream().anyMatch(name::startsWith);
            if (ours && !known.contains(name) && !pythons) {
                problems.add(name + " is not a setting"
                        + Nearest.to(name, known)
                                .map(meant -> "; did you mean " + meant + "?")
                                .orElse(" of this program"));
            }
        }
        return problems;
    }

    private static Set<String> names(Map<String, String> byPrefix) {
        Set<String> names = new TreeSet<>();
        byPrefix.forEach((prefix, all) -> Stream.of(all.split(" ")).forEach(name -> names.add(prefix + name)));
        return names;
    }
}
