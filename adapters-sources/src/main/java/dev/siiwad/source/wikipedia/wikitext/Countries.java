package dev.siiwad.source.wikipedia.wikitext;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The countries that templates of their code or name show, <code>{{ARG}}</code> and <code>{{Argentinien}}</code>: the data of {@code countries.txt}.
 */
final class Countries {
    /** The version of the extraction that knew them first. */
    static final int SINCE = 3;

    static final Countries NONE = new Countries(Map.of());
    private static final String FILE = "countries.txt";
    private static final String CODES = "codes";
    private static final Map<String, List<String>> LISTS = lists();

    /** By code, and by itself. */
    private final Map<String, String> names;

    private Countries(Map<String, String> names) {
        this.names = names;
    }

    /** @param lang as in the address of the Wikipedia; where its names are not known there are none */
    static Countries in(String lang) {
        List<String> names = LISTS.get(lang);
        if (names == null) {
            return NONE;
        }
        Map<String, String> shown = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            shown.put(LISTS.get(CODES).get(i), names.get(i));
            shown.put(names.get(i), names.get(i));
        }
        return new Countries(shown);
    }

    /** What a call without arguments shows; empty if it is not called as a country is. */
    Optional<String> shown(TemplateCall call) {
        return call.isBare() ? Optional.ofNullable(names.get(call.name())) : Optional.empty();
    }

    private static Map<String, List<String>> lists() {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(Countries.class.getResourceAsStream(FILE), StandardCharsets.UTF_8))) {
            Map<String, List<String>> lists = new HashMap<>();
            in.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                int blank = line.indexOf(' ');
                lists.put(
                        line.substring(0, blank),
                        List.of(line.substring(blank + 1).split("\\|")));
            });
            lists.values().forEach(names -> requireAsManyAs(lists.get(CODES), names));
            return lists;
        } catch (IOException e) {
            throw new UncheckedIOException("the program's own " + FILE + " cannot be read", e);
        }
    }

    private static void requireAsManyAs(List<String> codes, List<String> names) {
        if (names.size() != codes.size()) {
            throw new IllegalStateException(FILE + " has " + codes.size() + " codes and " + names.size() + " names");
        }
    }
}
