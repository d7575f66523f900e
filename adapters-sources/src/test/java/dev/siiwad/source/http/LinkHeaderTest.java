package dev.siiwad.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkHeaderTest {
    private static final String PAGE = "https://hub.example/api/tree?recursive=true";
    private static final String NEXT = "https://hub.example/api/tree?cursor=b";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<https://hub.example/api/tree?cursor=b>; rel=\"next\"",
                "<https://hub.example/api/tree?cursor=b>; rel=next",
                "<https://hub.example/api/tree?cursor=b>;rel=next",
                "</api/tree?cursor=b> ; REL = \"Next\"",
                "<?cursor=b>; title=\"a; b, <c>\"; rel=\"next\"",
                "<?cursor=b>; title=\"he said \\\"next, please\\\"\"; rel=next; type=\"application/json\"",
                "<https://hub.example/api/tree?cursor=b>; anchor=\"a,b\"; rel=next",
                "<?cursor=b>; crossorigin; rel=\"prefetch next\"",
                "<?cursor=a>; rel=\"prev\", <?cursor=b>; rel=\"next\", <?cursor=z>; rel=last",
                "<?cursor=a>; rel=prev,,\t<?cursor=b>; rel=next",
                " < ?cursor=b > ; rel='next'"
            })
    void readsEveryFormOfALinkToTheNextPage(String header) throws IOException {
        assertThat(headers(header).link("next", PAGE)).contains(NEXT);
    }

    @Test
    void readsALinkInAnyOfSeveralHeaders() throws IOException {
        assertThat(headers("<?cursor=a>; rel=prev", "<?cursor=b>; rel=next").link("next", PAGE))
                .contains(NEXT);
    }

    @Test
    void readsALinkToAHostWhoseNameIsNotOfTheInternet() throws IOException {
        assertThat(headers("<http://hub_mirror:8080/tree?cursor=b>; rel=next").link("next", PAGE))
                .contains("http://hub_mirror:8080/tree?cursor=b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<?cursor=b>",
                "<?cursor=b>; rel=\"prev\"",
                "<?cursor=b>; rel=nextpage",
                "<?cursor=b>; rel=\"https://rel.example/next\"",
                "<?rel=next>; rel=prev",
                "<?cursor=b>; title=next; rel=prev",
                "nonsense"
            })
    void whatDoesNotSpeakOfANextPageHasNone(String header) throws IOException {
        assertThat(headers(header).link("next", PAGE)).isEmpty();
        assertThat(headers().link("next", PAGE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hub.example/api/tree?cursor=b; rel=\"next\"",
                "<https://hub.example/api/tree?cursor=b; rel=\"next\"",
                "https://hub.example/api/tree?cursor=b>; rel=next",
                "<>; rel=\"next\"",
                "<https://hub.example/api/tree?cursor={b}>; rel=\"next\"",
                "<https://hub .example/>; rel=next",
                "<mailto:someone@example.org>; rel=next",
                "<?cursor=b> rel=\"next\"",
                "<?cursor=b>; rel=prev; rel=\"next\"",
                "<?cursor=b>; rel=\"next",
                "<?cursor=b>; rel*=UTF-8''next",
                "REL = NEXT"
            })
    void aNextPageThatCannotBeAskedForIsAnErrorThatNamesAddressAndHeader(String header) {
        assertThatThrownBy(() -> headers(header).link("next", PAGE))
                .isInstanceOf(IOException.class)
                .hasMessage(PAGE + ": the header \"Link: " + header
                        + "\" speaks of rel=next and has no address that can be asked for. Without it the answer is"
                        + " incomplete; if another attempt does not help, upstream has changed");
    }

    @Test
    void aHeaderWithoutEndIsQuotedInPart() {
        String header = "<".repeat(100_000) + "; rel=next";
        assertThatThrownBy(() -> headers(header).link("next", PAGE))
                .isInstanceOf(IOException.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1000));
    }

    private static ResponseHeaders headers(String... links) {
        return new ResponseHeaders(Map.of("link", List.copyOf(Arrays.asList(links))));
    }
}
