package dev.siiwad.source.wikipedia.wikitext;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What inline templates show in one Wikipedia, by families: the data of {@code templates.txt}, which says how it is written. */
final class TemplateFamilies {
    private static final String FILE = "templates.txt";
    private static final int NAME_CHARS_MAX = 60;
    private static final int FOUND_MAX = 10_000;
    private static final List<FamilyLines.Line> LINES = lines();

    private final Map<String, TemplateFamily> byName = new HashMap<>();
    private final Map<String, TemplateFamily> byStart = new HashMap<>();
    private final Map<String, TemplateFamily> byEnd = new HashMap<>();
    private final Map<String, Optional<TemplateFamily>> found = new ConcurrentHashMap<>();
    private final TemplateWords words;

    private final Countries countries;

    private TemplateFamilies(FamilyLines lines, Countries countries) {
        this.countries = countries;
        lines.families().forEach(this::index);
        words = lines.words();
    }

    /**
     * @param lang as in the address of the Wikipedia
     * @param version of the extraction: what the file says to hold since a later one does not
     */
    static TemplateFamilies of(String lang, int version) {
        FamilyLines lines = new FamilyLines(lang, version);
        LINES.forEach(lines::read);
        return new TemplateFamilies(lines, version < Countries.SINCE ? Countries.NONE : Countries.in(lang));
    }

    /** What a call shows, nothing included; empty if the template is not known. */
    Optional<String> shown(TemplateCall call) {
        String name = normalized(call.name());
        return name.isEmpty()
                ? Optional.of("")
                : known(name).map(family -> family.shown(call, words)).or(() -> countries.shown(call));
    }

    /** Most names come again and again, and most of those belong to no family: that takes the longest to find out. */
    private Optional<TemplateFamily> known(String name) {
        Optional<TemplateFamily> before = found.get(name);
        if (before != null) {
            return before;
        }
        Optional<TemplateFamily> family = family(name);
        if (name.length() <= NAME_CHARS_MAX && found.size() < FOUND_MAX) {
            found.put(name, family);
        }
        return family;
    }

    private Optional<TemplateFamily> family(String name) {
        TemplateFamily family = byName.get(name);
        if (family != null || name.length() > NAME_CHARS_MAX) {
            return Optional.ofNullable(family);
        }
        String digits = name.replaceAll("[0-9]+", "#");
        return Optional.ofNullable(byName.get(digits))
                .or(() -> longest(name, byStart, true))
                .or(() -> longest(name, byEnd, false));
    }

    private static Optional<TemplateFamily> longest(String name, Map<String, TemplateFamily> families, boolean start) {
        for (int length = name.length() - 1; length > 0; length--) {
            String part = start ? name.substring(0, length) : name.substring(name.length() - length);
            TemplateFamily family = families.get(part);
            if (family != null) {
                return Optional.of(family);
            }
        }
        return Optional.empty();
    }

    private void index(Map<String, TemplateFamily> families) {
        families.forEach((name, family) -> {
            if (name.length() > 1 && name.endsWith("*")) {
                byStart.put(name.substring(0, name.length() - 1), family);
            } else if (name.length() > 1 && name.startsWith("*")) {
                byEnd.put(name.substring(1), family);
            } else {
                byName.put(name, family);
            }
        });
    }

    private static String normalized(String name) {
        String plain = name.indexOf(Marks.REMOVED) < 0 ? name : name.replace(String.valueOf(Marks.REMOVED), "");
        return plain.replace('_', ' ').strip().toLowerCase(Locale.ROOT);
    }

    private static List<FamilyLines.Line> lines() {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(TemplateFamilies.class.getResourceAsStream(FILE), StandardCharsets.UTF_8))) {
            return in.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("# ") && !line.equals("#"))
                    .map(FamilyLines.Line::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the program's own " + FILE + " cannot be read", e);
        }
    }
}
