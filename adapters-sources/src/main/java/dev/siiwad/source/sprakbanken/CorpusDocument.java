package dev.siiwad.source.sprakbanken;

import dev.siiwad.document.Document;
import java.util.Map;
import java.util.TreeMap;

/** What is published of a text of a corpus. */
final class CorpusDocument {
    private CorpusDocument() {}

    static Document of(PinnedCorpus corpus, CorpusText text) {
        Unit unit = text.unit();
        Map<String, Object> metadata = new TreeMap<>(unit.attributes());
        PublishedDate.of(unit.attributes()).ifPresent(date -> metadata.put("date_published", date));
        metadata.put("corpus_id", corpus.id());
        metadata.put("sentence_count", text.sentences());
        if (!corpus.license().isEmpty()) {
            metadata.put("corpus_license", corpus.license());
        }
        if (unit.text() > 0) {
            metadata.put("text_number", unit.text());
        }
        if (unit.page() > 0) {
            metadata.put("page_number", unit.page());
        }
        if (text.part() > 1) {
            metadata.put("part", text.part());
        }
        String part = text.part() > 1 ? "/part=" + text.part() : "";
        return Document.of(
                corpus.id() + "/" + unit.name() + part, title(corpus, unit), text.text(), url(corpus, unit), metadata);
    }

    private static String title(PinnedCorpus corpus, Unit unit) {
        String title = unit.attributes().getOrDefault("title", "");
        if (!title.isBlank()) {
            return title;
        }
        long number = unit.text() > 0 ? unit.text() : unit.page();
        return number > 0 ? corpus.name() + " " + number : corpus.name();
    }

    private static String url(PinnedCorpus corpus, Unit unit) {
        String text = unit.text() > 0 ? "&text=" + unit.text() : "";
        String page = unit.page() > 0 ? "&page=" + unit.page() : "";
        return unit.pageAddress().orElse(corpus.lookup() + text + page);
    }
}
