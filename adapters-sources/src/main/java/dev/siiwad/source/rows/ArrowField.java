package dev.siiwad.source.rows;

import com.google.flatbuffers.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.arrow.flatbuf.DictionaryEncoding;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Type;

/**
 * A field of the schema of an Arrow file, or one inside another.
 *
 * @param type one of {@link Type}
 * @param dictionary of which the field has just the places, if it has one
 */
record ArrowField(
        String name, int type, Field definition, Optional<DictionaryEncoding> dictionary, List<ArrowField> children) {
    /** Fields of one file, those inside others included. */
    static final int FIELDS_MAX = 10_000;

    static final int NESTING_MAX = 100;

    /** @throws UnreadableException if there are more of them than any file has */
    static List<ArrowField> of(Schema schema) throws UnreadableException {
        int[] count = {0};
        List<ArrowField> fields = new ArrayList<>();
        for (int i = 0; i < schema.fieldsLength(); i++) {
            fields.add(of(schema.fields(i), count, 1));
        }
        return fields;
    }

    private static ArrowField of(Field field, int[] count, int depth) throws UnreadableException {
        if (++count[0] > FIELDS_MAX || depth > NESTING_MAX) {
            throw new UnreadableException("its schema has more than " + FIELDS_MAX + " fields, or is nested more than "
                    + NESTING_MAX + " deep");
        }
        List<ArrowField> children = new ArrayList<>();
        for (int i = 0; i < field.childrenLength(); i++) {
            children.add(of(field.children(i), count, depth + 1));
        }
        return new ArrowField(
                Optional.ofNullable(field.name()).orElse(""),
                field.typeType(),
                field,
                Optional.ofNullable(field.dictionary()),
                children);
    }

    /** What the type says beside its name, such as how many bits it has. */
    <T extends Table> T details(Supplier<T> empty) {
        T details = empty.get();
        if (definition.type(details) == null) {
            throw new IllegalStateException("field \"" + name + "\" has no type");
        }
        return details;
    }

    /** The field as the values of its dictionary are. */
    ArrowField withoutDictionary() {
        return new ArrowField(name, type, definition, Optional.empty(), children);
    }

    /** Adds all dictionaries that this field needs, each by its id with the field that its values are of. */
    void addDictionaries(Map<Long, ArrowField> into) {
        dictionary.ifPresent(encoding -> into.put(encoding.id(), withoutDictionary()));
        children.forEach(child -> child.addDictionaries(into));
    }

    ColumnShape shape() {
        return switch (type) {
            case Type.List, Type.LargeList, Type.FixedSizeList ->
                new ColumnShape.Elements(children.get(0).shape());
            case Type.Map -> new ColumnShape.Entries();
            case Type.Struct_ -> {
                Map<String, ColumnShape> members = new LinkedHashMap<>();
                children.forEach(child -> members.put(child.name(), child.shape()));
                yield new ColumnShape.Members(members);
            }
            default -> new ColumnShape.Plain();
        };
    }

    String typeName() {
        return Type.name(type);
    }
}
