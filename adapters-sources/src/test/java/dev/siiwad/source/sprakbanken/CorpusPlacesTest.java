package dev.siiwad.source.sprakbanken;

import static dev.siiwad.source.sprakbanken.Made.corpus;
import static dev.siiwad.source.sprakbanken.Made.sentence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.source.Position;
import dev.siiwad.source.packed.Bz2Files;
import dev.siiwad.source.proved.ProvedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From every place that is given with a text on, a corpus gives what it gives when it is read from its start. */
class CorpusPlacesTest {
    private static final String TEXT = "<text title=\"Qoraal å\">" + sentence("Waa qoraal å 𝄞 .") + "</text>\r\n";
    private static final String LONG = "<text><paragraph>" + sentence("Kow .") + "</paragraph><paragraph>"
            + sentence("w", "labo ".repeat(101_000).strip()) + "</paragraph><paragraph>" + sentence("Saddex .")
            + "</paragraph><paragraph>" + sentence("Afar .") + "</paragraph></text>";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {7, 61, 1009})
    void aBzip2FileOfBlocksOf(int bytes) throws IOException {
        for (String xml : corpora()) {
            assertThat(placesOf(Bz2Files.blocks(Made.bytes(xml), bytes), ".bz2"))
                    .isPositive();
        }
    }

    @Test
    void aFileThatIsNotPacked() throws IOException {
        for (String xml : corpora()) {
            assertThat(placesOf(Made.bytes(xml), "")).isPositive();
        }
    }

    @Test
    void aTextThatIsGivenInParts() throws IOException {
        String xml = corpus(TEXT + LONG + TEXT);
        assertThat(placesOf(Made.bytes(xml), "")).isPositive();
        assertThat(placesOf(Bz2Files.blocks(Made.bytes(xml), 99_000), ".bz2")).isPositive();
    }

    /** There reading would not go on as if all before had been read. */
    @Test
    void noPlaceIsGivenWhereTheTagsAroundWouldNotSuffice() throws IOException {
        for (String xml : List.of(
                corpus(TEXT.repeat(3)).replace("id=", "xmlns:x=\"urn:x\" id="),
                corpus(TEXT.repeat(3)).replace("UTF-8", "ISO-8859-1").replaceAll("[å𝄞]", ""),
                corpus(TEXT.repeat(3)).replace("1.0", "1.1"),
                corpus("<part note=\"" + "å".repeat(300) + "\">" + TEXT.repeat(3) + "</part>"),
                TEXT)) {
            assertThat(placesOf(Made.bytes(xml), "")).isZero();
        }
    }

    private static List<String> corpora() {
        return List.of(
                "\ufeff" + corpus(TEXT.repeat(5)),
                corpus("<!-- <text> --><part name=\"A &amp; &quot;B&quot; &lt;å&#10;&gt;\">" + TEXT.repeat(2)
                        + "</part>" + sentence("Haraa .") + "<part>" + TEXT + sentence("Haraa kale .") + "</part>"
                        + TEXT),
                corpus("<page>" + sentence("Bog .") + "</page>" + TEXT + "<page>" + sentence("Bog labaad .")
                        + "</page><text>" + sentence("Kow .") + "<page purl=\"https://a.example/1\">"
                        + sentence("Labo .") + "</page><page n=\"2\">" + sentence("Saddex .") + "</page>" + TEXT
                        + "</text>" + TEXT),
                corpus("<header><text>x</text></header><text/>" + TEXT + "<![CDATA[ <text> ]]>" + TEXT
                        + "loose words <text>and &#x62; more</text> and more"));
    }

    private record Given(CorpusText text, Optional<CorpusPlace> before) {}

    /** How many of the texts have a place of their own. */
    private long placesOf(byte[] content, String ending) throws IOException {
        Path file = Files.write(directory.resolve("made.xml" + ending), content);
        List<CorpusText> expected = all(OpenCorpus.fromStart(Made.onDisk(file), "", PinnedCorpus.EXTRACTION)).stream()
                .map(Given::text)
                .toList();
        List<Given> given = all(OpenCorpus.at(Made.onDisk(file), "", Optional.empty(), PinnedCorpus.EXTRACTION, 2));
        assertThat(given).extracting(Given::text).isEqualTo(expected);
        for (int n = 0; n < given.size(); n++) {
            if (given.get(n).before().isPresent()) {
                CorpusPlace place = reread(given.get(n).before().get());
                List<CorpusText> rest = from(Made.onDisk(file), place);
                assertThat(rest).as("%s", place).isEqualTo(expected.subList(n, expected.size()));
            }
        }
        return given.stream().filter(each -> each.before().isPresent()).count();
    }

    private static CorpusPlace reread(CorpusPlace place) throws IOException {
        String sha256 = "a".repeat(64);
        CorpusPosition written = new CorpusPosition(
                "made", 3, Optional.of(sha256), Optional.of(new CorpusPosition.Inside(sha256, place)));
        Position position = written.position();
        assertThat(CorpusPosition.parse(position)).isEqualTo(written);
        return CorpusPosition.parse(position).inside().orElseThrow().place();
    }

    private static List<CorpusText> from(ProvedFile file, CorpusPlace place) throws IOException {
        try (OpenCorpus corpus = OpenCorpus.at(file, "", Optional.of(place), PinnedCorpus.EXTRACTION, 2)) {
            for (long passed = 0; passed < place.skip(); passed++) {
                corpus.take();
            }
            return all(corpus).stream().map(Given::text).toList();
        }
    }

    private static List<Given> all(OpenCorpus corpus) throws IOException {
        List<Given> all = new ArrayList<>();
        try (corpus) {
            while (!corpus.finished()) {
                Optional<CorpusPlace> place = corpus.place();
                all.add(new Given(corpus.take(), place));
            }
        }
        return all;
    }
}
