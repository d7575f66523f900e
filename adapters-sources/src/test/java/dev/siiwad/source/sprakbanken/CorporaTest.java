package dev.siiwad.source.sprakbanken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.siiwad.source.Helps;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.http.FakeTiming;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpSettings;
import dev.siiwad.testkit.PromptSockets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CorporaTest {
    private static final String FILES = "https://spraakbanken.gu.se/resurser/meningsmangder/";

    private final MockWebServer web = new MockWebServer();
    private final Http http = new Http(HttpSettings.of("1.0", "someone@example.org"), new FakeTiming());

    @BeforeEach
    void start() throws IOException {
        web.setServerSocketFactory(new PromptSockets());
        web.start();
    }

    @AfterEach
    void stop() {
        http.close();
        web.close();
    }

    private static String realList() throws IOException {
        try (InputStream list = CorporaTest.class.getResourceAsStream("/upstream/sprakbanken/corpora.json")) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void findsTheSomaliCorporaOfTheRealListAndNoCollection() throws IOException {
        answer(realList());

        List<Corpus> somali = corpora().list();

        assertThat(somali).hasSize(75).extracting(Corpus::id).doesNotContain("somali");
        assertThat(somali)
                .allSatisfy(corpus -> assertThat(corpus.download()).contains(FILES + corpus.id() + ".xml.bz2"));
        assertThat(somali.stream().mapToLong(Corpus::tokens).sum()).isEqualTo(27_125_850);
        assertThat(somali)
                .extracting(Corpus::id, Corpus::tokens, Corpus::license)
                .contains(
                        tuple("somali-cilmi", 190_429L, "CC-BY-4.0"),
                        tuple("somali-faces", 51_440L, "CC-BY-4.0"),
                        tuple("wikipedia-so", 869_335L, "CC-BY-4.0"));
    }

    @Test
    void theFakeServerListsNothingThatTheRealListDoesNotHave() throws IOException {
        assertThat(fields(new ObjectMapper().readTree(realList())))
                .containsAll(fields(new ObjectMapper()
                        .readTree(new SprakbankenServer()
                                .with("somali-a", "2020-01-01", "<corpus/>")
                                .list())));
    }

    /** Such as {@code /resources/languages/code}. */
    private static Set<String> fields(JsonNode node) {
        Set<String> fields = new TreeSet<>();
        node.properties().forEach(field -> {
            fields.add("/" + field.getKey());
            fields(field.getValue()).forEach(inner -> fields.add("/" + field.getKey() + inner));
        });
        if (node.isArray()) {
            node.forEach(element -> fields.addAll(fields(element)));
        }
        return fields;
    }

    @Test
    void findsTheFileOfEachLanguageOfAParallelCorpus() throws IOException {
        for (String[] wanted : new String[][] {
            {"sv", "aspacsvdsb", "aspacsvdsb-sv"},
            {"swe", "aspacsvde", "aspacsvde-sv"},
            {"de", "aspacsvde", "aspacsvde-de"},
            {"DSB", "aspacsvdsb", "aspacsvdsb-dsb"},
            {"sr", "aspacsvsbc", "aspacsvsbc-sbc"}
        }) {
            answer(realList());
            assertThat(corpora(wanted[0]).list())
                    .filteredOn(corpus -> corpus.id().equals(wanted[1]))
                    .as(wanted[0])
                    .singleElement()
                    .satisfies(corpus -> {
                        assertThat(corpus.download()).contains(FILES + wanted[2] + ".xml.bz2");
                        assertThat(corpus.korp())
                                .contains(
                                        "https://spraakbanken.gu.se/korp/?mode=parallel#?corpus=" + wanted[1] + "-sv");
                    });
        }
    }

    @Test
    void whatIsCountedOutOfACorpusIsNoCorpus() throws IOException {
        answer(realList());

        assertThat(corpora("sv").list())
                .hasSize(37)
                .filteredOn(corpus -> corpus.id().equals("abotidning"))
                .singleElement()
                .extracting(Corpus::download)
                .isEqualTo(Optional.empty());
        answer("""
                {"resources": [{"id": "x", "languages": [{"code": "som"}], "downloads": [
                 {"url": "https://h/x_frequencies.xml.bz2", "type": "token frequencies"},
                 {"url": "https://h/x.xml.zip", "type": "corpus"}]}]}
                """);
        assertThat(corpora().list()).extracting(Corpus::download).containsExactly(Optional.empty());
    }

    @Test
    void aLanguageGoesByTwoLettersOrThree() throws IOException {
        assertThat(Language.of("so")).isEqualTo(Language.of("SOM")).isEqualTo(Language.SOMALI);
        assertThat(Language.of("som").sourceName()).isEqualTo("Sprakbanken-Somali");
        assertThat(Language.of("swe").shortest()).isEqualTo("sv");
        assertThat(Language.of("dsb").shortest()).isEqualTo("dsb");
        assertThat(Language.of("dsb").sourceName()).isEqualTo("Sprakbanken-Lower-Sorbian");
        for (String bad : new String[] {"", "s", "soma", "zz", "s-", "så"}) {
            assertThatThrownBy(() -> Language.of(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("\"" + bad + "\"");
        }
        answer(realList());
        assertThatThrownBy(() -> corpora("ja").list())
                .isInstanceOf(SourceException.class)
                .hasMessageEndingWith("lists 116 corpora, and none of them has the language code jpn")
                .satisfies(Helps.by(new Remedy.Give("lang")));
    }

    @Test
    void listsWhateverIsSomali() throws IOException {
        answer("""
                {"resource_type": "corpus", "hits": 6, "resources": [
                 {"id": "somali-b", "type": "corpus", "languages": [{"code": "som"}], "name": {"swe": "B", "eng": "Somali: B"},
                  "short_description": {"swe": "om b", "eng": "about b"}, "size": {"tokens": 50, "sentences": 4},
                  "updated": "2023-02-17", "downloads": [
                   {"url": "https://h/stats_somali-b.txt", "license": "x"},
                   {"url": "https://h/a/somali-b.xml.bz2", "type": "token frequencies", "license": "w"},
                   {"url": "https://h/other.xml.bz2", "license": "y"},
                   {"url": "https://h/somali-b.xml", "license": "z"},
                   {"url": "https://h/somali-b.xml.bz2", "license": "CC-BY-4.0"}]},
                 {"id": "a-mixed", "type": "corpus", "languages": [{"code": "swe"}, {"code": "som"}], "downloads": []},
                 {"id": "somali-plain", "languages": [{"code": "som"}], "name": {"swe": "Slätt"}, "size": null,
                  "updated": null, "downloads": [{"url": "https://h/x.xml", "license": null}]},
                 {"id": "somali-lexicon", "type": "lexicon", "languages": [{"code": "som"}]},
                 {"id": "swedish", "type": "corpus", "languages": [{"code": "swe"}]},
                 {"id": "none", "type": "corpus"}]}
                """);

        assertThat(corpora().list())
                .containsExactly(
                        new Corpus("a-mixed", "a-mixed", "", 0, 0, "", "", Optional.empty(), Optional.empty()),
                        new Corpus(
                                "somali-b",
                                "Somali: B",
                                "about b",
                                50,
                                4,
                                "2023-02-17",
                                "CC-BY-4.0",
                                Optional.of("https://h/somali-b.xml.bz2"),
                                Optional.empty()),
                        new Corpus(
                                "somali-plain",
                                "Slätt",
                                "",
                                0,
                                0,
                                "",
                                "",
                                Optional.of("https://h/x.xml"),
                                Optional.empty()));
    }

    @Test
    void refusesWhatIsNotAList() {
        assertRefused("<html>", "is not a list of corpora");
        assertRefused("{\"resources\": [{\"id\": \"somali-b\"", "is not a list of corpora");
        assertRefused("{\"detail\": \"not found\"}", "has no list named resources");
        assertRefused("{\"hits\": 75, \"resources\": []}", "lists 0 corpora and says there are 75");
        assertRefused("{\"hits\": 0, \"resources\": []}", "none of them has the language code som");
        assertRefused(
                "{\"resources\": [{\"id\": \"../x\", \"languages\": [{\"code\": \"som\"}]}]}", "with the id \"../x\"");
        assertRefused(
                "{\"resources\": [{\"id\": \"x\", \"languages\": [{\"code\": \"som\"}]},"
                        + " {\"id\": \"x\", \"languages\": [{\"code\": \"som\"}]}]}",
                "each only once");
    }

    @Test
    void anotherServerReplacesAllHosts() throws IOException {
        Addresses other = new Addresses(Optional.of("http://localhost:8080/"));
        assertThat(other.reach("https://spraakbanken.gu.se/resurser/a%20b.xml.bz2?x=%26"))
                .isEqualTo("http://localhost:8080/resurser/a%20b.xml.bz2?x=%26");
        assertThat(other.reach(Addresses.CORPORA))
                .isEqualTo("http://localhost:8080/ws/metadata/v3/?resource-type=corpus");
        assertThat(new Addresses(Optional.empty()).reach("https://h/x")).isEqualTo("https://h/x");
        for (String bad : new String[] {"file:///etc/passwd", "/x", "https://", "http://a b"}) {
            assertThatThrownBy(() -> other.reach(bad))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(bad);
        }
        assertThatThrownBy(() -> new Addresses(Optional.of("localhost")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("localhost");
    }

    private void assertRefused(String body, String why) {
        answer(body);
        assertThatThrownBy(() -> corpora().list())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("[http://localhost:" + web.getPort() + "/ws/metadata/v3/?resource-type=corpus]")
                .hasMessageContaining(why);
    }

    private void answer(String body) {
        web.enqueue(new MockResponse.Builder().body(body).build());
    }

    private Corpora corpora() {
        return corpora("so");
    }

    private Corpora corpora(String language) {
        return new Corpora(http, Optional.of("http://localhost:" + web.getPort()), language);
    }
}
