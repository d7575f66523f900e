package dev.siiwad.source.wikipedia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.document.Document;
import dev.siiwad.source.Availability;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Helps;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.Settings;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.SourceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenDumpTest {
    @TempDir
    private Path directory;

    private Path dump;

    @BeforeEach
    void write() throws IOException {
        dump = Files.write(directory.resolve("sowiki.xml.bz2"), Dumps.multistream(Dumps.pages(), 4));
    }

    @Test
    void givesArticlesOnlyAndQuarantinesWhatCannotBeUsed() throws IOException {
        List<String> came = new ArrayList<>();
        try (DocumentReader reader = open(Position.START)) {
            while (true) {
                try {
                    Reading reading = reader.read();
                    if (reading instanceof Reading.End) {
                        break;
                    }
                    came.add(((Reading.Read) reading).document().id());
                } catch (MalformedDocumentException e) {
                    came.add(e.documentId() + ": " + e.getMessage());
                }
            }
        }
        assertThat(came)
                .containsExactly(
                        "1",
                        "4",
                        "5",
                        "7",
                        "8",
                        "9",
                        "10: page \"No text\": it has no revision with a text",
                        "No id: page \"No id\": its page id is \"\"; expected a number from 1",
                        "11",
                        "12",
                        "13",
                        "14",
                        "15",
                        "16",
                        "18",
                        "19");
    }

    @Test
    void tellsWhatThePageTells() throws Exception {
        Map<String, Document> documents = documents(open(Position.START), 6);
        Document article = documents.get("5");
        assertThat(article.title()).isEqualTo("A & B: 100 % (c/d)?");
        assertThat(article.url()).isEqualTo("https://so.wikipedia.org/wiki/A_%26_B:_100_%25_(c/d)%3F");
        assertThat(article.text()).startsWith("1 < 2 ").endsWith(" — ☕ 𝄞");
        assertThat(article.metadata())
                .isEqualTo(Map.of(
                        "page_id", "5",
                        "revision_id", "1005",
                        "revision_timestamp", "2025-12-29T10:15:30Z",
                        "date_published", "2025-12-29",
                        "lang", "so"));
        assertThat(documents.get("4").title()).isEmpty();
        assertThat(documents.get("4").url()).isEqualTo("https://so.wikipedia.org/?curid=4");
        assertThat(documents.get("9").text()).isEmpty();
    }

    @Test
    void takesTheLastOfSeveralRevisions() throws Exception {
        String two = Dumps.article(1, "Two", "new")
                .replace(
                        "    <revision>",
                        "<revision><id>1</id><timestamp>2001-01-01T00:00:00Z</timestamp><text>old</text></revision>"
                                + "<revision>");
        Files.writeString(dump, Dumps.xml(List.of(two)));
        Document document = documents(open(Position.START), 1).get("1");
        assertThat(document.text()).isEqualTo("new");
        assertThat(document.metadata()).containsEntry("revision_id", "1001");
    }

    @Test
    void aPageWithoutANamespaceIsQuarantined() throws Exception {
        Files.writeString(
                dump, Dumps.xml(List.of(Dumps.article(1, "Old", "text").replace("<ns>0</ns>", ""))));
        try (DocumentReader reader = open(Position.START)) {
            assertThatThrownBy(reader::read)
                    .isInstanceOf(MalformedDocumentException.class)
                    .hasMessageContaining("it has no <ns>");
            assertThat(reader.read()).isInstanceOf(Reading.End.class);
        }
    }

    @Test
    void saysItsPositionAndWhenAStreamIsComplete() throws Exception {
        List<String> places = new ArrayList<>();
        try (DocumentReader reader = open(Position.START)) {
            for (int n = 0; n < 4; n++) {
                reader.read();
                places.add(reader.position().token().replaceAll("stream=\\d+ ", "") + " " + reader.atBoundary());
            }
        }
        assertThat(places).containsExactly("page=1 false", "page=4 true", "page=1 false", "page=3 false");
    }

    @Test
    void costsTheFirstStreamsAndOneToResume() throws Exception {
        Position position;
        try (DocumentReader reader = open(Position.START)) {
            reader.skip(14);
            position = reader.position();
        }
        byte[] content = Files.readAllBytes(dump);
        long stream = Long.parseLong(position.token().replaceAll("stream=(\\d+) .*", "$1"));
        String streams = new String(content, StandardCharsets.ISO_8859_1);
        int afterHeader = streams.indexOf("BZh", streams.indexOf("BZh", 3) + 3);
        for (int i = afterHeader + 3; i < stream; i++) {
            content[i] = 0;
        }
        Files.write(dump, content);
        try (DocumentReader reader = open(position)) {
            assertThat(((Reading.Read) reader.read()).document().id()).isEqualTo("18");
        }
    }

    @Test
    void asksToSaveWhereThereIsNoArticleForLong() throws Exception {
        List<String> pages = new ArrayList<>();
        for (int id = 1; id <= 12_000; id++) {
            pages.add("<page><title>T</title><ns>10</ns><id>" + id + "</id></page>");
        }
        pages.add(Dumps.article(12_001, "Last", "text"));
        Files.writeString(dump, Dumps.xml(pages));
        try (DocumentReader reader = open(Position.START)) {
            assertThat(reader.read()).isEqualTo(new Reading.Save("after 5000 pages that are not articles"));
            assertThat(reader.read()).isInstanceOf(Reading.Save.class);
            try (DocumentReader second = open(reader.position())) {
                assertThat(second.read()).isEqualTo(reader.read()).isInstanceOf(Reading.Read.class);
            }
        }
        try (DocumentReader reader = open(Position.START)) {
            assertThat(reader.skip(2)).isEqualTo(1);
        }
    }

    @Test
    void refusesPositionsThatAreNotInTheFile() throws IOException {
        for (String token : List.of(
                "stream=1 page=0",
                "stream=0 page=22",
                "stream=999999 page=0",
                "byte=5",
                "stream=-1 page=2",
                "page=7",
                "other.bz2 stream=0 page=1",
                "stream=99999999999999999999 page=0")) {
            assertThatThrownBy(() -> open(new Position(token)))
                    .as(token)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(token);
        }
        Files.writeString(dump, Dumps.xml(Dumps.pages()));
        for (String token : List.of("byte=500", "byte=0", "byte=99999999", "stream=5 page=0")) {
            assertThatThrownBy(() -> open(new Position(token)))
                    .as(token)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(token);
        }
    }

    @Test
    void aPositionOfAStreamThatHasFewerPagesIsRefused() throws IOException {
        Position position;
        try (DocumentReader reader = open(Position.START)) {
            reader.skip(2);
            position = reader.position();
        }
        String token = position.token().replaceAll("page=\\d+", "page=5");
        assertThatThrownBy(() -> open(new Position(token)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(token);
    }

    @Test
    void anotherFileOfTheSameNameIsNotThePinnedOne() throws IOException {
        Snapshot pinned = source().snapshot();
        Files.write(dump, Dumps.bz2(Dumps.utf8(Dumps.xml(Dumps.pages()))));
        assertThat(source().availability(pinned)).isInstanceOf(Availability.Changed.class);
    }

    @Test
    void refusesToCarryOnADownloadWithAGivenFile() {
        assertThatThrownBy(() -> source().availability(Snapshot.of("sowiki-20261101@sha1:" + "0".repeat(40), "{}")))
                .isInstanceOf(IOException.class)
                .satisfies(Helps.by(new Remedy.LeaveOut("dump")));
    }

    @Test
    void saysOfAnArticleWhichTemplatesLeftAHoleInIt() throws IOException, MalformedDocumentException {
        String text = "Waa {{magaalo yar|1|2}} ku taal {{Gobol_cusub|3|4}} iyo {{magaalo yar|5|6}} gudaheeda.";
        Files.write(dump, Dumps.multistream(List.of(Dumps.article(1, "Berbera", text)), 4));
        try (DocumentReader reader = open(Position.START)) {
            Document document = ((Reading.Read) reader.read()).document();
            assertThat(document.text()).isEqualTo("Waa ku taal iyo gudaheeda.");
            assertThat(document.metadata())
                    .containsEntry("templates_removed", 3L)
                    .containsEntry("templates_removed_names", "{\"Magaalo yar\":2,\"Gobol cusub\":1}");
        }
    }

    @Test
    void isNamedAfterTheLanguageUnlessAsked() throws IOException {
        assertThat(source().id()).isEqualTo(new SourceId("Wikipedia-Somali"));
        assertThat(source().settings()).isEqualTo(Settings.of(Map.of("lang", "so", "extract", "wikitext/4")));
        SourceId mine = new SourceId("mine");
        assertThat(WikipediaSource.ofFile("so", Optional.of(mine), dump, dump.resolveSibling("raw"))
                        .id())
                .isEqualTo(mine);
    }

    private WikipediaSource source() throws IOException {
        return WikipediaSource.ofFile("so", Optional.empty(), dump, dump.resolveSibling("raw"));
    }

    private DocumentReader open(Position position) throws IOException {
        WikipediaSource source = source();
        return source.open(source.snapshot(), position);
    }

    private static Map<String, Document> documents(DocumentReader opened, int count) throws Exception {
        Map<String, Document> documents = new HashMap<>();
        try (DocumentReader reader = opened) {
            for (int n = 0; n < count; n++) {
                Document document = ((Reading.Read) reader.read()).document();
                documents.put(document.id(), document);
            }
        }
        return documents;
    }
}
