package dev.siiwad.cli.ingest;

import dev.siiwad.Ingestion;
import dev.siiwad.cli.terminal.Failures;
import dev.siiwad.cli.terminal.Natural;
import dev.siiwad.cli.terminal.UsageException;
import dev.siiwad.transform.CleanText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What happens to each text, and which are dropped for it. */
@Command(optionListHeading = "%nTexts:%n")
final class TextOptions {
    private static final String ALL_LANGUAGES = "all";

    @Option(
            names = {"--min-length", "--min-chars"},
            paramLabel = "CHARS",
            description = "Drop texts with fewer characters (default: 50; Hugging Face and files "
                    + "${bundle:SDC_SCRAPING__HUGGINGFACE__MIN_LENGTH_THRESHOLD}, Språkbanken "
                    + "${bundle:SDC_SCRAPING__SPRAKBANKEN__MIN_LENGTH_THRESHOLD},"
                    + " TikTok ${bundle:SDC_SCRAPING__TIKTOK__MIN_TEXT_LENGTH})")
    private Optional<Natural> minLength = Optional.empty();

    @Option(
            names = "--min-words",
            paramLabel = "N",
            description = "Drop texts with fewer words, counted by letters in scripts without spaces"
                    + " (default: 5; TikTok 1)")
    private Optional<Natural> minWords = Optional.empty();

    @Option(
            names = "--normalize",
            paramLabel = "FORM",
            description = "Normalize characters: ${COMPLETION-CANDIDATES} (default: nfc; nfkc also rewrites ½, m²,"
                    + " full-width signs and the like)")
    private Optional<CleanText.Form> normalize = Optional.empty();

    @Option(
            names = "--repair",
            paramLabel = "on|off",
            description =
                    "Repair what collectors of web pages did to texts: written-out line breaks, UTF-8 read as CP1252,"
                            + " lost characters, tags, entities (default: on for presets of Hugging Face, else off)")
    private Optional<Switch> repair = Optional.empty();

    @Option(
            names = "--identify-language",
            negatable = true,
            description =
                    "Say in source_metadata which language each text is in, or do not (default: on for the presets"
                            + " of the Hub)")
    private Optional<Boolean> identifyLanguage = Optional.empty();

    @Option(
            names = "--keep-language",
            paramLabel = "CODES",
            description =
                    "Drop texts that are clearly in another language than these, such as so or so,om; all keeps all"
                            + " (default: all; of a preset, its language)")
    private Optional<String> keepLanguage = Optional.empty();

    @Option(
            names = "--signals",
            description = "Keep the quality signals of C4, Gopher and FineWeb in source_metadata of each text")
    private boolean signals;

    @Option(
            names = "--filter-config",
            paramLabel = "FILE",
            description = "Drop texts as FineWeb-2 does in a language, by its file configs/<language>_<Script>.yml")
    private Optional<Path> filterConfig = Optional.empty();

    /** Spelled as on the command line. */
    enum Switch {
        on,
        off
    }

    /** @param resolve finds the files that are typed */
    Ingestion applyTo(Ingestion made, UnaryOperator<Path> resolve) {
        Ingestion applied = made;
        if (minLength.isPresent()) {
            applied = applied.minLength(minLength.get().intValue());
        }
        if (minWords.isPresent()) {
            applied = applied.tokenFloor(minWords.get().intValue());
        }
        if (normalize.isPresent()) {
            applied = applied.normalize(normalize.get());
        }
        if (repair.isPresent()) {
            applied = applied.repair(repair.get() == Switch.on);
        }
        return applyQuality(applyLanguage(applied), resolve);
    }

    private Ingestion applyQuality(Ingestion made, UnaryOperator<Path> resolve) {
        Ingestion applied = signals ? made.signals() : made;
        if (filterConfig.isEmpty()) {
            return applied;
        }
        try {
            return applied.filterConfig(resolve.apply(filterConfig.get()));
        } catch (IOException e) {
            throw new UsageException("--filter-config: " + Failures.describe(e));
        }
    }

    private Ingestion applyLanguage(Ingestion made) {
        try {
            Ingestion applied = identifyLanguage.isPresent() ? made.identifyLanguage(identifyLanguage.get()) : made;
            return keepLanguage.isPresent() ? applied.keepLanguages(languages(keepLanguage.get())) : applied;
        } catch (IllegalArgumentException e) {
            throw new UsageException("--keep-language " + keepLanguage.orElse("") + ": " + e.getMessage());
        }
    }

    private static String[] languages(String codes) {
        return codes.equals(ALL_LANGUAGES) ? new String[0] : codes.split(",", -1);
    }
}
