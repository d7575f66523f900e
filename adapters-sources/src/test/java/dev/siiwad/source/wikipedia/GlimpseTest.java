package dev.siiwad.source.wikipedia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Reading;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.proved.InPieces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first articles of a dump, for which not all of it is read; and what is said where there is none. */
class GlimpseTest {
    private static final String PART = "sowiki-2026-11-01-p1p99.xml.bz2";

    @TempDir
    private Path directory;

    private ServedDumps served;

    @BeforeEach
    void start() throws IOException {
        served = new ServedDumps();
    }

    @AfterEach
    void stop() {
        served.close();
    }

    @Test
    void bringsAPieceOfADumpAndKeepsNothing() throws Exception {
        byte[] dump = largeDump();
        assertThat(dump.length).isGreaterThan(2 * InPieces.PIECE_BYTES);
        content(dump);

        assertThat(first(source())).isEqualTo("1");

        assertThat(served.site.asked().stream().filter(name -> name.contains(PART)))
                .containsExactly("HEAD " + PART, PART + " from 0");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aSiteThatGivesNoPartsIsAskedForTheWholeDump() throws Exception {
        content(Dumps.multistream(Dumps.pages(), 3));
        served.site.giveOnlyWhole();

        assertThat(first(source())).isEqualTo("1");
    }

    @Test
    void aDumpThatIsGivenIsNotReadToItsEnd() throws Exception {
        Path dump = directory.resolve("so.xml");
        Files.writeString(dump, Dumps.xml(Dumps.pages()));
        Path raw = directory.resolve("raw");
        Source source = WikipediaSource.ofFile("so", Optional.empty(), dump, raw);

        assertThat(first(source)).isEqualTo("1");
        assertThat(raw).doesNotExist();
        assertThatThrownBy(() -> WikipediaSource.ofFile("so", Optional.empty(), directory.resolve("no.xml"), raw)
                        .glimpse())
                .hasMessageEndingWith("no.xml: there is no such file");
    }

    @Test
    void whatIsNotAWikipediaIsNamedWithWhatIsMeant() {
        served.site.put(
                "/other/mediawiki_content_current/",
                Dumps.utf8("<a href=\"../\">../</a><a href=\"commonswiki/\">commonswiki/</a>"
                        + "<a href=\"be_x_oldwiki/\">be_x_oldwiki/</a><a href=\"sowiki/\">sowiki/</a>"));

        assertThat(remedy("zz")).isEqualTo(new Remedy.Mistyped("lang", "zz", List.of("be-tarask", "so")));
        assertThat(remedy("som")).isEqualTo(new Remedy.Choose("lang", List.of("so")));
        assertThat(remedy("somali")).isEqualTo(new Remedy.Choose("lang", List.of("so")));
        assertThatThrownBy(source()::snapshot).hasMessageStartingWith("no complete dump of sowiki: ");
    }

    private Remedy remedy(String lang) {
        Source source = served.source(lang, Optional.empty(), "latest", directory, false);
        SourceException e = catchThrowableOfType(SourceException.class, source::snapshot);
        return e.remedies().get(0);
    }

    private void content(byte[] dump) throws IOException {
        served.site.contentDates("2026-11-01");
        served.site.content("2026-11-01", Map.of("p1p99", dump), "SHA256SUMS", "_SUCCESS");
    }

    private Source source() {
        return served.source(Optional.empty(), "latest", directory, false);
    }

    private static String first(Source source) throws Exception {
        try (DocumentReader reader = source.glimpse()) {
            return ((Reading.Read) reader.read()).document().id();
        }
    }

    /** Of pages that nothing can pack well. */
    private static byte[] largeDump() throws IOException {
        Random random = new Random(4711);
        byte[] noise = new byte[20_000];
        List<String> pages = new ArrayList<>();
        for (int id = 1; id <= 120; id++) {
            random.nextBytes(noise);
            pages.add(Dumps.article(id, "Noise " + id, HexFormat.of().formatHex(noise)));
        }
        return Dumps.multistream(pages, 10);
    }
}
