package dev.siiwad.source.wikipedia.wikitext;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What inline templates show in one Wikipedia, by families: the data of {@code templates.txt}, which says how it is written. */
final class TemplateFamilies {
    private static final String FILE = "templates.txt";
    private static final int NAME_CHARS_MAX = 60;
    private static final List<Line> LINES = lines();

    private final Map<String, Family> byName = new HashMap<>();
    private final Map<String, Family> byStart = new HashMap<>();
    private final Map<String, Family> byEnd = new HashMap<>();
    private final TemplateWords words;

    private TemplateFamilies(String lang) {
        Map<String, String> units = new HashMap<>();
        List<String> months = new ArrayList<>();
        Map<String, Family> anywhere = new HashMap<>();
        Map<String, Family> here = new HashMap<>();
        Family family = new Family(List.of());
        boolean mine = true;
        boolean everywhere = true;
        for (Line line : LINES) {
            switch (line.keyword()) {
                case "show" -> {
                    family = Family.of(line.rest());
                    mine = true;
                    everywhere = true;
                }
                case "hole" -> {
                    family = Family.HOLE;
                    mine = true;
                    everywhere = true;
                }
                case "in" -> {
                    mine = Set.of(line.rest().strip().split("\\s*\\|\\s*")).contains(lang);
                    everywhere = false;
                }
                case "unit" -> units.put(firstWord(line.rest()), afterFirstWord(line.rest()));
                case "months" -> {
                    if (firstWord(line.rest()).equals(lang)) {
                        months.addAll(Arrays.asList(afterFirstWord(line.rest()).split(" ")));
                    }
                }
                default -> {
                    if (mine) {
                        add(line.rest(), family, everywhere ? anywhere : here);
                    }
                }
            }
        }
        index(anywhere);
        index(here);
        words = new TemplateWords(units, months);
    }

    /** @param lang as in the address of the Wikipedia */
    static TemplateFamilies of(String lang) {
        return new TemplateFamilies(lang);
    }

    /** What a call shows, nothing included; empty if the template is not known. */
    Optional<String> shown(TemplateCall call) {
        String name = normalized(call.name());
        return name.isEmpty() ? Optional.of("") : family(name).map(family -> family.shown(call, words));
    }

    private Optional<Family> family(String name) {
        Family family = byName.get(name);
        if (family != null || name.length() > NAME_CHARS_MAX) {
            return Optional.ofNullable(family);
        }
        String digits = name.replaceAll("[0-9]+", "#");
        return Optional.ofNullable(byName.get(digits))
                .or(() -> longest(name, byStart, true))
                .or(() -> longest(name, byEnd, false));
    }

    private static Optional<Family> longest(String name, Map<String, Family> families, boolean start) {
        for (int length = name.length() - 1; length > 0; length--) {
            String part = start ? name.substring(0, length) : name.substring(name.length() - length);
            Family family = families.get(part);
            if (family != null) {
                return Optional.of(family);
            }
        }
        return Optional.empty();
    }

    private static void add(String names, Family family, Map<String, Family> into) {
        for (String name : names.strip().split("\\s*(?<!\\\\)\\|\\s*")) {
            Family other = into.putIfAbsent(name.replace("\\", ""), family);
            if (other != null && other != family) {
                throw new IllegalStateException(FILE + ": \"" + name + "\" is in two families");
            }
        }
    }

    private void index(Map<String, Family> families) {
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

    private static String firstWord(String text) {
        return text.substring(0, text.indexOf(' '));
    }

    private static String afterFirstWord(String text) {
        return text.substring(text.indexOf(' ') + 1);
    }

    private static List<Line> lines() {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(TemplateFamilies.class.getResourceAsStream(FILE), StandardCharsets.UTF_8))) {
            return in.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("# ") && !line.equals("#"))
                    .map(Line::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the program's own " + FILE + " cannot be read", e);
        }
    }

    /** A line of the file: a keyword and what is after it, or names, which have no keyword. */
    private record Line(String keyword, String rest) {
        static Line of(String line) {
            int blank = line.indexOf(' ');
            return blank < 0 ? new Line(line, "") : new Line(line.substring(0, blank), line.substring(blank + 1));
        }
    }

    /** The patterns of one family, in the order they are tried. */
    private record Family(List<ShownPattern> patterns) {
        static final Family HOLE = Family.of("\\" + Marks.HOLE);

        static Family of(String patterns) {
            return new Family(
                    patterns.isEmpty()
                            ? List.of()
                            : Stream.of(patterns.split(" // "))
                                    .map(ShownPattern::of)
                                    .toList());
        }

        String shown(TemplateCall call, TemplateWords words) {
            for (ShownPattern pattern : patterns) {
                Optional<String> shown = pattern.of(call, words);
                if (shown.isPresent()) {
                    return shown.get();
                }
            }
            return "";
        }
    }
}
