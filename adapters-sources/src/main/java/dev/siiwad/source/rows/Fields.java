package dev.siiwad.source.huggingface;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which fields of a row make a document.
 *
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

    /** All of them, each once. */
    Set<String> wanted() {
        Set<String> wanted = new LinkedHashSet<>();
        wanted.add(text);
        title.ifPresent(wanted::add);
        url.ifPresent(wanted::add);
        wanted.addAll(metadata);
        datePublished.ifPresent(wanted::add);
        return wanted;
    }
}
