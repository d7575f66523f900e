package dev.siiwad.source.rows;

import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Finds the text of every row in the columns of a Parquet file, before any row is read. */
final class ParquetTexts {
    private static final String EACH = "[]";
    private static final int NAMES_SHOWN_MAX = 50;

    private ParquetTexts() {}

    /**
     * @param name of a text, as {@link TextPath} describes
     * @throws SourceException if no column has that name, or what has it is a list or an object
     */
    static void require(String file, MessageType schema, String name) throws SourceException {
        List<TextPath.Part> parts = schema.containsField(name)
                ? List.of(new TextPath.Part(name, List.of(name)))
                : TextPath.of(name).parts();
        for (TextPath.Part part : parts) {
            String column = part.steps().get(0);
            if (!schema.containsField(column)) {
                throw new SourceException(
                        "[" + file + "] has no column \"" + column + "\"",
                        new Remedy.Choose("text_field", names(schema)));
            }
            require(file, schema.getType(column), part);
        }
    }

    private static void require(String file, Type column, TextPath.Part part) throws SourceException {
        boolean repeated = column.isRepetition(Type.Repetition.REPEATED);
        List<String> inside = new ArrayList<>();
        addTexts(column, repeated, column.getName(), inside);
        String found = ends(column, repeated, part.steps(), 1);
        if (!found.isEmpty()) {
            throw new SourceException(
                    "[" + file + "] column \"" + part.name() + "\" " + found, new Remedy.Choose("text_field", inside));
        }
    }

    /** Why a path does not end at a text; empty where it does, or may. */
    private static String ends(Type type, boolean repeated, List<String> steps, int step) {
        boolean list = repeated || ParquetNesting.isList(type);
        if (step == steps.size()) {
            String kind = list ? "a list" : "an object";
            return list || !type.isPrimitive() ? "is " + kind + "; expected text" : "";
        }
        if (steps.get(step).equals(EACH) || list) {
            if (!list || !steps.get(step).equals(EACH)) {
                return "is not in the file";
            }
            Type element = repeated ? type : ParquetNesting.element(type.asGroupType());
            return ends(element, false, steps, step + 1);
        }
        if (type.isPrimitive()) {
            return "is not in the file";
        }
        GroupType group = type.asGroupType();
        if (group.getLogicalTypeAnnotation() instanceof MapLogicalTypeAnnotation) {
            return "";
        }
        if (!group.containsField(steps.get(step))) {
            return "is not in the file";
        }
        Type member = group.getType(steps.get(step));
        return ends(member, member.isRepetition(Type.Repetition.REPEATED), steps, step + 1);
    }

    private static void addTexts(Type type, boolean repeated, String name, List<String> into) {
        if (repeated) {
            addTexts(type, false, name + EACH, into);
        } else if (ParquetNesting.isList(type)) {
            addTexts(ParquetNesting.element(type.asGroupType()), false, name + EACH, into);
        } else if (!type.isPrimitive()) {
            for (Type member : type.asGroupType().getFields()) {
                boolean repeats = member.isRepetition(Type.Repetition.REPEATED);
                addTexts(member, repeats, name + "." + member.getName(), into);
            }
        } else if (into.size() < NAMES_SHOWN_MAX) {
            into.add(name);
        }
    }

    private static List<String> names(MessageType schema) {
        return schema.getFields().stream().map(Type::getName).toList();
    }
}
