package dev.siiwad.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** What stands at the end of the help of each command: how people call it. A test parses every line. */
final class Examples {
    private static final Map<String, List<String>> OF = Map.ofEntries(
            Map.entry(
                    "siiwad ingest",
                    List.of("siiwad ingest wikipedia --lang so", "siiwad ingest huggingface mc4 --max-records 10000")),
            Map.entry(
                    "siiwad ingest all",
                    List.of(
                            "siiwad ingest all --dry-run",
                            "siiwad ingest all --parallel --skip tiktok",
                            "siiwad ingest all --only wikipedia,bbc --now --json")),
            Map.entry(
                    "siiwad ingest wikipedia",
                    List.of(
                            "siiwad ingest wikipedia --lang so",
                            "siiwad ingest wikipedia --dump sowiki-20261101-pages-articles.xml.bz2 --format jsonl")),
            Map.entry(
                    "siiwad ingest huggingface",
                    List.of(
                            "siiwad ingest huggingface mc4 --max-records 10000",
                            "siiwad ingest huggingface custom --dataset-name allenai/c4 --config so",
                            "siiwad ingest huggingface custom --files a.jsonl.gz b.parquet --text-field body")),
            Map.entry("siiwad ingest bbc", List.of("siiwad ingest bbc --accept-terms --max-articles 100")),
            Map.entry(
                    "siiwad ingest sprakbanken",
                    List.of("siiwad ingest sprakbanken --list", "siiwad ingest sprakbanken --corpus somali-bbc")),
            Map.entry(
                    "siiwad ingest tiktok",
                    List.of("siiwad ingest tiktok --video-urls videos.txt --max-comments 5000")),
            Map.entry(
                    "siiwad sources",
                    List.of(
                            "siiwad sources",
                            "siiwad sources wikipedia --lang so",
                            "siiwad sources huggingface allenai/c4 --columns --config so")),
            Map.entry(
                    "siiwad status",
                    List.of(
                            "siiwad status --watch",
                            "siiwad status --check --stalled-after 30m",
                            "siiwad status --json --storage s3://bucket/prefix")),
            Map.entry(
                    "siiwad dashboard",
                    List.of(
                            "siiwad dashboard",
                            "siiwad dashboard --storage lab=/srv/corpora --storage s3://bucket/corpora --port 9000")),
            Map.entry("siiwad checkpoint", List.of("siiwad checkpoint list", "siiwad checkpoint show wikipedia")),
            Map.entry("siiwad checkpoint list", List.of("siiwad checkpoint list", "siiwad checkpoint list --json")),
            Map.entry("siiwad checkpoint show", List.of("siiwad checkpoint show Wikipedia-Somali")),
            Map.entry("siiwad checkpoint verify", List.of("siiwad checkpoint verify Wikipedia-Somali")),
            Map.entry("siiwad checkpoint set", List.of("siiwad checkpoint set Wikipedia-Somali --offset 3000")),
            Map.entry("siiwad checkpoint backup", List.of("siiwad checkpoint backup wikipedia")),
            Map.entry("siiwad checkpoint restore", List.of("siiwad checkpoint restore wikipedia")),
            Map.entry("siiwad checkpoint delete", List.of("siiwad checkpoint delete wikipedia")),
            Map.entry(
                    "siiwad checkpoint clean",
                    List.of(
                            "siiwad checkpoint clean --older-than 7d --dry-run",
                            "siiwad checkpoint clean --older-than 7d --raw")),
            Map.entry("siiwad dataset", List.of("siiwad dataset list", "siiwad dataset prune --keep 2")),
            Map.entry("siiwad dataset list", List.of("siiwad dataset list wikipedia", "siiwad dataset list --json")),
            Map.entry("siiwad dataset show", List.of("siiwad dataset show 20261130_143005_wikipedia-somali_3491fceb")),
            Map.entry("siiwad dataset verify", List.of("siiwad dataset verify", "siiwad dataset verify wikipedia")),
            Map.entry(
                    "siiwad dataset remove",
                    List.of("siiwad dataset remove 20261130_143005_wikipedia-somali_3491fceb --dry-run")),
            Map.entry("siiwad dataset prune", List.of("siiwad dataset prune wikipedia --keep 1")),
            Map.entry("siiwad verify", List.of("siiwad verify", "siiwad verify data/processed/silver")),
            Map.entry(
                    "siiwad inspect",
                    List.of("siiwad inspect 20261130_143005_wikipedia-somali_3491fceb --html look.html")),
            Map.entry("siiwad config", List.of("siiwad config show", "siiwad config check")),
            Map.entry("siiwad config show", List.of("siiwad config show", "siiwad config show --json")),
            Map.entry("siiwad config check", List.of("siiwad config check")),
            Map.entry(
                    "siiwad crashtest",
                    List.of("siiwad crashtest --kills 50 huggingface custom --files a.jsonl.gz --max-records 5000")),
            Map.entry("siiwad completion", List.of("siiwad completion bash")),
            Map.entry("siiwad demo", List.of("siiwad demo")));

    private Examples() {}

    /** Adds them to a command and all below it. */
    static void show(CommandLine command) {
        List<String> examples = of(command.getCommandSpec().qualifiedName());
        if (!examples.isEmpty()) {
            List<String> footer = new ArrayList<>(List.of("", examples.size() == 1 ? "Example:" : "Examples:"));
            examples.forEach(example -> footer.add("  " + example.replace("%", "%%")));
            command.getCommandSpec().usageMessage().footer(footer.toArray(String[]::new));
        }
        command.getSubcommands().values().forEach(Examples::show);
    }

    static List<String> of(String qualifiedName) {
        return OF.getOrDefault(qualifiedName, List.of());
    }
}
