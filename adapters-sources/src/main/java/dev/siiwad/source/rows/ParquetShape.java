package dev.siiwad.source.rows;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;

/** What the columns of a Parquet file hold. */
final class ParquetShape {
    private ParquetShape() {}

    /** Of each field of a group, or of each column of a file. */
    static Map<String, ColumnShape> of(GroupType group) {
        Map<String, ColumnShape> shapes = new LinkedHashMap<>();
        for (Type member : group.getFields()) {
            ColumnShape one = one(member);
            shapes.put(
                    member.getName(),
                    member.isRepetition(Type.Repetition.REPEATED) ? new ColumnShape.Elements(one) : one);
        }
        return shapes;
    }

    private static ColumnShape one(Type type) {
        if (type.isPrimitive()) {
            return new ColumnShape.Plain();
        }
        GroupType group = type.asGroupType();
        if (ParquetNesting.isList(group)) {
            return new ColumnShape.Elements(one(ParquetNesting.element(group)));
        }
        return group.getLogicalTypeAnnotation() instanceof MapLogicalTypeAnnotation
                ? new ColumnShape.Entries()
                : new ColumnShape.Members(of(group));
    }
}
