package dev.siiwad.cli.all;

import dev.siiwad.BbcOptions;
import dev.siiwad.TikTokOptions;
import dev.siiwad.cli.terminal.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is collected where nothing is configured: the sources of Somali, in the order of how little is asked of upstream.
 *
 * @param asked what the options of the Python project ask for
 */
record SomaliSources(Session session, Entries entries, OrchestrateOptions asked) {
    /** Where the Python project looks for it. */
    private static final String VIDEOS = "data/tiktok_urls.txt";

    /** All of them, with what is missing where one cannot be collected. */
    Map<Entry, Optional<String>> all() {
        Map<Entry, Optional<String>> all = new LinkedHashMap<>();
        all.put(entries.usual("wikipedia", "wikipedia"), Optional.empty());
        all.put(huggingFace(), Optional.empty());
        all.put(
                entries.usual(
                        "sprakbanken",
                        "sprakbanken",
                        asked.corpus().map(corpus -> "--corpus=" + corpus).orElse("--corpus=all")),
                Optional.empty());
        all.put(bbc(), missingOfBbc());
        all.put(tikTok(), missingOfTikTok());
        return all;
    }

    private Entry huggingFace() {
        List<String> words = new ArrayList<>(List.of("mc4"));
        asked.maxHfRecords().ifPresent(most -> words.add("--max-records=" + most.value()));
        return entries.usual("huggingface", "huggingface", words.toArray(String[]::new));
    }

    private Entry bbc() {
        return entries.usual(
                "bbc",
                "bbc",
                asked.maxBbcArticles()
                        .map(most -> new String[] {"--max-articles=" + most.value()})
                        .orElseGet(() -> new String[0]));
    }

    private Optional<String> missingOfBbc() {
        return session.environment().isTrue(BbcOptions.ACCEPT_TERMS)
                ? Optional.empty()
                : Optional.of(
                        "its terms are not accepted; if you have that right, set " + BbcOptions.ACCEPT_TERMS + "=true");
    }

    private Entry tikTok() {
        return entries.usual("tiktok", "tiktok", "--video-urls=" + videos());
    }

    private Path videos() {
        return asked.videoUrls().orElse(Path.of(VIDEOS));
    }

    private Optional<String> missingOfTikTok() {
        if (asked.token().isEmpty()
                && session.environment().text(TikTokOptions.APIFY_TOKEN).isEmpty()) {
            return Optional.of("there is no token of Apify; set " + TikTokOptions.APIFY_TOKEN);
        }
        return Files.exists(session.resolve(videos()))
                ? Optional.empty()
                : Optional.of("there is no list of videos, " + videos());
    }
}
