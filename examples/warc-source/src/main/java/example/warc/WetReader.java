package example.warc;

import dev.siiwad.document.Document;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.netpreserve.jwarc.WarcConversion;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;

/** Reads the texts of a WET file. The position {@code record=<N>} is past the record that begins at byte N. */
final class WetReader implements DocumentReader {
    /** Longer than any page that Common Crawl keeps. */
    static final int TEXT_BYTES_MAX = 16 << 20;

    private static final short GZIP = 0x1f8b;

    private final Path file;
    private final long fileBytes;
    private final FileChannel channel;
    private final WarcReader records;
    private Position position = Position.START;
    private boolean ended;

    private WetReader(Path file, long fileBytes, long begin) throws IOException {
        this.file = file;
        this.fileBytes = fileBytes;
        this.channel = FileChannel.open(file);
        try {
            this.records = new WarcReader(channel.position(begin));
        } catch (IOException e) {
            channel.close();
            throw new IOException(file + ": cannot be read at byte " + begin + ": " + e.getMessage(), e);
        }
    }

    static WetReader fromStart(Path file, long fileBytes) throws IOException {
        return new WetReader(file, fileBytes, 0);
    }

    static WetReader after(long record, Path file, long fileBytes) throws IOException {
        WetReader reader = new WetReader(file, fileBytes, record);
        try {
            reader.next();
            reader.moved();
            return reader;
        } catch (IOException e) {
            reader.close();
            throw e;
        }
    }

    @Override
    public Reading read() throws IOException, MalformedDocumentException {
        Optional<WarcConversion> text = nextText();
        if (text.isEmpty()) {
            return new Reading.End();
        }
        byte[] bytes = bytes(text.get());
        moved();
        return new Reading.Read(document(text.get(), bytes));
    }

    /** Nobody is waited for. */
    @Override
    public Optional<Reading> fetch() {
        return ended ? Optional.of(new Reading.End()) : Optional.empty();
    }

    @Override
    public Position position() {
        return position;
    }

    @Override
    public long skip(long count) throws IOException {
        for (long skipped = 0; skipped < count; skipped++) {
            Optional<WarcConversion> text = nextText();
            if (text.isEmpty()) {
                return skipped;
            }
            bytes(text.get());
            moved();
        }
        return count;
    }

    @Override
    public boolean atBoundary() {
        return false;
    }

    @Override
    public void close() throws IOException {
        records.close();
    }

    private void moved() {
        position = new Position("record=" + records.position());
    }

    private Optional<WarcConversion> nextText() throws IOException {
        for (Optional<WarcRecord> record = next(); record.isPresent(); record = next()) {
            if (record.get() instanceof WarcConversion text) {
                return Optional.of(text);
            }
        }
        return Optional.empty();
    }

    /** A file that is cut between two records reads like a whole one, so its length decides. */
    private Optional<WarcRecord> next() throws IOException {
        if (ended) {
            return Optional.empty();
        }
        try {
            Optional<WarcRecord> record = records.next();
            if (record.isPresent()) {
                requireMember(records.position());
            } else if (records.position() != fileBytes) {
                throw new IOException("it ends there; the run began with " + fileBytes + " bytes");
            }
            ended = record.isEmpty();
            return record;
        } catch (IOException | IllegalArgumentException e) {
            throw failure(e);
        }
    }

    /** A record within a member of others could be read, but no reader could go on from it. */
    private void requireMember(long begin) throws IOException {
        ByteBuffer magic = ByteBuffer.allocate(Short.BYTES);
        if (channel.read(magic, begin) < Short.BYTES || magic.flip().getShort() != GZIP) {
            throw new IOException("the record does not begin with a gzip member of its own");
        }
    }

    /** The whole text; of one that is too long, a byte more than is read. */
    private byte[] bytes(WarcRecord record) throws IOException {
        try {
            byte[] bytes = record.body().stream().readNBytes(TEXT_BYTES_MAX + 1);
            record.body().consume();
            return bytes;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static Document document(WarcConversion record, byte[] bytes) throws MalformedDocumentException {
        String id = record.headers().first("WARC-Record-ID").orElse("(a record without an id)");
        String url = record.headers().first("WARC-Target-URI").orElse("");
        String date = record.headers().first("WARC-Date").orElse("");
        if (bytes.length > TEXT_BYTES_MAX) {
            throw malformed(id, "has more than " + TEXT_BYTES_MAX + " bytes", bytes);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Document.of(id, "", text, url, Map.of("source_id", id, "warc_date", date));
        } catch (CharacterCodingException e) {
            throw malformed(id, "is not UTF-8", bytes);
        }
    }

    private static MalformedDocumentException malformed(String id, String reason, byte[] bytes) {
        int length = Math.min(bytes.length, 4 * MalformedDocumentException.EXCERPT_CHARS_MAX);
        String excerpt = new String(bytes, 0, length, StandardCharsets.UTF_8);
        return new MalformedDocumentException(id, reason, excerpt);
    }

    private IOException failure(Exception e) {
        return new IOException(file + ": cannot be read from byte " + records.position() + " on: " + e.getMessage(), e);
    }
}
