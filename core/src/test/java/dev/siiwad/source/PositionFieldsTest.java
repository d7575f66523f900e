package dev.siiwad.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PositionFieldsTest {
    private static final Pattern WORD = Pattern.compile("[a-z]+");

    @Test
    void readsFieldsInAnyOrder() throws SourceException {
        PositionFields fields = of("stream=48211093 page=7 run=abc=d");

        assertThat(fields.number("stream", Long.MAX_VALUE)).isEqualTo(48211093);
        assertThat(fields.integer("page", 7)).isEqualTo(7);
        assertThat(fields.text("run", Pattern.compile(".*"))).isEqualTo("abc=d");
        assertThat(fields.has("page")).isTrue();
        assertThat(fields.has("byte")).isFalse();
        assertThat(of("page=7 stream=1").number("stream", 1)).isEqualTo(1);
        assertThat(PositionFields.of(new Position("a b.json line=120"), "line=120")
                        .number("line", 120))
                .isEqualTo(120);
    }

    @Test
    void namesThePositionInEveryProblem() {
        refuses(
                () -> of("somali-bbc page=7"),
                "somali-bbc page=7",
                "\"somali-bbc\" is not a field; expected a form like name=value");
        refuses(() -> of("page=7 "), "page=7 ", "\"\" is not a field; expected a form like name=value");
        refuses(() -> of("page=7 page=8"), "page=7 page=8", "it has page twice");
        refuses(() -> of("page=7").number("page", 6), "page=7", "page is \"7\"; expected 0 to 6");
        refuses(() -> of("page=-7").number("page", 6), "page=-7", "page is \"-7\"; expected 0 to 6");
        refuses(
                () -> of("page=9999999999999999999").number("page", Long.MAX_VALUE),
                "page=9999999999999999999",
                "page is \"9999999999999999999\"; expected 0 to 9223372036854775807");
        refuses(() -> of("page=7").text("page", WORD), "page=7", "page is \"7\"");
        refuses(() -> of("page=7").text("run", WORD), "page=7", "run is missing");
        refuses(() -> of("page=7 a=b").requireOnly("stream", "page"), "page=7 a=b", "it has a; expected stream, page");
        refuses(
                () -> PositionFields.of(new Position("a.json line=x"), "line=x").number("line", 9),
                "a.json line=x",
                "line is \"x\"; expected 0 to 9");
    }

    private static PositionFields of(String token) throws SourceException {
        return PositionFields.of(new Position(token));
    }

    private static void refuses(ThrowingCallable reading, String token, String problem) {
        assertThatThrownBy(reading)
                .hasMessage("position \"" + token + "\" does not belong to this snapshot: " + problem)
                .asInstanceOf(type(SourceException.class))
                .extracting(SourceException::remedies)
                .isEqualTo(List.of(new Remedy.BringBack()));
    }
}
