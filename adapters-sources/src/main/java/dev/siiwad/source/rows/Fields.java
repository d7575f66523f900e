package dev.siiwad.source.rows;

import dev.siiwad.source.Settings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which fields of a row make a document.
 *
 * @param text a field, {@code text}; one inside it, {@code translation.so} or {@code messages[].content}; or several, {@code instruction+output}
 * @param datePublished a field whose first ten characters are the date of publication, if they are an ISO date
 */
public record Fields(
        String text,
        Optional<String> title,
        Optional<String> url,
        List<String> metadata,
        Optional<String> datePublished) {
    /** The fields of C4. */
    public static final Fields C4 =
            new Fields("text", Optional.empty(), Optional.of("url"), List.of("timestamp"), Optional.of("timestamp"));

    /** Stored with every run; local files share it, whose runs were first those of the Hub's source. */
    private static final String EXTRACTION = "huggingface/1";

    public Fields {
        metadata = List.copyOf(metadata);
        if (text.isBlank()) {
            throw new IllegalArgumentException("the name of the text field is empty");
        }
    }

    /** Only a text. */
    public static Fields ofText(String text) {
        return new Fields(text, Optional.empty(), Optional.empty(), List.of(), Optional.empty());
    }

    /** These fields and the version of the extraction, as settings of a run: {@code text_field}, {@code title_field} and so on. */
    public Settings settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("extraction", EXTRACTION);
        settings.put("text_field", text);
        title.ifPresent(field -> settings.put("title_field", field));
        url.ifPresent(field -> settings.put("url_field", field));
        datePublished.ifPresent(field -> settings.put("date_field", field));
        if (!metadata.isEmpty()) {
            settings.put("metadata_fields", String.join(" ", metadata));
        }
        return Settings.of(settings);
    }

    /** All top-level fields of a row that may be needed, each once. */
    Set<String> wanted() {
        Set<String> wanted = new LinkedHashSet<>();
        wanted.addAll(TextPath.of(text).fields());
        title.ifPresent(wanted::add);
        url.ifPresent(wanted::add);
        wanted.addAll(metadata);
        datePublished.ifPresent(wanted::add);
        return wanted;
    }
}
