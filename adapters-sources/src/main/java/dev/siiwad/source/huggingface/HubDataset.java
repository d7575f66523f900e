package dev.siiwad.source.huggingface;

import dev.siiwad.source.Settings;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.source.rows.Fields;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which documents of which dataset on the Hub a run reads.
 *
 * @param config empty for the default one
 * @param revision a branch, tag or commit; pinned to a commit when a run begins
 * @param language ISO 639-1 code of the documents
 */
public record HubDataset(
        SourceId id,
        String repo,
        Optional<String> config,
        String split,
        String revision,
        Fields fields,
        String language,
        String license) {
    public static final String BRANCH = "main";
    public static final String SPLIT = "train";
    public static final String LICENSE_UNKNOWN = "unknown";

    private static final Pattern REPO = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,95}(?:/[A-Za-z0-9._-]{1,96})?");
    private static final int ID_CHARS_MAX = 128;

    public HubDataset {
        if (!REPO.matcher(repo).matches() || repo.contains("..")) {
            throw new IllegalArgumentException("dataset is \"" + repo + "\"; expected a form like allenai/c4");
        }
        if (revision.isBlank() || split.isBlank()) {
            throw new IllegalArgumentException(
                    "revision is \"" + revision + "\", split is \"" + split + "\"; expected both to be given");
        }
    }

    /** The part of the multilingual C4 in one language. */
    public static HubDataset mc4(String language) {
        String name = Locale.forLanguageTag(language).getDisplayLanguage(Locale.ENGLISH);
        return new HubDataset(
                safeId("HuggingFace-" + name + "_c4-" + language),
                "allenai/c4",
                Optional.of(language),
                SPLIT,
                BRANCH,
                Fields.C4,
                language,
                "ODC-BY-1.0");
    }

    /** Any dataset. */
    public static HubDataset custom(
            String repo, Optional<String> config, String split, Fields fields, String language, String license) {
        SourceId id = safeId("HuggingFace-" + repo.replace('/', '.') + "_" + config.orElse("default"));
        return new HubDataset(id, repo, config, split, BRANCH, fields, language, license);
    }

    public HubDataset withId(SourceId other) {
        return new HubDataset(other, repo, config, split, revision, fields, language, license);
    }

    public HubDataset withRevision(String other) {
        return new HubDataset(id, repo, config, split, other, fields, language, license);
    }

    SourceInfo info() {
        return new SourceInfo(id.value(), "web", language, license, "web", "web");
    }

    Settings settings() {
        return fields.settings()
                .with("dataset", repo)
                .with("config", config.orElse("(default)"))
                .with("split", split)
                .with("revision", revision);
    }

    private static SourceId safeId(String name) {
        String safe = name.replaceAll("[^A-Za-z0-9._-]", "-");
        return new SourceId(safe.substring(0, Math.min(safe.length(), ID_CHARS_MAX)));
    }
}
