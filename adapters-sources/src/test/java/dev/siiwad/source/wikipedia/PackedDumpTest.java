package dev.siiwad.source.wikipedia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Positions in gzip, zstd and xz dumps name a byte of what a member holds; those of earlier versions, which count pages alone, are carried on. */
class PackedDumpTest {
    private static final byte[] XML = Dumps.utf8(Dumps.xml(Dumps.pages()));

    @TempDir
    private Path directory;

    private List<byte[]> dumps() throws IOException {
        return List.of(Dumps.gzip(XML, 1000), Dumps.zstd(XML, 1000), Dumps.xz(XML, 3000));
    }

    private Source source(byte[] dump) throws IOException {
        Path file = Files.write(Files.createTempDirectory(directory, "dump").resolve("dump"), dump);
        return WikipediaSource.ofFile("so", Optional.empty(), file, file.resolveSibling("raw"));
    }

    private record Come(String id, String after) {}

    private static List<Come> from(Source source, Snapshot snapshot, String position) throws IOException {
        List<Come> came = new ArrayList<>();
        try (DocumentReader reader = source.open(snapshot, new Position(position))) {
            while (true) {
                try {
                    Reading reading = reader.read();
                    if (reading instanceof Reading.End) {
                        return came;
                    }
                    if (reading instanceof Reading.Read read) {
                        came.add(
                                new Come(read.document().id(), reader.position().token()));
                    }
                } catch (MalformedDocumentException e) {
                    came.add(new Come(e.documentId(), reader.position().token()));
                }
            }
        }
    }

    @Test
    void namesTheByteAfterThePage() throws Exception {
        for (byte[] dump : dumps()) {
            Source source = source(dump);
            Snapshot snapshot = source.snapshot();
            List<Come> all = from(source, snapshot, "");
            assertThat(all).hasSizeGreaterThan(5);
            for (Come come : all.subList(0, all.size() - 1)) {
                assertThat(come.after()).matches("stream=0 page=\\d+ member=\\d+ unpacked=\\d+");
            }
        }
    }

    @Test
    void carriesOnWhatEarlierVersionsHaveSaved() throws Exception {
        for (byte[] dump : dumps()) {
            Source source = source(dump);
            Snapshot snapshot = source.snapshot();
            List<Come> all = from(source, snapshot, "");
            for (int at = 0; at < all.size() - 1; at++) {
                String earlier = all.get(at).after().replaceAll(" member=.*", "");
                assertThat(from(source, snapshot, earlier)).isEqualTo(all.subList(at + 1, all.size()));
            }
        }
    }

    @Test
    void refusesAPlaceThatIsNotInTheFile() throws Exception {
        for (byte[] dump : dumps()) {
            Source source = source(dump);
            Snapshot snapshot = source.snapshot();
            assertThatThrownBy(
                            () -> from(source, snapshot, "stream=0 page=1 member=" + (dump.length + 1) + " unpacked=0"))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("is not a place in this file");
            assertThatThrownBy(() -> from(source, snapshot, "stream=0 page=1 member=0 unpacked=3"))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> from(source, snapshot, "stream=1 page=1 member=0 unpacked=3"))
                    .isInstanceOf(SourceException.class);
        }
        Source bz2 = source(Dumps.bz2(XML));
        assertThatThrownBy(() -> from(bz2, bz2.snapshot(), "stream=0 page=1 member=0 unpacked=3"))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("is not a place in this file");
    }
}
