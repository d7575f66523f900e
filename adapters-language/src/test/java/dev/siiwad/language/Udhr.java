package dev.siiwad.language;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Paragraphs of the Universal Declaration of Human Rights; {@code udhr.tsv} says where they are from. */
final class Udhr {
    static final List<String> SISTERS = List.of("Maay", "Af Marka", "Garre", "Dabarre", "Jiiddu");

    private Udhr() {}

    static List<String> paragraphs(String language) {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Udhr.class.getResourceAsStream("udhr.tsv"), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> line.startsWith(language + "\t"))
                    .map(line -> line.substring(line.indexOf('\t') + 1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of them as one text. */
    static String text(String language) {
        return String.join("\n", paragraphs(language));
    }
}
