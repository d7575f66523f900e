package dev.siiwad.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which names of variables are slips: those that neither this program reads nor the Python project, whose users have them set. */
final class Variables {
    private static final String PREFIX = "SDC_";
    private static final String SCRAPING = PREFIX + "SCRAPING__";

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
        List<String> ours = names.stream()
                .filter(name -> name.toUpperCase(Locale.ROOT).startsWith(PREFIX))
                .sorted()
                .toList();
        if (ours.isEmpty()) {
            return List.of();
        }
        Set<String> known = SettingTable.all().stream().map(Setting::name).collect(Collectors.toSet());
        Set<String> ofPython = names(OF_PYTHON);
        List<String> problems = new ArrayList<>();
        for (String name : ours) {
            boolean pythons =
                    ofPython.contains(name) || PREFIXES_OF_PYTHON.stream().anyMatch(name::startsWith);
            if (!known.contains(name) && !pythons) {
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
