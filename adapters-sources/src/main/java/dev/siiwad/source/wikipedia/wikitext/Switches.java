package dev.siiwad.source.wikipedia.wikitext;

import java.util.Locale;
import java.util.Set;

/** Removes MediaWiki's double-underscore switches: {@code __NOTOC__}, and those of other languages. */
final class Switches {
    private static final int CHARS_MAX = 40;
    private static final String UNDERSCORES = "__";

    private static final Set<String> NAMES = Set.of(
            ("notoc forcetoc toc noeditsection newsectionlink nonewsectionlink nogallery hiddencat expectunusedcategory expectunusedtemplate"
                            + " nocontentconvert nocc notitleconvert notc index noindex staticredirect disambig noglobal archivedtalk notalk start end"
                            + " inhaltsverzeichnis kein_inhaltsverzeichnis inhaltsverzeichnis_erzwingen abschnitte_nicht_bearbeiten keine_galerie"
                            + " aucunsommaire sommaire aucuntdm forcersommaire forcertdm tdm sectionnoneditable notdc tdc forzartdc sintdc"
                            + " nosommario nienteindice indice forzaindice semtdc semsumario sumario geeninhoud inhoud forceerinhoud beztresci"
                            + " bezspisu spis icindekileryok tanpadaftarisi")
                    .split(" "));

    private Switches() {}

    static String remove(String line) {
        int start = line.indexOf(UNDERSCORES);
        if (start < 0) {
            return line;
        }
        StringBuilder out = new StringBuilder(line.length());
        int at = 0;
        while (start >= 0) {
            int end = endOfSwitch(line, start + UNDERSCORES.length());
            if (end < 0) {
                out.append(line, at, start + 1);
                at = start + 1;
            } else {
                out.append(line, at, start).append(Marks.REMOVED);
                at = end;
            }
            start = line.indexOf(UNDERSCORES, at);
        }
        return out.append(line, at, line.length()).toString();
    }

    /** The index after the switch whose name begins here, or -1. */
    private static int endOfSwitch(String line, int nameStart) {
        int nameEnd = nameStart;
        int limit = Math.min(line.length(), nameStart + CHARS_MAX);
        while (nameEnd < limit
                && !line.startsWith(UNDERSCORES, nameEnd)
                && (Character.isLetter(line.charAt(nameEnd)) || line.charAt(nameEnd) == '_')) {
            nameEnd++;
        }
        if (nameEnd == nameStart || !line.startsWith(UNDERSCORES, nameEnd)) {
            return -1;
        }
        String name = line.substring(nameStart, nameEnd);
        boolean foreign = name.chars().anyMatch(c -> c > 0xFF) && name.equals(name.toUpperCase(Locale.ROOT));
        return foreign || NAMES.contains(name.toLowerCase(Locale.ROOT)) ? nameEnd + UNDERSCORES.length() : -1;
    }
}
