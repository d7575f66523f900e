package dev.siiwad.benchmarks;

import com.github.luben.zstd.ZstdOutputStream;
import com.sun.management.OperatingSystemMXBean;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.source.files.LocalFilesSource;
import dev.siiwad.source.rows.Fields;
import dev.siiwad.source.wikipedia.WikipediaSource;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/**
 * What a resume costs in every format, at 10, 50 and 90 % of files of more and more rows: the time from opening the source to the first new document, in a new process each time, and the
 * bytes that were read for it. The second is told by Linux only.
 *
 * <p>Usage: {@code ResumeCurve <directory to work in> [rows, such as 1000,10000,100000 [part of a format's name]]}. A row has about 500 bytes.
 */
public final class ResumeCurve {
    private static final int ROWS_PER_MEMBER = 500;
    private static final int[] PERCENT = {10, 50, 90};
    private static final double NANOS_PER_MS = 1e6;
    private static final byte[] HEAD =
            "<mediawiki version=\"0.11\" xml:lang=\"so\">\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] END = "</mediawiki>\n".getBytes(StandardCharsets.UTF_8);
    private static final MessageType SCHEMA =
            MessageTypeParser.parseMessageType("message rows { required binary text (STRING); }");

    private final Path directory;
    private final int rows;
    private final String only;

    private ResumeCurve(Path directory, int rows, String only) {
        this.directory = directory;
        this.only = only;
        this.rows = rows;
    }

    /** Takes what has been written, and gives how it is packed. */
    private interface Packing {
        OutputStream over(OutputStream file) throws IOException;
    }

    public static void main(String[] args) throws Exception {
        if (args[0].equals("resume")) {
            resume(Path.of(args[1]), Path.of(args[2]), new Position(args[3]));
            return;
        }
        System.out.printf("%-22s %9s %9s | %s%n", "format", "rows", "MB", "ms, CPU ms and KiB read at 10, 50, 90 %");
        for (String rows : (args.length > 1 ? args[1] : "1000,10000,100000").split(",")) {
            Path directory = Files.createTempDirectory(Path.of(args[0]), "resume-curve");
            new ResumeCurve(directory, Integer.parseInt(rows), args.length > 2 ? args[2] : "").measure();
        }
    }

    private void measure() throws IOException, InterruptedException, MalformedDocumentException {
        curve("bz2 multistream", () -> wiki("multistream.xml.bz2", true));
        curve("bz2 single stream", () -> wiki("single.xml.bz2", false));
        curve("wiki, gzip", () -> wiki("one.xml.gz", ResumeCurve::gzip));
        curve("wiki, one zstd frame", () -> wiki("frame.xml.zst", ZstdOutputStream::new));
        curve("wiki, xz", () -> wiki("one.xml.xz", ResumeCurve::xz));
        curve("plain lines", () -> lines("plain.jsonl", false, file -> file));
        curve("gzip members", () -> lines("members.jsonl.gz", true, ResumeCurve::gzip));
        curve("gzip of one member", () -> lines("one.jsonl.gz", false, ResumeCurve::gzip));
        curve("zstd frames", () -> lines("frames.jsonl.zst", true, ZstdOutputStream::new));
        curve("zstd of one frame", () -> lines("frame.jsonl.zst", false, ZstdOutputStream::new));
        curve("xz", () -> lines("one.jsonl.xz", false, ResumeCurve::xz));
        curve("lz4", () -> lines("one.jsonl.lz4", false, FramedLZ4CompressorOutputStream::new));
        curve("bz2 lines", () -> lines("one.jsonl.bz2", false, BZip2CompressorOutputStream::new));
        curve("Parquet, one group", () -> parquet("group.parquet"));
    }

    private static OutputStream gzip(OutputStream file) throws IOException {
        return new GZIPOutputStream(file, 1 << 16);
    }

    private static OutputStream xz(OutputStream file) throws IOException {
        return new XZOutputStream(file, new LZMA2Options(1));
    }

    private Path lines(String name, boolean members, Packing packing) throws IOException {
        ZipfText text = new ZipfText(rows);
        Path file = directory.resolve(name);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            ByteArrayOutputStream pending = new ByteArrayOutputStream();
            OutputStream packed = packing.over(members ? pending : out);
            for (int row = 0; row < rows; row++) {
                packed.write(("{\"text\":\"" + row + " " + words(text) + "\"}\n").getBytes(StandardCharsets.UTF_8));
                if (members && (row % ROWS_PER_MEMBER == ROWS_PER_MEMBER - 1 || row == rows - 1)) {
                    packed.close();
                    pending.writeTo(out);
                    pending.reset();
                    packed = packing.over(pending);
                }
            }
            if (!members) {
                packed.close();
            }
        }
        return file;
    }

    private static String words(ZipfText text) {
        return text.sentence() + " " + text.sentence() + " " + text.sentence() + " " + text.sentence();
    }

    private Path wiki(String name, Packing packing) throws IOException {
        ZipfText text = new ZipfText(rows);
        Path file = directory.resolve(name);
        try (OutputStream packed = packing.over(new BufferedOutputStream(Files.newOutputStream(file)))) {
            packed.write(HEAD);
            for (int page = 0; page < rows; page++) {
                packed.write(page(page, text));
            }
            packed.write(END);
        }
        return file;
    }

    private static byte[] page(int page, ZipfText text) {
        return ("  <page><title>Bog " + page + "</title><ns>0</ns><id>" + (page + 1)
                        + "</id><revision><id>1</id><timestamp>2026-01-01T00:00:00Z</timestamp>"
                        + "<model>wikitext</model><text>" + words(text) + "</text></revision></page>\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private Path wiki(String name, boolean multistream) throws IOException {
        ZipfText text = new ZipfText(rows);
        Path file = directory.resolve(name);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            OutputStream packed = new BZip2CompressorOutputStream(stream);
            packed.write(HEAD);
            for (int page = 0; page < rows; page++) {
                if (multistream && page % 100 == 0) {
                    packed.close();
                    packed = new BZip2CompressorOutputStream(stream);
                }
                packed.write(page(page, text));
                stream.writeTo(out);
                stream.reset();
            }
            packed.write(END);
            packed.close();
            stream.writeTo(out);
        }
        return file;
    }

    private Path parquet(String name) throws IOException {
        ZipfText text = new ZipfText(rows);
        Path file = directory.resolve(name);
        try (ParquetWriter<org.apache.parquet.example.data.Group> writer = ExampleParquetWriter.builder(
                        new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new NoCodec())
                .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
                .withType(SCHEMA)
                .withRowGroupSize(1L << 40)
                .build()) {
            for (int row = 0; row < rows; row++) {
                writer.write(new SimpleGroupFactory(SCHEMA).newGroup().append("text", row + " " + words(text)));
            }
        }
        return file;
    }

    /** Makes a file. */
    private interface Making {
        Path file() throws IOException;
    }

    private void curve(String format, Making making)
            throws IOException, InterruptedException, MalformedDocumentException {
        if (!format.contains(only)) {
            return;
        }
        Path file = making.file();
        Source source = source(file);
        Snapshot snapshot = source.snapshot();
        Files.writeString(
                directory.resolve("snapshot"),
                snapshot.id() + "\n" + snapshot.payload().orElse(""));
        List<Position> positions = new ArrayList<>();
        try (DocumentReader reader = source.open(snapshot, Position.START)) {
            long passed = 0;
            for (int percent : PERCENT) {
                long row = (long) rows * percent / 100;
                passed += reader.skip(row - passed);
                positions.add(reader.position());
            }
        }
        StringBuilder line = new StringBuilder(
                String.format(Locale.ROOT, "%-22s %9d %9.1f |", format, rows, Files.size(file) / 1e6));
        for (Position position : positions) {
            line.append(child(file, position));
        }
        System.out.println(line);
    }

    private static Source source(Path file) throws IOException {
        Path raw = file.resolveSibling("raw");
        return file.toString().contains(".xml")
                ? WikipediaSource.ofFile("so", Optional.empty(), file, raw)
                : LocalFilesSource.of(List.of(file), Optional.empty(), Fields.ofText("text"), "so", "", raw);
    }

    private String child(Path file, Position position) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ResumeCurve.class.getName(),
                        "resume",
                        file.toString(),
                        directory.resolve("snapshot").toString(),
                        position.token())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said;
        try (InputStream out = new BufferedInputStream(process.getInputStream())) {
            said = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
        if (process.waitFor() != 0) {
            throw new IOException(file + " cannot be resumed at " + position);
        }
        return said;
    }

    /** The first time tells how long it takes, the second how many bytes are read when all classes are there. */
    private static void resume(Path file, Path pinned, Position position)
            throws IOException, MalformedDocumentException {
        String[] snapshot = Files.readString(pinned).split("\n", 2);
        Snapshot known = Snapshot.of(snapshot[0], snapshot[1]);
        double startCpuMs = cpuNanos() / NANOS_PER_MS;
        long start = System.nanoTime();
        first(file, known, position);
        double ms = (System.nanoTime() - start) / NANOS_PER_MS;
        double cpuMs = cpuNanos() / NANOS_PER_MS;
        long before = bytesRead();
        first(file, known, position);
        long bytes = bytesRead() - before;
        System.out.printf(Locale.ROOT, " %6.0f ms %6.0f CPU %7d KiB", ms, cpuMs - startCpuMs, bytes / 1024);
    }

    /** Of all threads of this process. */
    private static double cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static void first(Path file, Snapshot snapshot, Position position)
            throws IOException, MalformedDocumentException {
        try (DocumentReader reader = source(file).open(snapshot, position)) {
            Reading reading = reader.read();
            while (reading instanceof Reading.Save) {
                reading = reader.read();
            }
            if (!(reading instanceof Reading.Read)) {
                throw new IOException("there is no document after " + position);
            }
        }
    }

    private static long bytesRead() throws IOException {
        Path told = Path.of("/proc/self/io");
        return Files.isReadable(told)
                ? Files.readAllLines(told).stream()
                        .filter(line -> line.startsWith("rchar: "))
                        .mapToLong(line -> Long.parseLong(line.substring(7)))
                        .sum()
                : 0;
    }
}
