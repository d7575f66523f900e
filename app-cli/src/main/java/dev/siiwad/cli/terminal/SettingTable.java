package dev.siiwad.cli.terminal;

import dev.siiwad.cli.terminal.Setting.Kind;
import java.util.ArrayList;
import java.util.List;

/** All that can be set from outside of a command. docs/configuration.md is made of it, and a test compares the two. */
public final class SettingTable {
    private static final String SCRAPING = "SDC_SCRAPING__";
    private static final String BBC = SCRAPING + "BBC__";
    private static final String HUGGINGFACE = SCRAPING + "HUGGINGFACE__";
    private static final String SPRAKBANKEN = SCRAPING + "SPRAKBANKEN__";
    private static final String TIKTOK = SCRAPING + "TIKTOK__";

    private static final String CADENCE = "SDC_ORCHESTRATION__CADENCE_DAYS__";

    /** A heading, and what is below it. */
    public record Group(String heading, List<Setting> settings) {}

    private SettingTable() {}

    /** In the order in which they are shown. */
    public static List<Group> groups() {
        return List.of(
                new Group("Where things are kept", places()),
                new Group("Logging", logging()),
                new Group("Metrics and dashboard", metrics()),
                new Group("Requests and threads", requests()),
                new Group("Wikipedia", wikipedia()),
                new Group("BBC", bbc()),
                new Group("Hugging Face", huggingFace()),
                new Group("Språkbanken", sprakbanken()),
                new Group("TikTok", tikTok()),
                new Group("Days between two collections by siiwad ingest all", cadences()),
                new Group("Buckets and proxies", foreign()));
    }

    /** All of them. */
    public static List<Setting> all() {
        List<Setting> all = new ArrayList<>();
        groups().forEach(group -> all.addAll(group.settings()));
        return all;
    }

    private static List<Setting> places() {
        return List.of(
                Setting.of("SDC_STORAGE__URL", Kind.TEXT, "data", "A directory, or s3://bucket/prefix")
                        .beatenBy("--storage"),
                Setting.of("SDC_DATA__STAGING_DIR", Kind.TEXT, "staging in it", "Checkpoints and segments"),
                Setting.of("SDC_DATA__RAW_DIR", Kind.TEXT, "raw in it", "Downloads: a cache"),
                Setting.of("SDC_DATA__SILVER_DIR", Kind.TEXT, "processed/silver in it", "Published datasets"));
    }

    private static List<Setting> logging() {
        return List.of(
                Setting.of("SDC_LOGGING__LEVEL", Kind.TEXT, "INFO", "DEBUG, INFO, WARNING or ERROR")
                        .beatenBy("--verbose, --quiet"),
                Setting.of("SDC_LOGGING__FORMAT", Kind.TEXT, "text", "text, plain (without the time) or json"),
                Setting.of("SDC_LOGGING__FILE", Kind.TEXT, "no file", "A file to which the log is appended as well")
                        .beatenBy("--log-file"));
    }

    private static List<Setting> metrics() {
        return List.of(
                Setting.of(
                                "SDC_METRICS__FILE",
                                Kind.TEXT,
                                "no file",
                                "A file that a run keeps its metrics in, for Prometheus; {source} in it is replaced")
                        .beatenBy("--metrics-file"),
                Setting.of(
                        "SDC_DASHBOARD__TOKEN",
                        Kind.SECRET,
                        "a random one at each start",
                        "The token in the dashboard's address with --bind: 16 to 200 letters, digits, - or _"));
    }

    private static List<Setting> requests() {
        return List.of(
                Setting.of(
                        "SDC_HTTP__CONTACT",
                        Kind.TEXT,
                        "none",
                        "Your mail address or page, for the operators of what you collect from; every request names it"),
                Setting.of("SDC_HTTP__CONNECT_TIMEOUT", Kind.SECONDS, "10", "Seconds to wait for a connection"),
                Setting.of("SDC_HTTP__REQUEST_TIMEOUT", Kind.SECONDS, "30", "Seconds that a server may say nothing"),
                Setting.of(
                                "SDC_HTTP__RETRY_FOR",
                                Kind.SECONDS_FROM_ZERO,
                                "600",
                                "Seconds to keep trying while a host gives nothing at all")
                        .beatenBy("--retry-for"),
                Setting.of(
                                "SDC_THREADS",
                                Kind.NUMBER,
                                "as many as there are cores",
                                "How many threads work at once, at most 256")
                        .beatenBy("--threads"));
    }

    private static List<Setting> wikipedia() {
        return List.of(Setting.of(
                SCRAPING + "WIKIPEDIA__BASE_URL",
                Kind.ADDRESS,
                "https://dumps.wikimedia.org",
                "A mirror of the dumps"));
    }

    private static List<Setting> bbc() {
        return List.of(
                Setting.of(
                                BBC + "ACCEPT_TERMS",
                                Kind.FLAG,
                                "false",
                                "true says that you have the right to build a dataset of it")
                        .beatenBy("--accept-terms"),
                Setting.of(BBC + "MAX_ARTICLES", Kind.NUMBER, "no limit", "How many articles a run lists")
                        .beatenBy("--max-articles"),
                Setting.of(
                                BBC + "MIN_DELAY",
                                Kind.SECONDS_FROM_ZERO,
                                "1",
                                "Shortest rest between two requests, in seconds")
                        .beatenBy("--min-delay"),
                Setting.of(
                                BBC + "MAX_DELAY",
                                Kind.SECONDS_FROM_ZERO,
                                "3",
                                "Longest rest between two requests, in seconds")
                        .beatenBy("--max-delay"),
                Setting.of(BBC + "MAX_BACKOFF", Kind.SECONDS, "300", "Longest wait between two tries, in seconds"),
                Setting.of(BBC + "MAX_PAGE_BYTES", Kind.NUMBER, "2097152", "A longer page is set aside"),
                Setting.of(BBC + "MAX_REQUESTS_PER_HOUR", Kind.NUMBER, "60", "Counted over restarts"),
                Setting.of(BBC + "BASE_URL", Kind.ADDRESS, "the BBC's", "Replaces scheme and host of every address"));
    }

    private static List<Setting> huggingFace() {
        return List.of(
                Setting.of("HF_ENDPOINT", Kind.ADDRESS, "https://huggingface.co", "The Hub, or a mirror of it"),
                Setting.of(
                        "HF_TOKEN",
                        Kind.SECRET,
                        "that of hf auth login",
                        "Token for gated datasets; goes to the endpoint alone"),
                Setting.of(
                        "HF_TOKEN_PATH",
                        Kind.TEXT,
                        "token in HF_HOME",
                        "The file that hf auth login keeps the token in"),
                Setting.of("HF_HOME", Kind.TEXT, "~/.cache/huggingface", "Where hf auth login keeps things"),
                Setting.of("HUGGING_FACE_HUB_TOKEN", Kind.SECRET, "none", "An older name of HF_TOKEN"),
                Setting.of(
                        HUGGINGFACE + "DEFAULT_DATASET", Kind.TEXT, "none", "The dataset where the command names none"),
                Setting.of(HUGGINGFACE + "DATASET_CONFIG", Kind.TEXT, "so", "The configuration of the multilingual C4")
                        .beatenBy("--config"),
                Setting.of(
                                HUGGINGFACE + "REVISION",
                                Kind.TEXT,
                                "main",
                                "A branch, tag or commit of the multilingual C4")
                        .beatenBy("--revision"),
                Setting.of(
                                HUGGINGFACE + "CONNECTIONS",
                                Kind.NUMBER,
                                "4",
                                "How many connections bring a large file, at most 16")
                        .beatenBy("--connections"),
                Setting.of(HUGGINGFACE + "MAX_RECORDS", Kind.NUMBER, "no limit", "How many documents are read")
                        .beatenBy("--max-records"),
                Setting.of(
                                HUGGINGFACE + "MIN_LENGTH_THRESHOLD",
                                Kind.NUMBER_FROM_ZERO,
                                "100",
                                "Texts with fewer characters are dropped; of files, too")
                        .beatenBy("--min-length"));
    }

    private static List<Setting> sprakbanken() {
        return List.of(
                Setting.of(
                        SPRAKBANKEN + "BASE_URL",
                        Kind.ADDRESS,
                        "Språkbanken's",
                        "Replaces scheme and host of every address"),
                Setting.of(
                                SPRAKBANKEN + "MIN_LENGTH_THRESHOLD",
                                Kind.NUMBER_FROM_ZERO,
                                "20",
                                "Texts with fewer characters are dropped")
                        .beatenBy("--min-length"));
    }

    private static List<Setting> tikTok() {
        return List.of(
                Setting.of(TIKTOK + "APIFY_API_TOKEN", Kind.SECRET, "none", "Token of the Apify account that pays")
                        .beatenBy("--api-token"),
                Setting.of(TIKTOK + "CLIENT_KEY", Kind.SECRET, "none", "Of the Research API"),
                Setting.of(TIKTOK + "CLIENT_SECRET", Kind.SECRET, "none", "Of the Research API"),
                Setting.of(TIKTOK + "MAX_BUDGET_USD", Kind.USD, "20", "What a run may cost"),
                Setting.of(TIKTOK + "MAX_TOTAL_COMMENTS", Kind.NUMBER, "30000", "How many comments are read")
                        .beatenBy("--max-comments"),
                Setting.of(
                                TIKTOK + "MAX_COMMENTS_PER_VIDEO",
                                Kind.NUMBER,
                                "300; with the Research API 1000",
                                "How many comments of a video are read")
                        .beatenBy("--max-per-video"),
                Setting.of(
                                TIKTOK + "MIN_TEXT_LENGTH",
                                Kind.NUMBER_FROM_ZERO,
                                "3",
                                "Comments with fewer characters are dropped")
                        .beatenBy("--min-length"),
                Setting.of(TIKTOK + "PARALLEL_RUNS", Kind.NUMBER, "4", "How many paid runs are in flight")
                        .beatenBy("--parallel-runs"),
                Setting.of(TIKTOK + "MAX_WAIT_TIME", Kind.SECONDS, "3600", "Seconds to wait for a paid run"),
                Setting.of(TIKTOK + "POLL_INTERVAL", Kind.SECONDS, "15", "Seconds between two questions after it"),
                Setting.of(TIKTOK + "BATCH_SIZE", Kind.NUMBER, "1000", "Items on a page of its dataset"),
                Setting.of(
                        TIKTOK + "BASE_URL",
                        Kind.ADDRESS,
                        "Apify's or TikTok's",
                        "Replaces scheme and host of every address"));
    }

    /** As the Python project has them; in {@code siiwad.yaml}, {@code every} of a source beats them. */
    private static List<Setting> cadences() {
        return List.of(
                cadence("WIKIPEDIA", "7", "Wikipedia"),
                cadence("HUGGINGFACE", "30", "Hugging Face"),
                cadence("SPRAKBANKEN", "90", "Språkbanken"),
                cadence("BBC", "7", "BBC"),
                cadence("TIKTOK", "7", "TikTok"));
    }

    private static Setting cadence(String source, String days, String words) {
        return Setting.of(CADENCE + source, Kind.NUMBER, days, words);
    }

    /** What other programs read as well; from the environment alone. */
    private static List<Setting> foreign() {
        return List.of(
                Setting.of(
                        "AWS_ENDPOINT_URL_S3",
                        Kind.ADDRESS,
                        "AWS_ENDPOINT_URL, else Amazon's",
                        "The store that keeps the bucket"),
                Setting.of("AWS_ENDPOINT_URL", Kind.ADDRESS, "Amazon's", "The same for all services"),
                Setting.of("AWS_REGION", Kind.TEXT, "AWS_DEFAULT_REGION, else the profile's", "The bucket's region"),
                Setting.of("AWS_DEFAULT_REGION", Kind.TEXT, "the profile's", "The same"),
                Setting.of("AWS_PROFILE", Kind.TEXT, "default", "Which credentials of ~/.aws count"),
                Setting.of("AWS_ACCESS_KEY_ID", Kind.SECRET, "the profile's", "Credentials of the bucket"),
                Setting.of("AWS_SECRET_ACCESS_KEY", Kind.SECRET, "the profile's", "Credentials of the bucket"),
                Setting.of("AWS_SESSION_TOKEN", Kind.SECRET, "none", "Credentials of the bucket"),
                Setting.of("HTTPS_PROXY", Kind.PROXY, "ALL_PROXY", "Proxy for https"),
                Setting.of("HTTP_PROXY", Kind.PROXY, "ALL_PROXY", "Proxy for http"),
                Setting.of("ALL_PROXY", Kind.PROXY, "none", "Proxy for both"),
                Setting.of("NO_PROXY", Kind.TEXT, "none", "Hosts that are asked without it"));
    }
}
