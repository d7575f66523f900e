package dev.siiwad.source.bbc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * The data that a page was made from, where the page carries it: {@code window.SIMORGH_DATA} and {@code __NEXT_DATA__} of the World Service, and
 * {@code __NEXT_DATA__} of bbc.com. What is a paragraph and what is not needs no guessing there; an index or a player has no blocks of text.
 *
 * @param page the article as its editors made it: metadata, content, promo
 * @param blocks its body
 */
record EmbeddedArticle(
        JsonNode page, List<Passage> blocks, Optional<String> headlineBlock, Optional<String> bylineBlock) {
    /** Real pages stay below 60; data nested deeper is not understood. */
    private static final int NESTING_MAX = 200;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(NESTING_MAX).build())
            .build());
    private static final Pattern SIMORGH = Pattern.compile("^\\s*window\\.SIMORGH_DATA\\s*=");
    private static final List<String> PAGES = List.of(
            "/pageData/article", "/pageData", "/props/pageProps/pageData", "/data/article", "/props/pageProps", "");
    private static final List<String> BODIES = List.of("/content/model/blocks", "/content/blocks");
    private static final List<String> HEADLINES = List.of(
            "/promo/headlines/headline", "/promo/headlines/seoHeadline", "/metadata/seoHeadline", "/metadata/title");
    private static final String GALLERY = "PGL";
    private static final List<String> AUTHORS = List.of("/promo/byline/name", "/promo/byline/persons/0/name");
    private static final List<String> SECTIONS = List.of(
            "/metadata/section/name", "/relatedContent/section/name", "/metadata/passport/category/categoryName");

    /** The article in a page's data; empty if the page has none, or none that can be understood. */
    static Optional<EmbeddedArticle> in(Document page) {
        return data(page).flatMap(EmbeddedArticle::of);
    }

    /** The article in data of this form; empty if there is none. */
    static Optional<EmbeddedArticle> of(JsonNode data) {
        for (String path : PAGES) {
            JsonNode article = data.at(path);
            JsonNode body = body(article);
            boolean otherKind =
                    body.isMissingNode() && article.at("/metadata/type").isTextual();
            if (body.isArray() || otherKind) {
                return Optional.of(new EmbeddedArticle(
                        article,
                        Blocks.passages(
                                body, article.at("/metadata/type").asText().equals(GALLERY)),
                        Blocks.headline(body),
                        Blocks.author(body)));
            }
        }
        return Optional.empty();
    }

    Optional<String> headline() {
        return headlineBlock.or(() -> firstText(HEADLINES));
    }

    /** Who wrote it, where the page names persons; more than one with commas between them. */
    Optional<String> author() {
        return bylineBlock.or(() -> firstText(AUTHORS));
    }

    Optional<String> published() {
        JsonNode millis = page.at("/metadata/firstPublished");
        return millis.isIntegralNumber() ? Published.ofMillis(millis.asLong()) : Optional.empty();
    }

    Optional<String> section() {
        return firstText(SECTIONS);
    }

    private Optional<String> firstText(List<String> paths) {
        return paths.stream()
                .map(path -> OneLine.of(page.at(path).asText("")))
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    /** Where the World Service keeps the body, or where bbc.com does: {@code page} there holds one entry for each address. */
    private static JsonNode body(JsonNode article) {
        Stream<JsonNode> worldService = BODIES.stream().map(article::at);
        Stream<JsonNode> dotcom = article.path("page").valueStream().map(entry -> entry.path("contents"));
        return Stream.concat(worldService, dotcom)
                .filter(body -> body.isArray() && !body.isEmpty())
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    /** The data that a page carries; empty if it has none that can be understood. */
    static Optional<JsonNode> data(Document page) {
        for (Element script : page.select("script")) {
            String code = script.data();
            Matcher simorgh = SIMORGH.matcher(code);
            if (simorgh.find()) {
                return parse(code.substring(simorgh.end()));
            }
            if (script.id().equals("__NEXT_DATA__")) {
                return parse(code);
            }
        }
        return Optional.empty();
    }

    /** Reads the first value and ignores what follows it, such as a semicolon. */
    private static Optional<JsonNode> parse(String json) {
        try {
            return Optional.of(JSON.readTree(json));
        } catch (JsonProcessingException notUnderstood) {
            return Optional.empty();
        }
    }
}
