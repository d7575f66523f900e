package dev.siiwad.source.sprakbanken;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decides which elements of a corpus make documents. A {@code text} or {@code text2} does, and the innermost one counts. A {@code page} does outside
 * of them; inside one only if it has an address of its own ({@code purl}), as a page of the web has: a page that only has a number is a leaf of
 * a book, and the book is the document. What is left over between units goes to the unit around them, and outside of all to the rest.
 */
final class UnitFinder {
    private static final Set<String> TEXTS = Set.of("text", "text2");
    private static final String PAGE = "page";
    private static final String ADDRESS = "purl";

    private final Deque<Frame> frames = new ArrayDeque<>();
    private long texts;

    /** An open element: the text it is in, the unit it is in, and the attributes of it and of all around it. */
    private record Frame(OpenUnit text, OpenUnit unit, boolean beginsUnit, Map<String, String> attributes) {}

    /** A unit and what has been counted of it so far. */
    static final class OpenUnit {
        private final Unit unit;
        private long pages;
        private long parts;

        private OpenUnit(Unit unit) {
            this.unit = unit;
        }

        Unit unit() {
            return unit;
        }

        long nextPart() {
            return ++parts;
        }
    }

    UnitFinder() {
        OpenUnit rest = new OpenUnit(Unit.rest());
        frames.push(new Frame(rest, rest, false, Map.of()));
    }

    /** The unit in which the next word is. */
    OpenUnit current() {
        return frames.element().unit();
    }

    /** Enters an element that is neither a sentence nor in one; whether it begins a unit. */
    boolean start(String name, Map<String, String> own) {
        Frame around = frames.element();
        boolean isText = TEXTS.contains(name);
        Map<String, String> attributes = inherit(around.attributes(), own, isText ? "" : name + "_");
        if (isText) {
            OpenUnit unit = new OpenUnit(new Unit(++texts, 0, attributes));
            frames.push(new Frame(unit, unit, true, attributes));
            return true;
        }
        OpenUnit text = around.text();
        if (name.equals(PAGE)) {
            text.pages++;
            if (text.unit.text() == 0 || Unit.isAddress(own.getOrDefault(ADDRESS, ""))) {
                OpenUnit unit = new OpenUnit(new Unit(text.unit.text(), text.pages, attributes));
                frames.push(new Frame(text, unit, true, attributes));
                return true;
            }
        }
        frames.push(new Frame(text, around.unit(), false, attributes));
        return false;
    }

    /** Leaves the element entered last; whether a unit ends with it. */
    boolean end() {
        return frames.pop().beginsUnit();
    }

    /** How many characters the attributes of the open elements have. */
    long attributeChars() {
        return frames.element().attributes().entrySet().stream()
                .mapToLong(entry -> entry.getKey().length() + entry.getValue().length())
                .sum();
    }

    private static Map<String, String> inherit(Map<String, String> around, Map<String, String> own, String prefix) {
        if (own.isEmpty()) {
            return around;
        }
        Map<String, String> all = new TreeMap<>(around);
        own.forEach((name, value) -> all.put(prefix + name, value));
        return all;
    }
}
