package dev.siiwad.source.wikipedia;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.document.Document;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.wikipedia.wikitext.Wikitext;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Makes a document of the page of an article. */
final class Article {
    private static final Pattern PAGE_ID = Pattern.compile("[1-9][0-9]{0,17}");
    private static final Pattern TIMESTAMP = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T.{1,40}");
    private static final int DATE_CHARS = 10;

    private Article() {}

    /**
     * @param text what makes plain text of the page's
     * @throws MalformedDocumentException if the page lacks what every article has
     */
    static Document of(Wiki wiki, Page page, PageText text) throws MalformedDocumentException {
        String id = page.id().orElse("");
        String title = page.title().orElse("").strip();
        if (!PAGE_ID.matcher(id).matches()) {
            throw malformed(page, "its page id is \"" + id + "\"; expected a number from 1");
        }
        if (page.namespace().isEmpty()) {
            throw malformed(page, "it has no <ns>; expected a dump of export version 0.6 or newer");
        }
        if (!page.namespace().get().equals("0")) {
            throw malformed(page, "its <ns> is \"" + page.namespace().get() + "\"; expected a number");
        }
        if (page.text().isEmpty()) {
            throw malformed(page, "it has no revision with a text");
        }
        Map<String, Object> metadata = new TreeMap<>();
        metadata.put("page_id", id);
        metadata.put("lang", wiki.lang());
        page.revisionId().ifPresent(revision -> metadata.put("revision_id", revision));
        page.timestamp().ifPresent(timestamp -> metadata.put("revision_timestamp", timestamp));
        page.timestamp()
                .filter(timestamp -> TIMESTAMP.matcher(timestamp).matches())
                .ifPresent(timestamp -> metadata.put("date_published", timestamp.substring(0, DATE_CHARS)));
        String url = title.isEmpty() ? wiki.urlOfPage(id) : wiki.url(title);
        Wikitext.PlainText plain = text.plain(page.text().get(), title);
        if (plain.templatesRemoved() > 0) {
            metadata.put("templates_removed", plain.templatesRemoved());
            metadata.put("templates_removed_names", names(plain.names()));
        }
        return Document.of(id, title, plain.text(), url, metadata);
    }

    /** As JSON: metadata has no lists. */
    private static String names(Map<String, Long> counts) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        counts.forEach(json::put);
        return json.toString();
    }

    private static MalformedDocumentException malformed(Page page, String reason) {
        String title = page.title().orElse("");
        String id = page.id().filter(found -> !found.isBlank()).orElse(title.isBlank() ? "?" : title);
        return new MalformedDocumentException(
                id, "page \"" + title + "\": " + reason, page.text().orElse(""));
    }
}
