package dev.siiwad.source.rows;

import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds the text of every row in the columns of a file that says what they are, before any row is read. */
final class ColumnTexts {
    private static final String EACH = "[]";
    private static final int NAMES_SHOWN_MAX = 50;

    private ColumnTexts() {}

    /**
     * @param columns in the order of the file
     * @param name of a text, as {@link TextPath} describes
     * @throws SourceException if no column has that name, or what has it is a list or an object
     */
    static void require(String file, Map<String, ColumnShape> columns, String name) throws SourceException {
        List<TextPath.Part> parts = columns.containsKey(name)
                ? List.of(new TextPath.Part(name, List.of(name)))
                : TextPath.of(name).parts();
        for (TextPath.Part part : parts) {
            String column = part.steps().get(0);
            if (!columns.containsKey(column)) {
                List<String> texts = new ArrayList<>();
                columns.forEach((other, shape) -> addTexts(shape, other, texts));
                throw new SourceException(
                        "[" + file + "] has no column \"" + column + "\"", new Remedy.Choose("text_field", texts));
            }
            require(file, columns.get(column), part);
        }
    }

    private static void require(String file, ColumnShape column, TextPath.Part part) throws SourceException {
        List<String> inside = new ArrayList<>();
        addTexts(column, part.steps().get(0), inside);
        String found = ends(column, part.steps(), 1);
        if (!found.isEmpty()) {
            throw new SourceException(
                    "[" + file + "] column \"" + part.name() + "\" " + found, new Remedy.Choose("text_field", inside));
        }
    }

    /** Why a path does not end at a text; empty where it does, or may. */
    private static String ends(ColumnShape shape, List<String> steps, int step) {
        if (step == steps.size()) {
            return shape instanceof ColumnShape.Plain
                    ? ""
                    : "is " + (shape instanceof ColumnShape.Elements ? "a list" : "an object") + "; expected text";
        }
        if (shape instanceof ColumnShape.Entries) {
            return steps.get(step).equals(EACH) ? "is not in the file" : "";
        }
        if (shape instanceof ColumnShape.Elements list && steps.get(step).equals(EACH)) {
            return ends(list.element(), steps, step + 1);
        }
        return shape instanceof ColumnShape.Members object && object.byName().containsKey(steps.get(step))
                ? ends(object.byName().get(steps.get(step)), steps, step + 1)
                : "is not in the file";
    }

    private static void addTexts(ColumnShape shape, String name, List<String> into) {
        if (shape instanceof ColumnShape.Elements list) {
            addTexts(list.element(), name + EACH, into);
        } else if (shape instanceof ColumnShape.Members object) {
            object.byName().forEach((member, inside) -> addTexts(inside, name + "." + member, into));
        } else if (shape instanceof ColumnShape.Plain && into.size() < NAMES_SHOWN_MAX) {
            into.add(name);
        }
    }
}
