package dev.siiwad.source.rows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;

/**
 * Collects structs and maps as {@link Map}, lists and repeated fields as {@link List}, with their null members. Lists are understood in
 * all forms of the rules for backward compatibility in the Parquet format's LogicalTypes.md.
 */
abstract class ParquetNesting extends GroupConverter {
    private final List<Converter> fields = new ArrayList<>();

    /** A converter that gives each value of the type to {@code into}, once for each repetition; a null is not given. */
    static Converter converter(Type type, ParquetRow row, Consumer<Object> into) {
        if (type.isPrimitive()) {
            return new ParquetLeaf(type.asPrimitiveType(), row, into);
        }
        GroupType group = type.asGroupType();
        if (isList(group)) {
            return new Elements(group, row, into);
        }
        if (wrapsRepeated(group)
                && group.getLogicalTypeAnnotation() instanceof MapLogicalTypeAnnotation
                && !group.getType(0).isPrimitive()
                && group.getType(0).asGroupType().getFieldCount() == 2) {
            return new Entries(group.getType(0).asGroupType(), row, into);
        }
        return new Struct(group, row, into);
    }

    static boolean isList(Type type) {
        return !type.isPrimitive()
                && wrapsRepeated(type.asGroupType())
                && type.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation;
    }

    private static boolean wrapsRepeated(GroupType group) {
        return group.getFieldCount() == 1 && group.getType(0).isRepetition(Type.Repetition.REPEATED);
    }

    /** What each element of a list is. */
    static Type element(GroupType list) {
        Type repeated = list.getType(0);
        return Elements.isElement(list, repeated)
                ? repeated
                : repeated.asGroupType().getType(0);
    }

    final void field(Converter converter) {
        fields.add(converter);
    }

    @Override
    public final Converter getConverter(int field) {
        return fields.get(field);
    }

    /** A group with named fields, which is also what a whole row is. */
    static final class Struct extends ParquetNesting {
        private final GroupType type;
        private final Consumer<Object> into;
        private final Map<String, List<Object>> repeated = new HashMap<>();
        private Map<String, Object> values = new LinkedHashMap<>();

        Struct(GroupType type, ParquetRow row, Consumer<Object> into) {
            this.type = type;
            this.into = into;
            for (Type member : type.getFields()) {
                String name = member.getName();
                boolean repeats = member.isRepetition(Type.Repetition.REPEATED);
                field(converter(
                        member,
                        row,
                        repeats ? value -> repeated.get(name).add(value) : value -> values.put(name, value)));
            }
        }

        @Override
        public void start() {
            values = new LinkedHashMap<>();
            for (Type member : type.getFields()) {
                List<Object> repeats = new ArrayList<>();
                repeated.put(member.getName(), repeats);
                values.put(member.getName(), member.isRepetition(Type.Repetition.REPEATED) ? repeats : null);
            }
        }

        @Override
        public void end() {
            into.accept(values);
        }
    }

    /** A list; its one repeated field is the element itself or, in the usual form, a group around it. */
    private static final class Elements extends ParquetNesting {
        private final Consumer<Object> into;
        private List<Object> elements = new ArrayList<>();

        Elements(GroupType list, ParquetRow row, Consumer<Object> into) {
            this.into = into;
            Type repeated = list.getType(0);
            field(
                    isElement(list, repeated)
                            ? converter(repeated, row, value -> elements.add(value))
                            : new Wrapped(repeated.asGroupType(), row, value -> elements.add(value)));
        }

        private static boolean isElement(GroupType list, Type repeated) {
            return repeated.isPrimitive()
                    || repeated.asGroupType().getFieldCount() != 1
                    || repeated.asGroupType().getType(0).isRepetition(Type.Repetition.REPEATED)
                    || repeated.getName().equals("array")
                    || repeated.getName().equals(list.getName() + "_tuple");
        }

        @Override
        public void start() {
            elements = new ArrayList<>();
        }

        @Override
        public void end() {
            into.accept(elements);
        }
    }

    /** The group around a list's element. */
    private static final class Wrapped extends ParquetNesting {
        private final Consumer<Object> into;
        private Object element;

        Wrapped(GroupType wrapper, ParquetRow row, Consumer<Object> into) {
            this.into = into;
            field(converter(wrapper.getType(0), row, value -> element = value));
        }

        @Override
        public void start() {
            element = null;
        }

        @Override
        public void end() {
            into.accept(element);
        }
    }

    /** A map; keys are written as text. */
    private static final class Entries extends ParquetNesting {
        private final Consumer<Object> into;
        private Map<String, Object> entries = new LinkedHashMap<>();

        Entries(GroupType entry, ParquetRow row, Consumer<Object> into) {
            this.into = into;
            field(new Entry(entry, row));
        }

        @Override
        public void start() {
            entries = new LinkedHashMap<>();
        }

        @Override
        public void end() {
            into.accept(entries);
        }

        private final class Entry extends ParquetNesting {
            private Object key;
            private Object value;

            Entry(GroupType entry, ParquetRow row) {
                field(converter(entry.getType(0), row, found -> key = found));
                field(converter(entry.getType(1), row, found -> value = found));
            }

            @Override
            public void start() {
                key = null;
                value = null;
            }

            @Override
            public void end() {
                entries.put(String.valueOf(key), value);
            }
        }
    }
}
