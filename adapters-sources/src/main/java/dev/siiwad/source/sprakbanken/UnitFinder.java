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
    private final OpenUnit rest = new OpenUnit(Unit.rest());
    private long texts;

    /** An open element: the text it is in, the unit it is in, and the attributes of it and of all around it. */
    private record Frame(OpenUnit text, OpenUnit unit, boolean beginsUnit, Map<String, String> attributes) {}

    /** What has been counted outside of all units: the texts, the pages, and the parts of what is left over. */
    record Counts(long texts, long pages, long parts) {
        static final Counts NONE = new Counts(0, 0, 0);
    }

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

    /** @param before what was counted before the first element */
    UnitFinder(Counts before) {
        rest.pages = before.pages();
        rest.parts = before.parts();
        texts = before.texts();
        frames.push(new Frame(rest, rest, false, Map.of()));
    }

    /** The unit in which the next word is. */
    OpenUnit current() {
        return frames.element().unit();
    }

    /** Whether an element of this name may begin a unit here, and no unit is open around it. */
    boolean mayBeginOutermost(String name) {
        return frames.element().unit() == rest && (TEXTS.contains(name) || name.equals(PAGE));
    }

    /** What has been counted outside of all units. */
    Counts counts() {
        return new Counts(texts, rest.pages, rest.parts);
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
