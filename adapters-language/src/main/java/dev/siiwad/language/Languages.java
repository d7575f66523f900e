package dev.siiwad.language;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The languages that are told apart, in the order of {@code languages.txt}, which also says which labels of the model mean them and by which codes they are asked
 * for. Immutable.
 */
final class Languages {
    static final Languages ALL = read();

    private final List<String> codes;
    private final Map<String, Integer> byLabel;
    private final Map<String, Set<Integer>> byName;

    private Languages(List<String> codes, Map<String, Integer> byLabel, Map<String, Set<Integer>> byName) {
        this.codes = codes;
        this.byLabel = byLabel;
        this.byName = byName;
    }

    private static Languages read() {
        List<String> codes = new ArrayList<>();
        Map<String, Integer> byLabel = new TreeMap<>();
        Map<String, Set<Integer>> byName = new TreeMap<>();
        try (InputStream in = Languages.class.getResourceAsStream("languages.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line :
                    lines.lines().filter(each -> !each.startsWith("#")).toList()) {
                String[] words = line.split(" ");
                if (!codes.contains(words[1])) {
                    codes.add(words[1]);
                }
                int language = codes.indexOf(words[1]);
                byLabel.put(words[0], language);
                for (int i = 1; i < words.length; i++) {
                    byName.computeIfAbsent(words[i], name -> new TreeSet<>()).add(language);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("languages.txt", e);
        }
        return new Languages(codes, byLabel, byName);
    }

    int count() {
        return codes.size();
    }

    /** What is published: ISO 639-1 where there is one, else ISO 639-3. */
    String code(int language) {
        return codes.get(language);
    }

    /**
     * Which language a label of the model means.
     *
     * @throws IllegalArgumentException if the table does not say, so that it is not that model's
     */
    int ofLabel(String label) {
        Integer language = byLabel.get(label);
        if (language == null) {
            throw new IllegalArgumentException("the model has a label \"" + label + "\" that languages.txt has not");
        }
        return language;
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    /**
     * What a code asks for: one language, or several.
     *
     * @throws IllegalArgumentException if it is not a code of one that is told apart
     */
    Set<Integer> named(String name) {
        if (!has(name)) {
            throw new IllegalArgumentException(
                    "language is \"" + name + "\"; expected an ISO 639-1 or 639-3 code of one"
                            + " that can be identified: " + String.join(", ", new TreeSet<>(codes)));
        }
        return Set.copyOf(byName.get(name));
    }

    /** The shortest code of one language that a code asks for; that code itself, where it asks for several or for a variety. */
    String canonical(String name) {
        Set<Integer> meant = named(name);
        String code = codes.get(meant.iterator().next());
        return meant.size() == 1 && isSame(code, name) ? code : name;
    }

    /** Whether a code is just the other code of a language, and not of a variety that the model takes for it. */
    private boolean isSame(String code, String name) {
        return name.equals(code)
                || byLabel.containsKey(name) && codes.get(byLabel.get(name)).equals(code);
    }
}
