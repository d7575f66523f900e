package dev.siiwad.source.bbc;

import dev.siiwad.digest.Sha256;
import dev.siiwad.source.PositionFields;
import dev.siiwad.source.SourceException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The addresses that articles were published under where those are not the ones in their place of the list: what a page says of itself, or where a
 * redirect led. Part of the position, as marks of {@value #MARK_CHARS} hexadecimal digits each, so that a resume knows them too. The oldest is forgotten where
 * there are more than {@value #MARKS_MAX}; then an article that comes up again would be read twice.
 */
final class Aliases {
    static final int MARKS_MAX = 300;

    private static final int MARK_CHARS = 10;
    private static final Pattern FORM = Pattern.compile("(?:[0-9a-f]{" + MARK_CHARS + "}){1," + MARKS_MAX + "}");

    private final Set<String> marks = new LinkedHashSet<>();

    /** @throws SourceException if the field of this name is not one that {@link #text} wrote */
    static Aliases of(PositionFields position, String name) throws SourceException {
        Aliases aliases = new Aliases();
        if (position.has(name)) {
            String text = position.text(name, FORM);
            for (int i = 0; i < text.length(); i += MARK_CHARS) {
                aliases.marks.add(text.substring(i, i + MARK_CHARS));
            }
        }
        return aliases;
    }

    boolean contains(ArticleAddress address) {
        return marks.contains(mark(address));
    }

    void add(ArticleAddress address) {
        if (marks.add(mark(address)) && marks.size() > MARKS_MAX) {
            marks.remove(marks.iterator().next());
        }
    }

    boolean isEmpty() {
        return marks.isEmpty();
    }

    String text() {
        return String.join("", marks);
    }

    private static String mark(ArticleAddress address) {
        return Sha256.hex(address.url()).substring(0, MARK_CHARS);
    }
}
