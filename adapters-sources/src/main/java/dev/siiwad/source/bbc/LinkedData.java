package dev.siiwad.source.bbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What a page says of itself to search engines: its JSON-LD. What cannot be parsed is passed over, for the page says the same elsewhere. */
record LinkedData(List<JsonNode> nodes) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static LinkedData of(Document page) {
        List<JsonNode> nodes = new ArrayList<>();
        for (Element script : page.select("script[type=application/ld+json]")) {
            try {
                JsonNode root = JSON.readTree(script.data());
                nodes.add(root);
                root.forEach(nodes::add);
                root.path("@graph").forEach(nodes::add);
            } catch (JsonProcessingException notUnderstood) {
                continue;
            }
        }
        return new LinkedData(nodes);
    }

    Optional<String> headline() {
        return text("headline");
    }

    /** Persons alone: where there are none, the BBC names itself. */
    Optional<String> author() {
        return nodes.stream()
                .flatMap(node -> {
                    JsonNode author = node.path("author");
                    return author.isArray() ? author.valueStream() : Stream.of(author);
                })
                .filter(author -> author.path("@type").asText().equals("Person"))
                .map(author -> OneLine.of(author.path("name").asText("")))
                .filter(name -> !name.isEmpty())
                .distinct()
                .reduce((one, other) -> one + ", " + other);
    }

    Optional<String> published() {
        return text("datePublished").flatMap(Published::of);
    }

    Optional<String> section() {
        return text("articleSection");
    }

    private Optional<String> text(String name) {
        return nodes.stream()
                .map(node -> OneLine.of(node.path(name).asText("")))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }
}
