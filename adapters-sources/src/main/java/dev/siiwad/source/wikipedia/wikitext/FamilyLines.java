package dev.siiwad.source.wikipedia.wikitext;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the lines of {@code templates.txt}, for one Wikipedia and one version of the extraction. */
final class FamilyLines {
    private final String lang;
    private final int version;
    private final Map<String, String> units = new HashMap<>();
    private final Map<String, String> currencies = new HashMap<>();
    private final List<String> months = new ArrayList<>();
    /** By when they were added: what a later version knows beats what an earlier one did, and what holds here what holds anywhere. */
    private final List<Map<String, TemplateFamily>> anywhere = new ArrayList<>(List.of(new HashMap<>()));

    private final List<Map<String, TemplateFamily>> here = new ArrayList<>(List.of(new HashMap<>()));
    private TemplateFamily family = new TemplateFamily(List.of());
    private boolean known = true;
    private boolean mine = true;
    private boolean everywhere = true;

    FamilyLines(String lang, int version) {
        this.lang = lang;
        this.version = version;
    }

    void read(Line line) {
        switch (line.keyword()) {
            case "since" -> since(Integer.parseInt(line.rest()));
            case "show" -> begin(TemplateFamily.of(line.rest()));
            case "hole" -> begin(TemplateFamily.HOLE);
            case "in" -> {
                mine = Set.of(line.rest().strip().split("\\s*\\|\\s*")).contains(lang);
                everywhere = false;
            }
            case "unit" -> put(units, line);
            case "currency" -> put(currencies, line);
            case "months" -> months(line);
            default -> names(line.rest());
        }
    }

    /** Those of all names, in the order in which the later replace the earlier. */
    List<Map<String, TemplateFamily>> families() {
        List<Map<String, TemplateFamily>> inOrder = new ArrayList<>(anywhere);
        inOrder.addAll(here);
        return inOrder;
    }

    TemplateWords words() {
        return new TemplateWords(units, currencies, months);
    }

    private void since(int first) {
        known = version >= first;
        anywhere.add(new HashMap<>());
        here.add(new HashMap<>());
    }

    private void begin(TemplateFamily next) {
        family = next;
        mine = true;
        everywhere = true;
    }

    private void put(Map<String, String> words, Line line) {
        if (known) {
            words.put(line.firstWord(), line.afterFirstWord());
        }
    }

    private void months(Line line) {
        if (known && line.firstWord().equals(lang)) {
            months.addAll(Arrays.asList(line.afterFirstWord().split(" ")));
        }
    }

    private void names(String names) {
        if (!known || !mine) {
            return;
        }
        List<Map<String, TemplateFamily>> maps = everywhere ? anywhere : here;
        Map<String, TemplateFamily> into = maps.get(maps.size() - 1);
        for (String name : names.strip().split("\\s*(?<!\\\\)\\|\\s*")) {
            TemplateFamily other = into.putIfAbsent(name.replace("\\", ""), family);
            if (other != null && other != family) {
                throw new IllegalStateException("templates.txt: \"" + name + "\" is in two families");
            }
        }
    }

    /** A line of the file: a keyword and what is after it, or names, which have no keyword. */
    record Line(String keyword, String rest) {
        static Line of(String line) {
            int blank = line.indexOf(' ');
            return blank < 0 ? new Line(line, "") : new Line(line.substring(0, blank), line.substring(blank + 1));
        }

        private String firstWord() {
            return rest.substring(0, rest.indexOf(' '));
        }

        private String afterFirstWord() {
            return rest.substring(rest.indexOf(' ') + 1);
        }
    }
}
