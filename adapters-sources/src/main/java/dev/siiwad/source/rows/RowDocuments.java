package dev.siiwad.source.rows;

import dev.siiwad.document.Document;
import dev.siiwad.source.MalformedDocumentException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Makes documents of rows. */
final class RowDocuments {
    private static final Pattern ISO_DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(?!\\d).*", Pattern.DOTALL);
    private static final int ISO_DATE_CHARS = 10;

    private final Fields fields;

    RowDocuments(Fields fields) {
        this.fields = fields;
    }

    /** @throws MalformedDocumentException if the row has no text */
    Document document(Row row) throws MalformedDocumentException {
        Map<String, Object> values = row.values();
        Object text = values.get(fields.text());
        if (!(text instanceof String)) {
            String found = text == null ? "is missing or null" : "is " + text + "; expected a string";
            throw new MalformedDocumentException(
                    row.id(), "[" + row.id() + "] field \"" + fields.text() + "\" " + found, values.toString());
        }
        Map<String, Object> metadata = new TreeMap<>();
        for (String name : fields.metadata()) {
            if (values.containsKey(name)) {
                metadata.put(name, values.get(name));
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
                (String) text,
                fields.url().map(values::get).map(String::valueOf).orElse(""),
                metadata);
    }
}
