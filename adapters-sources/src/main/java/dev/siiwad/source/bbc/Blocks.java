package dev.siiwad.source.bbc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;

/**
 * The blocks that an article's data consists of. Two editing systems made them: Optimo's nest ({@code text > model.blocks > paragraph}), CPS's are
 * flat ({@code paragraph} with a text, perhaps in "candy" XML). Only kinds that are known to be text are text, and the captions of galleries; other images, videos, captions, bylines,
 * embeds, recommendations, advertisements and whatever comes next are not.
 */
final class Blocks {
    private Blocks() {}

    /** @param gallery whether its images are what it is about: then it is told in their captions; elsewhere captions repeat what the text says */
    static List<Passage> passages(JsonNode blocks, boolean gallery) {
        List<Passage> passages = new ArrayList<>();
        blocks.forEach(block -> passages.addAll(
                gallery && block.path("type").asText().equals("image") ? List.of(caption(block)) : passage(block)));
        return passages;
    }

    /** The text of the first headline block. */
    static Optional<String> headline(JsonNode blocks) {
        return StreamSupport.stream(blocks.spliterator(), false)
                .filter(block -> block.path("type").asText().equals("headline"))
                .map(block -> OneLine.of(text(block)))
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private static List<Passage> passage(JsonNode block) {
        JsonNode inner = block.at("/model/blocks");
        return switch (block.path("type").asText()) {
            case "text", "group", "introduction", "listItem" ->
                inner.isMissingNode() ? List.of(paragraph(block)) : passages(inner, false);
            case "paragraph" -> List.of(paragraph(block));
            case "unorderedList", "orderedList" -> Passage.list(passages(inner, false));
            case "list" -> Passage.list(items(block.path("items")));
            case "subheadline", "subheading", "heading", "crosshead" -> List.of(Passage.subheading(text(block)));
            default -> List.of();
        };
    }

    private static Passage caption(JsonNode image) {
        JsonNode nested = StreamSupport.stream(image.at("/model/blocks").spliterator(), false)
                .filter(block -> block.path("type").asText().equals("caption"))
                .findFirst()
                .orElse(MissingNode.getInstance());
        return nested.isMissingNode() ? candy(image.path("caption").asText(""), "") : Passage.paragraph(text(nested));
    }

    /** The names in the first byline block, as their page shows them. */
    static Optional<String> author(JsonNode blocks) {
        return StreamSupport.stream(blocks.spliterator(), false)
                .filter(block -> block.path("type").asText().equals("byline"))
                .limit(1)
                .flatMap(byline ->
                        StreamSupport.stream(byline.at("/model/blocks").spliterator(), false))
                .map(Blocks::name)
                .filter(name -> !name.isEmpty())
                .reduce((one, other) -> one + ", " + other);
    }

    /** Of an Optimo contributor, which consists of a name, a role and more, or of a CPS byline. */
    private static String name(JsonNode contributor) {
        if (contributor.path("name").isTextual()) {
            return OneLine.of(contributor.path("name").asText());
        }
        return StreamSupport.stream(contributor.at("/model/blocks").spliterator(), false)
                .filter(block -> block.path("type").asText().equals("name"))
                .map(block -> OneLine.of(text(block)))
                .collect(Collectors.joining());
    }

    private static List<Passage> items(JsonNode items) {
        List<Passage> passages = new ArrayList<>();
        items.forEach(item -> passages.add(paragraph(item)));
        return passages;
    }

    private static Passage paragraph(JsonNode block) {
        if (block.path("text").isTextual()) {
            return candy(block.path("text").asText(), block.path("markupType").asText());
        }
        boolean toBbc = false;
        int toFollow = 0;
        StringBuilder withoutBbc = new StringBuilder();
        StringBuilder withoutLinks = new StringBuilder();
        for (JsonNode piece : block.at("/model/blocks")) {
            boolean link = piece.path("type").asText().equals("urlLink");
            String locator = piece.at("/model/locator").asText();
            boolean ofBbc = link && BbcAddress.isOfBbc(locator);
            toBbc |= ofBbc;
            toFollow += link && Follow.isLink(locator) ? 1 : 0;
            withoutBbc.append(ofBbc ? "" : text(piece));
            withoutLinks.append(link ? "" : text(piece));
        }
        return Passage.paragraph(
                new LinkedText(text(block), toBbc, withoutBbc.toString(), toFollow, withoutLinks.toString()));
    }

    /**
     * The text of what a block consists of, as the page shows it; of one that consists of nothing, its own. Where both are there, a block's own is an export
     * of the other: it holds the escapes of marks of direction around words of another language, and sometimes an earlier wording.
     */
    private static String text(JsonNode block) {
        JsonNode inner = block.at("/model/blocks");
        if (!inner.isEmpty()) {
            return StreamSupport.stream(inner.spliterator(), false)
                    .map(Blocks::text)
                    .collect(Collectors.joining());
        }
        return block.path("text").asText(block.at("/model/text").asText(""));
    }

    /** CPS text: plain with escaped angle brackets, or XML in which a link has a caption, an alternative text and addresses. */
    private static Passage candy(String text, String markupType) {
        if (!markupType.equals("candy_xml") && !text.contains("</link>")) {
            return Passage.paragraph(Parser.unescapeEntities(text, false));
        }
        Document xml = Jsoup.parse(text, "", Parser.xmlParser());
        xml.select("altText, url, itemMeta").remove();
        String all = xml.wholeText();
        boolean linked = !xml.select("link").isEmpty();
        xml.select("link").remove();
        return Passage.paragraph(new LinkedText(all, linked, xml.wholeText(), 0, xml.wholeText()));
    }
}
