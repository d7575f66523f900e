package dev.siiwad.cli.sources;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.BbcOptions;
import dev.siiwad.Environment;
import dev.siiwad.HuggingFaceOptions;
import dev.siiwad.Siiwad;
import dev.siiwad.SprakbankenOptions;
import dev.siiwad.TikTokOptions;
import dev.siiwad.WikipediaOptions;
import dev.siiwad.cli.ingest.CorpusJson;
import dev.siiwad.cli.terminal.ByteSize;
import dev.siiwad.cli.terminal.Counted;
import dev.siiwad.cli.terminal.Table;
import dev.siiwad.source.bbc.BbcSource;
import dev.siiwad.source.huggingface.HubListing;
import dev.siiwad.source.sprakbanken.Corpus;
import dev.siiwad.source.wikipedia.Dumps;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What each source has to choose from. */
final class Listings {
    static final Set<String> NAMES = Set.of("wikipedia", "huggingface", "sprakbanken", "bbc", "tiktok");

    private Listings() {}

    /** What can be collected, and what it needs. Asks nobody. */
    static Listing sources(Environment environment) {
        Table table = new Table("NAME", "WHAT", "NEEDS", "SEE");
        ObjectNode json = Listing.json("sources");
        ArrayNode all = json.putArray("sources");
        boolean terms = environment.isTrue(BbcOptions.ACCEPT_TERMS);
        boolean token = environment.text(TikTokOptions.APIFY_TOKEN).isPresent();
        add(
                table,
                all,
                "wikipedia",
                "articles of a Wikipedia, from its dumps",
                "",
                "siiwad sources wikipedia --lang so");
        add(
                table,
                all,
                "huggingface",
                "datasets on the Hugging Face Hub, and local files",
                "",
                "siiwad sources huggingface");
        add(table, all, "sprakbanken", "corpora of Språkbanken Text", "", "siiwad sources sprakbanken");
        add(
                table,
                all,
                "bbc",
                "articles of a service of the BBC",
                terms ? "" : "that you accept its terms: " + BbcOptions.ACCEPT_TERMS + "=true",
                "siiwad sources bbc");
        add(
                table,
                all,
                "tiktok",
                "comments on a list of videos",
                token ? "" : "a token of Apify: " + TikTokOptions.APIFY_TOKEN,
                "siiwad sources tiktok");
        return new Listing(table.lines(), json);
    }

    private static void add(Table table, ArrayNode all, String name, String what, String needs, String see) {
        table.row(name, what, needs.isEmpty() ? "nothing" : needs, see);
        all.addObject().put("name", name).put("what", what).put("needs", needs);
    }

    static Listing dumps(Siiwad siiwad, Optional<String> lang) throws IOException {
        Dumps dumps = siiwad.dumps(lang.map(WikipediaOptions::of).orElseGet(() -> WikipediaOptions.of("so")));
        Table table = new Table("EDITION", "DATE", "FILES", "BYTES", "STATE");
        ObjectNode json = Listing.json("dumps").put("lang", dumps.language());
        ArrayNode all = json.putArray("dumps");
        for (Dumps.Dump dump : dumps.list()) {
            table.row(
                    dump.edition(),
                    dump.date(),
                    dump.files().isPresent() ? "" + dump.files().getAsInt() : "-",
                    dump.bytes().isPresent() ? ByteSize.text(dump.bytes().getAsLong()) : "-",
                    dump.complete() ? "complete" : dump.problem());
            ObjectNode one = all.addObject()
                    .put("edition", dump.edition())
                    .put("date", dump.date())
                    .put("complete", dump.complete());
            dump.files().ifPresent(files -> one.put("files", files));
            dump.bytes().ifPresent(bytes -> one.put("bytes", bytes));
            if (!dump.complete()) {
                one.put("problem", dump.problem());
            }
        }
        return new Listing(
                all.isEmpty()
                        ? List.of("No dumps of the Wikipedia \"" + dumps.language() + "\" are listed")
                        : table.lines(),
                json);
    }

    static Listing corpora(Siiwad siiwad, Optional<String> lang) throws IOException {
        SprakbankenOptions options = new SprakbankenOptions(lang, Optional.empty(), Optional.empty(), false, false);
        return corpora(siiwad.corpora(options).list());
    }

    static Listing corpora(List<Corpus> corpora) {
        Table table = new Table("CORPUS", "TOKENS", "SENTENCES", "UPDATED", "NAME");
        ObjectNode json = Listing.json("corpora");
        ArrayNode all = json.putArray("corpora");
        for (Corpus corpus : corpora) {
            table.row(
                    corpus.id(),
                    String.format(Locale.ROOT, "%,d", corpus.tokens()),
                    String.format(Locale.ROOT, "%,d", corpus.sentences()),
                    corpus.updated(),
                    corpus.name());
            all.add(CorpusJson.of(corpus));
        }
        return new Listing(table.lines(), json);
    }

    /** Asks nobody. */
    static Listing services() {
        Table table = new Table("SERVICE", "LANGUAGE");
        ObjectNode json = Listing.json("services");
        ArrayNode all = json.putArray("services");
        BbcSource.services().forEach((name, language) -> {
            table.row(name, language);
            all.addObject().put("name", name).put("language", language);
        });
        return new Listing(table.lines(), json);
    }

    /** Asks nobody. */
    static Listing presets() {
        ObjectNode json = Listing.json("datasets");
        ArrayNode all = json.putArray("datasets").add("mc4");
        HuggingFaceOptions.presets().forEach(all::add);
        return new Listing(
                List.of(
                        "By one word: mc4, " + String.join(", ", HuggingFaceOptions.presets()),
                        "Any other:   siiwad sources huggingface ORG/NAME lists its configurations"),
                json);
    }

    static Listing tikTok() {
        ObjectNode json = Listing.json("tiktok");
        json.putArray("apis").add("apify").add("research");
        return new Listing(
                List.of(
                        "There is nothing to list: the videos are yours, a file with one URL or id per line.",
                        "apify:    " + TikTokOptions.APIFY_TOKEN
                                + "; about 1 USD for 1,000 comments. What a list would cost: --dry-run",
                        "research: SDC_SCRAPING__TIKTOK__CLIENT_KEY and …CLIENT_SECRET, for vetted researchers; 1,000 requests a day"),
                json);
    }

    static Listing dataset(
            Siiwad siiwad, String repo, Optional<String> revision, Optional<String> config, boolean columns)
            throws IOException {
        HubListing.Listed listed = siiwad.hubListing(repo, revision).list();
        List<String> lines = new ArrayList<>();
        lines.add("Dataset:     " + listed.repo() + "@" + listed.commit());
        lines.add("Files:       " + Counted.of(listed.files(), "file") + ", " + ByteSize.text(listed.bytes()));
        ObjectNode json = Listing.json("dataset")
                .put("dataset", listed.repo())
                .put("commit", listed.commit())
                .put("files", listed.files())
                .put("bytes", listed.bytes());
        ArrayNode all = json.putArray("configurations");
        for (HubListing.Configuration each : listed.configurations()) {
            String splits = each.splits().isEmpty()
                    ? ""
                    : "  " + String.join(", ", each.splits().keySet());
            lines.add("Config:      " + each.name() + (each.byDefault() ? " (default)" : "") + splits);
            ObjectNode one = all.addObject().put("name", each.name()).put("default", each.byDefault());
            each.splits().keySet().forEach(one.putArray("splits")::add);
        }
        if (listed.configurations().isEmpty()) {
            lines.add("Config:      the card names none; the files decide");
        }
        if (columns) {
            ArrayNode named = json.putArray("columns");
            HuggingFaceOptions options = HuggingFaceOptions.dataset(repo);
            options = config.isPresent() ? options.withConfig(config.get()) : options;
            options = revision.isPresent() ? options.withRevision(revision.get()) : options;
            List<String> found = siiwad.columns(options);
            found.forEach(named::add);
            lines.add("Columns:     " + String.join(", ", found));
        }
        return new Listing(lines, json);
    }
}
