package example.warc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.document.Document;
import dev.siiwad.source.Availability;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.Snapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WetReaderTest {
    @TempDir
    private Path directory;

    @Test
    void givesATextWithItsAddress() throws Exception {
        WetSource source = source(new Wet().text("A ferry, twice a day."));
        try (DocumentReader reader = source.open(source.snapshot(), Position.START)) {
            String id = "<urn:uuid:00000000-0000-4000-8000-000000000002>";
            Document document = Document.of(
                    id,
                    "",
                    "A ferry, twice a day.",
                    "https://page.example/2",
                    Map.of("source_id", id, "warc_date", "2026-10-01T12:00:00Z"));
            assertThat(reader.read()).isEqualTo(new Reading.Read(document));
            assertThat(reader.read()).isEqualTo(new Reading.End());
        }
    }

    @Test
    void goesOnAfterATextThatIsNotUtf8OrTooLong() throws Exception {
        WetSource source = source(new Wet()
                .add("conversion", new byte[] {'c', 'a', 'f', (byte) 0xE9})
                .add("conversion", new byte[WetReader.TEXT_BYTES_MAX + 1])
                .text("The next."));
        try (DocumentReader reader = source.open(source.snapshot(), Position.START)) {
            assertThatThrownBy(reader::read)
                    .isInstanceOf(MalformedDocumentException.class)
                    .hasMessage("is not UTF-8");
            assertThatThrownBy(reader::read)
                    .isInstanceOf(MalformedDocumentException.class)
                    .hasMessage("has more than 16777216 bytes");
            assertThat(reader.read()).isInstanceOf(Reading.Read.class);
        }
    }

    @Test
    void aFileThatIsCutAnywhereIsAnErrorNeverAnEnd() throws Exception {
        byte[] whole = Wet.small(3).bytes();
        Path file = directory.resolve("small.warc.wet.gz");
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> readAll(file, whole.length))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("small.warc.wet.gz");
            assertThatThrownBy(() -> skipAll(file, whole.length))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("small.warc.wet.gz");
        }
        Files.write(file, whole);
        assertThat(readAll(file, whole.length))
                .isEqualTo(skipAll(file, whole.length))
                .isEqualTo(4);
    }

    @Test
    void whatIsNotARecordEndsTheReading() throws Exception {
        Wet wet = new Wet();
        int first = wet.bytes().length;
        WetSource source = source(wet.raw("Not a record\r\n\r\n".getBytes(StandardCharsets.UTF_8)));
        try (DocumentReader reader = source.open(source.snapshot(), Position.START)) {
            assertThatThrownBy(reader::read)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("from byte " + first + " on");
        }
    }

    @Test
    void refusesRecordsWithoutMembersOfTheirOwn() throws Exception {
        Wet wet = new Wet();
        byte[] text = wet.record("conversion", new byte[] {'a'}, 1);
        byte[] two = Arrays.copyOf(text, 2 * text.length);
        System.arraycopy(text, 0, two, text.length, text.length);
        WetSource source = source(wet.raw(two));
        try (DocumentReader reader = source.open(source.snapshot(), Position.START)) {
            assertThat(reader.read()).isInstanceOf(Reading.Read.class);
            assertThatThrownBy(reader::read)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("does not begin with a gzip member of its own");
        }
    }

    @Test
    void knowsTheFileByWhatItHolds() throws Exception {
        WetSource source = source(Wet.small(3));
        Snapshot pinned = source.snapshot();
        source(Wet.small(4));
        assertThat(source.availability(pinned))
                .isEqualTo(new Availability.Gone(source.snapshot().id()));
        assertThatThrownBy(() -> source.open(pinned, Position.START))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the run began with");
        assertThatThrownBy(() -> source.open(source.snapshot(), new Position("page=3")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("page=3");
    }

    private WetSource source(Wet wet) throws IOException {
        return new WetSource(wet.write(directory), Wet.INFO);
    }

    private static long readAll(Path file, long bytes) throws IOException {
        try (DocumentReader reader = WetReader.fromStart(file, bytes)) {
            long read = 0;
            while (!ended(reader)) {
                read++;
            }
            return read;
        }
    }

    private static long skipAll(Path file, long bytes) throws IOException {
        try (DocumentReader reader = WetReader.fromStart(file, bytes)) {
            return reader.skip(1000);
        }
    }

    private static boolean ended(DocumentReader reader) throws IOException {
        try {
            return reader.read() instanceof Reading.End;
        } catch (MalformedDocumentException passed) {
            return false;
        }
    }
}
