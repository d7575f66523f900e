package dev.siiwad.source.rows;

import dev.siiwad.document.Document;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Remedy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Makes documents of rows. */
final class RowDocuments {
    private static final Pattern ISO_DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(?!\\d).*", Pattern.DOTALL);
    private static final int ISO_DATE_CHARS = 10;

    private final Fields fields;
    private final TextPath text;
    private boolean textSeen;

    RowDocuments(Fields fields) {
        this.fields = fields;
        this.text = TextPath.of(fields.text());
    }

    /** Of a row of a file whose fields were looked at before its rows. */
    Document document(Row row) throws MalformedDocumentException {
        return document(row, List::of);
    }

    /**
     * @param texts names all texts of the row
     * @throws MalformedDocumentException if the row has no text
     */
    Document document(Row row, Supplier<List<String>> texts) throws MalformedDocumentException {
        Map<String, Object> values = row.values();
        Map<String, Object> metadata = new TreeMap<>();
        for (String name : fields.metadata()) {
            if (values.containsKey(name)) {
                metadata.put(name, metadatum(values.get(name)));
            }
        }
        fields.datePublished()
                .map(values::get)
                .map(String::valueOf)
                .filter(date -> ISO_DATE.matcher(date).matches())
                .ifPresent(date -> metadata.put("date_published", date.substring(0, ISO_DATE_CHARS)));
        return Document.of(
                row.id(),
                fields.title().map(values::get).map(String::valueOf).orElse(""),
                text(row, texts),
                fields.url().map(values::get).map(String::valueOf).orElse(""),
                metadata);
    }

    private String text(Row row, Supplier<List<String>> texts) throws MalformedDocumentException {
        String problem;
        try {
            Optional<String> found = text.text(row.values());
            if (found.isPresent()) {
                textSeen = true;
                return found.get();
            }
            problem = "field \"" + fields.text() + "\" is missing or null";
        } catch (TextPath.NoTextException e) {
            problem = e.getMessage();
        }
        throw malformed(row, "[" + row.id() + "] " + problem, texts);
    }

    /** Once a text was seen, the field has the right name. */
    private MalformedDocumentException malformed(Row row, String problem, Supplier<List<String>> texts) {
        String excerpt = row.values().toString();
        List<String> others = textSeen ? List.of() : texts.get();
        return others.isEmpty()
                ? new MalformedDocumentException(row.id(), problem, excerpt)
                : MalformedDocumentException.unfit(row.id(), problem, excerpt, new Remedy.Choose("text_field", others));
    }

    private static Object metadatum(Object value) {
        return value instanceof Written written ? written.form() : value;
    }
}
