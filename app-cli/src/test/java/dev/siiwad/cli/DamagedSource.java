package dev.siiwad.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.ZstdOutputStream;
import dev.siiwad.cli.Program.Outcome;
import dev.siiwad.cli.dataset.VerifyCommand;
import dev.siiwad.cli.ingest.IngestCommand;
import dev.siiwad.cli.ingest.IngestHuggingFaceCommand;
import dev.siiwad.cli.ingest.IngestSprakbankenCommand;
import dev.siiwad.cli.ingest.IngestWikipediaCommand;
import dev.siiwad.cli.ingest.RunNow;
import dev.siiwad.cli.storage.Storages;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.digest.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine;

/**
 * A source for tests that damage what lies around a run: what it serves, and the command that collects it.
 *
 * @param command without what every run has
 * @param variables lead it to the upstream of this machine
 */
record DamagedSource(String name, List<String> command, Map<String, String> variables, AutoCloseable upstream) {
    private static final int DOCUMENTS = 90;
    private static final int TEXT_BYTES = 8_000;
    private static final int LONG_TEXT_BYTES = 24_000;
    private static final int TEXTS_IN_A_CORPUS = 30;

    /** One attempt at a run that keeps its downloads; it ends with {@link DyingDisk.Died} if the disk does. */
    Outcome ingest(Path directory, String run, DyingDisk disk, String... more) {
        Program program = new Program(directory);
        variables.forEach(program::with);
        List<String> arguments = new ArrayList<>(List.of("ingest"));
        arguments.addAll(command);
        arguments.addAll(List.of("--run-id", run, "--checkpoint-every", "10", "--again", "--format", "jsonl"));
        arguments.addAll(List.of("--retry-for", "0s"));
        arguments.addAll(List.of(more));
        return program.run(session -> commands(session, disk), arguments.toArray(String[]::new));
    }

    /** The commands of the sources, and {@code verify}, on a disk. */
    static CommandLine commands(Session session, DyingDisk disk) {
        Storages storages = new Storages(session, (staging, silver) -> disk);
        RunNow now = new RunNow(session, storages, ChildMain.class.getName());
        CommandLine ingest = new CommandLine(new IngestCommand())
                .addSubcommand(new IngestHuggingFaceCommand(session, now))
                .addSubcommand(new IngestWikipediaCommand(session, now))
                .addSubcommand(new IngestSprakbankenCommand(session, now));
        CommandLine siiwad = new CommandLine(new SiiwadCommand())
                .addSubcommand(ingest)
                .addSubcommand(new VerifyCommand(session, storages));
        return Main.configured(siiwad, session);
    }

    /** Every regular file below a directory, by its path from there. */
    static Map<String, byte[]> files(Path directory) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(directory.relativize(path).toString(), Files.readAllBytes(path));
            }
        }
        return files;
    }

    /** All of them; files go into a directory that must stay. */
    static List<DamagedSource> all(Path inputs) throws IOException {
        Map<String, byte[]> lines = new TreeMap<>();
        lines.put("data/a.jsonl.gz", gzip(lines(0)));
        lines.put("data/b.jsonl.zst", zstd(lines(1)));
        lines.put("data/c.jsonl", lines(2).getBytes(UTF_8));
        for (Map.Entry<String, byte[]> file : lines.entrySet()) {
            Files.write(inputs.resolve(file.getKey().replace("data/", "")), file.getValue());
        }
        Map<String, byte[]> tables = new TreeMap<>();
        tables.put("data/a.parquet", parquet(inputs, "a.jsonl.gz"));
        tables.put("data/b.parquet", parquet(inputs, "b.jsonl.zst"));
        List<String> files = new ArrayList<>(List.of("huggingface", "custom", "--files"));
        Files.write(inputs.resolve("d.parquet"), tables.get("data/b.parquet"));
        for (String file : List.of("a.jsonl.gz", "b.jsonl.zst", "c.jsonl", "d.parquet")) {
            files.add(inputs.resolve(file).toString());
        }
        return List.of(
                hub("hub: gzip, zstd, plain", lines),
                hub("hub: Parquet", tables),
                wikipedia(),
                sprakbanken(),
                new DamagedSource("--files", files, Map.of(), () -> {}));
    }

    private static DamagedSource hub(String name, Map<String, byte[]> files) throws IOException {
        Map<String, byte[]> all = new TreeMap<>(files);
        all.put("README.md", "---\nlicense: mit\n---\n".getBytes(UTF_8));
        AnyHub hub = new AnyHub("siiwad/tusaale", all);
        return new DamagedSource(
                name,
                List.of("huggingface", "custom", "--dataset-name", "siiwad/tusaale"),
                Map.of("HF_ENDPOINT", hub.url()),
                hub);
    }

    private static DamagedSource wikipedia() throws IOException {
        String exports = "/other/mediawiki_content_current/sowiki/";
        String export = exports + "2026-10-01/xml/bzip2/";
        ServedPaths served = new ServedPaths()
                .with(exports, "<a href=\"2026-10-01/\">2026-10-01/</a>")
                .with(export + "_SUCCESS", "");
        StringBuilder sums = new StringBuilder();
        for (int part = 0; part < 3; part++) {
            byte[] bytes = ServedPaths.bzip2(pages(part));
            String name = "sowiki-2026-10-01-p" + (1000 * part + 1) + "p" + 1000 * (part + 1) + ".xml.bz2";
            sums.append(Sha256.hex(bytes)).append("  ").append(name).append('\n');
            served.with(export + name, bytes);
        }
        served.with(export + "SHA256SUMS", sums.toString());
        return new DamagedSource(
                "wikipedia: bz2",
                List.of("wikipedia", "--lang", "so"),
                Map.of("SDC_SCRAPING__WIKIPEDIA__BASE_URL", served.url()),
                served);
    }

    private static DamagedSource sprakbanken() throws IOException {
        ServedPaths served = new ServedPaths();
        StringBuilder resources = new StringBuilder("{\"id\":\"somali\",\"type\":\"corpus\",\"collection\":true,"
                + "\"languages\":[{\"code\":\"som\"}],\"size\":{\"resources\":3}}");
        for (int number = 0; number < 3; number++) {
            String id = "somali-" + number;
            String path = "/resurser/meningsmangder/" + id + ".xml.bz2";
            served.with(path, ServedPaths.bzip2(corpus(id, number)));
            resources
                    .append(",{\"id\":\"")
                    .append(id)
                    .append("\",\"type\":\"corpus\",\"languages\":[{\"code\":\"som\"}],\"name\":{\"eng\":\"")
                    .append(id)
                    .append("\"},\"updated\":\"2026-10-05\",\"size\":{\"tokens\":1,\"sentences\":1},\"downloads\":[{"
                            + "\"url\":\"https://spraakbanken.gu.se")
                    .append(path)
                    .append("\",\"type\":\"corpus\",\"format\":\"XML\",\"license\":\"CC-BY-4.0\"}]}");
        }
        served.with("/ws/metadata/v3/", "{\"resource_type\":\"corpus\",\"hits\":4,\"resources\":[" + resources + "]}");
        return new DamagedSource(
                "sprakbanken: bz2",
                List.of("sprakbanken"),
                Map.of("SDC_SCRAPING__SPRAKBANKEN__BASE_URL", served.url()),
                served);
    }

    private static String pages(int part) {
        StringBuilder pages = new StringBuilder(
                "<mediawiki xmlns=\"http://www.mediawiki.org/xml/export-0.11/\" version=\"0.11\" xml:lang=\"so\">\n"
                        + "<siteinfo><sitename>Wikipedia</sitename><dbname>sowiki</dbname></siteinfo>\n");
        Random random = new Random(part);
        for (int n = 1; n <= DOCUMENTS / 3; n++) {
            int id = 1000 * part + n;
            pages.append("<page><title>Maqaal ")
                    .append(id)
                    .append("</title><ns>0</ns><id>")
                    .append(id);
            pages.append("</id><revision><id>").append(id + 100_000);
            pages.append("</id><timestamp>2026-10-05T12:00:00Z</timestamp><model>wikitext</model>");
            pages.append("<format>text/x-wiki</format><text xml:space=\"preserve\">");
            pages.append(text(random, TEXT_BYTES)).append("</text></revision></page>\n");
        }
        return pages.append("</mediawiki>\n").toString();
    }

    private static String corpus(String id, int number) {
        StringBuilder xml = new StringBuilder("<?xml version='1.0' encoding='UTF-8'?>\n<corpus id=\"" + id + "\">\n");
        Random random = new Random(100 + number);
        for (int n = 0; n < TEXTS_IN_A_CORPUS; n++) {
            xml.append("<text title=\"Sheeko ")
                    .append(n)
                    .append("\"><paragraph><sentence id=\"s")
                    .append(n);
            xml.append("\">\n");
            for (String word : text(random, TEXT_BYTES).split(" ")) {
                xml.append("<token pos=\"X\">").append(word).append("</token>\n");
            }
            xml.append("</sentence></paragraph></text>\n");
        }
        return xml.append("</corpus>\n").toString();
    }

    private static String lines(int seed) {
        StringBuilder lines = new StringBuilder();
        Random random = new Random(seed);
        int count = seed == 0 ? DOCUMENTS : DOCUMENTS / 3;
        int length = seed == 0 ? LONG_TEXT_BYTES : TEXT_BYTES;
        for (int n = 0; n < count; n++) {
            lines.append(n % 20 == 19 ? "{\"text\":" : "{\"text\":\"" + text(random, length) + "\"}")
                    .append('\n');
        }
        return lines.toString();
    }

    /** Words that no packing makes small, so that files have more than a MiB. */
    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            random.ints(7, 'a', 'z' + 1).forEach(text::appendCodePoint);
            text.append(' ');
        }
        return text.toString().strip();
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] zstd(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new ZstdOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    /** What this program makes of a file, as Parquet. */
    private static byte[] parquet(Path inputs, String file) throws IOException {
        Path directory = Files.createDirectory(inputs.resolve("as-parquet-" + file));
        new Program(directory)
                .run(
                        "ingest",
                        "huggingface",
                        "custom",
                        "--files",
                        inputs.resolve(file).toString());
        try (Stream<Path> files = Files.walk(directory.resolve("data/processed"))) {
            Path part = files.filter(path -> path.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
            return Files.readAllBytes(part);
        }
    }
}
