package dev.siiwad.source.wikipedia;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.wikipedia.wikitext.Wikitext;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArticleTest {
    @Test
    void saysHowManyTemplatesWereLeftOut() throws MalformedDocumentException {
        Page page = new Page(
                Optional.of("Hargeysa"),
                Optional.of("0"),
                Optional.of("7"),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("Magaalo {{ma la yaqaan}}"),
                false);
        assertThat(Article.of(new Wiki("so"), page, (text, title) -> new Wikitext.PlainText("Magaalo", 2, Map.of()))
                        .metadata())
                .containsEntry("templates_removed", 2L);
    }
}
