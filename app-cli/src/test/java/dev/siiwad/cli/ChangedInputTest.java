package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.cli.Program.Outcome;
import dev.siiwad.testkit.PromptSockets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was given, and is another while a run is unfinished, is the user's decision; both commands that the message prints work. */
class ChangedInputTest {
    private static final String TEXT = "Waa qoraal ku filan in la hayo maanta.";
    private static final String CARRY_ON = "arry on as it was begun with: siiwad ";
    private static final String START_OVER = "Start over with: siiwad ";

    @TempDir
    Path directory;

    @TempDir
    Path copy;

    private Program program;

    @BeforeEach
    void start() throws IOException {
        program = new Program(directory);
        Files.writeString(
                directory.resolve("a.jsonl"),
                IntStream.range(0, 5)
                        .mapToObj(n -> "{\"text\":\"" + TEXT + " " + n + "\",\"t\":\"T" + n + "\"}\n")
                        .collect(Collectors.joining()));
        Files.writeString(directory.resolve("b.jsonl"), "<!DOCTYPE html>\n");
    }

    /** Reads the first file, and stops before the second, which is broken. */
    private void leaveUnfinished() {
        Outcome stopped = ingest("--strict");
        assertThat(stopped.code()).isEqualTo(4);
        assertThat(stopped.err())
                .contains("Set it aside and carry on with: siiwad ingest huggingface custom --files a.jsonl");
        assertThat(program.checkpoint("Mine")).isRegularFile();
    }

    /** Texts of any length are kept, unless more is typed about it. */
    private Outcome ingest(String... more) {
        boolean typed = List.of(more).contains("--min-length");
        return program.run(Stream.concat(
                        Stream.of(
                                "ingest",
                                "huggingface",
                                "custom",
                                "--files",
                                "a.jsonl",
                                "b.jsonl",
                                "--source-id",
                                "Mine",
                                "--format",
                                "jsonl"),
                        Stream.concat(typed ? Stream.empty() : Stream.of("--min-length", "0"), Stream.of(more)))
                .toArray(String[]::new));
    }

    private static String[] command(String err, String before) {
        String line = err.lines()
                .filter(found -> found.contains(before))
                .findFirst()
                .orElseThrow(() -> new AssertionError(err));
        return line.substring(line.indexOf(before) + before.length())
                .replaceAll(" +#.*", "")
                .split(" ");
    }

    private Program copied() throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.skip(1).toList()) {
                Files.copy(path, copy.resolve(directory.relativize(path).toString()));
            }
        }
        return new Program(copy);
    }

    @ParameterizedTest
    @CsvSource({
        "--lang en,--lang is en%c and was so",
        "--license CC0-1.0,--license is CC0-1.0%c and was unknown",
        "--min-length 7,--min-length is 7%c and was 0",
        "--keep-rejects,--keep-rejects is given%c and was not",
        "--identify-language,languages are identified%c and were not",
        "--keep-language so,languages are identified%c and were not; --keep-language is so%c and was not given",
        "--signals,--signals is given%c and was not",
        "--min-words 3,--min-words is 3%c and was 5",
        "--text-field t,--text-field is t%c and was text",
        "--title-field t,--title-field is t%c and was not given",
        "--metadata-fields t,--metadata-fields is t%c and was not given",
        "--from-offset 2,--from-offset is 2%c and the checkpoint has first_index 0",
        "--run-id other,--run-id asks for other"
    })
    void eachSettingIsRefusedWithBothWaysOut(String changed, String words) throws IOException {
        leaveUnfinished();
        Map<String, String> before = program.files();
        Outcome refused = ingest(changed.split(" "));
        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.err()).contains(words.replace("%c", ",")).doesNotContain("transforms");
        assertThat(ingest(Stream.concat(Stream.of(changed.split(" ")), Stream.of("--explain"))
                                .toArray(String[]::new))
                        .code())
                .isEqualTo(4);
        assertThat(program.files()).isEqualTo(before);

        Program other = copied();
        Outcome carriedOn = program.run(command(refused.err(), CARRY_ON));
        assertThat(carriedOn.err()).contains("Resuming from checkpoint: offset=5");
        assertThat(carriedOn.out()).contains("Read:        6 documents", "Kept:        5");
        Outcome over = other.run(command(refused.err(), START_OVER));
        assertThat(over.err()).contains("Ignoring any checkpoint (--force)");
        assertThat(over.code()).isIn(0, 7);
    }

    @Test
    void otherContentUnderTheSameNameIsRefusedAndPuttingItBackCarriesOn() throws IOException {
        leaveUnfinished();
        Program other = copied();
        Files.writeString(directory.resolve("b.jsonl"), "{\"text\":\"" + TEXT + "\"}\n");
        Outcome refused = ingest();
        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.err())
                .contains("b.jsonl holds something else than when the run was begun: ")
                .contains("Put it back as it was, and carry on with: siiwad ingest huggingface custom ");
        Outcome over = program.run(command(refused.err(), START_OVER));
        assertThat(over.out()).contains("Kept:        6");
        assertThat(other.run(command(refused.err(), "carry on with: siiwad ")).out())
                .contains("Kept:        5");
    }

    @Test
    void otherFilesUnderTheSameIdAreRefused() throws IOException {
        leaveUnfinished();
        Outcome refused = program.run(
                "ingest", "huggingface", "custom", "--files", "a.jsonl", "--source-id", "Mine", "--min-length", "0");
        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.err()).contains("b.jsonl is not given, and the run was begun with it");
    }

    @Test
    void maxRecordsBelowTheOffsetIsRefusedWithTheCommandThatPublishesWhatThereIs() throws IOException {
        leaveUnfinished();
        Outcome refused = ingest("--max-records", "2");
        assertThat(refused.code()).isEqualTo(4);
        assertThat(refused.err()).contains("exceeds dataset size 2, which --max-records asks for");
        Outcome published = program.run(command(refused.err(), "Publish the 5 documents that are read with: siiwad "));
        assertThat(published.code()).isZero();
        assertThat(published.out()).contains("Read:        5 documents");
    }

    @Test
    void aCorpusThatChangesBetweenAttemptsIsRefusedAndEachWayOutWorks() throws IOException {
        Map<String, byte[]> corpora =
                new TreeMap<>(Map.of("a", corpus(0, 3), "b", "no corpus".getBytes(StandardCharsets.UTF_8)));
        try (MockWebServer web = new MockWebServer()) {
            web.setDispatcher(sprakbanken(corpora));
            web.setServerSocketFactory(new PromptSockets());
            web.start();
            String base = "http://localhost:" + web.getPort();
            program.with("SDC_SCRAPING__SPRAKBANKEN__BASE_URL", base);
            assertThat(program.run("ingest", "sprakbanken", "--min-words", "0", "--strict")
                            .code())
                    .isEqualTo(4);
            corpora.put("b", corpus(3, 5));
            Program other = copied().with("SDC_SCRAPING__SPRAKBANKEN__BASE_URL", base);

            Outcome refused = program.run("ingest", "sprakbanken", "--min-words", "0");
            assertThat(refused.code()).isEqualTo(4);
            assertThat(refused.err()).contains("which is gone; upstream now has b updated 2026-11-02");
            Outcome without = program.run(command(refused.err(), "  siiwad "));
            assertThat(without.out()).contains("Kept:        3");
            assertThat(without.err()).contains("WARNING: 1 unit was broken for good and set aside");
            assertThat(other.run(command(refused.err(), START_OVER)).out()).contains("Kept:        5");
        }
    }

    private static Dispatcher sprakbanken(Map<String, byte[]> corpora) {
        return new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                MockResponse.Builder response = new MockResponse.Builder();
                if (request.getTarget().startsWith("/ws/metadata/v3/")) {
                    return response.body(list(corpora)).build();
                }
                String name = request.getTarget().replaceAll(".*/([ab])\\.xml\\.bz2", "$1");
                byte[] bytes = corpora.get(name);
                response.setHeader("ETag", "\"" + name + bytes.length + "\"");
                return request.getMethod().equals("HEAD")
                        ? response.setHeader("Content-Length", bytes.length).build()
                        : response.body(new Buffer().write(bytes)).build();
            }
        };
    }

    private static String list(Map<String, byte[]> corpora) {
        List<String> resources = corpora.entrySet().stream()
                .map(corpus -> "{\"id\":\"" + corpus.getKey()
                        + "\",\"type\":\"corpus\",\"languages\":[{\"code\":\"som\"}],\"name\":{\"eng\":\"N\"},\"updated\":\""
                        + (corpus.getValue().length > 20 ? "2026-11-02" : "2026-11-01")
                        + "\",\"size\":{\"tokens\":1,\"sentences\":1},\"downloads\":[{\"url\":"
                        + "\"https://spraakbanken.gu.se/resurser/meningsmangder/" + corpus.getKey()
                        + ".xml.bz2\",\"type\":\"corpus\",\"format\":\"xml\",\"license\":\"CC BY 4.0\"}]}")
                .toList();
        return "{\"resource_type\":\"corpus\",\"hits\":" + corpora.size() + ",\"resources\":" + resources + "}";
    }

    private static byte[] corpus(int first, int end) throws IOException {
        StringBuilder xml = new StringBuilder("<?xml version='1.0' encoding='UTF-8'?>\n<corpus id=\"c\">\n");
        for (int text = first; text < end; text++) {
            xml.append("<text title=\"T" + text + "\"><paragraph><sentence id=\"s" + text + "\">");
            for (String word : TEXT.split(" ")) {
                xml.append("<token pos=\"X\">" + word + text + "</token>\n");
            }
            xml.append("</sentence></paragraph></text>\n");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (BZip2CompressorOutputStream out = new BZip2CompressorOutputStream(bytes)) {
            out.write(xml.append("</corpus>\n").toString().getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
