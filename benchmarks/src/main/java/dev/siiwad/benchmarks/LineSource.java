package dev.siiwad.benchmarks;

import dev.siiwad.document.Document;
import dev.siiwad.source.Availability;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.Settings;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.SourceInfo;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Each line of a file as a document. A position is the number of bytes before the next line. */
final class LineSource implements Source {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path file;
    private final ReadLines read;

    LineSource(Path file, ReadLines read) {
        this.file = file;
        this.read = read;
    }

    @Override
    public SourceId id() {
        return new SourceId("Lines");
    }

    @Override
    public Settings settings() {
        return Settings.of(Map.of());
    }

    @Override
    public SourceInfo info() {
        return new SourceInfo("Lines", "corpus", "so", "CC0-1.0", "general", "other");
    }

    @Override
    public Snapshot snapshot() throws IOException {
        return Snapshot.of("lines@" + Files.size(file));
    }

    @Override
    public Availability availability(Snapshot pinned) {
        return new Availability.Available(Optional.empty());
    }

    @Override
    public OptionalLong size(Snapshot pinned) {
        return OptionalLong.empty();
    }

    @Override
    public DocumentReader open(Snapshot pinned, Position position) throws IOException {
        return new Reader(position.isStart() ? 0 : Long.parseLong(position.token()));
    }

    private final class Reader implements DocumentReader {
        private final InputStream in;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private long offset;

        Reader(long offset) throws IOException {
            this.offset = offset;
            FileChannel channel = FileChannel.open(file).position(offset);
            in = new BufferedInputStream(Channels.newInputStream(channel), BUFFER_BYTES);
        }

        @Override
        public Reading read() throws IOException {
            long start = offset;
            Optional<String> text = next();
            return text.isEmpty()
                    ? new Reading.End()
                    : new Reading.Read(Document.of("line-" + start, "", text.get(), "file:lines#" + start, Map.of()));
        }

        private Optional<String> next() throws IOException {
            line.reset();
            int octet = in.read();
            read.add(octet < 0);
            if (octet < 0) {
                return Optional.empty();
            }
            for (; octet >= 0 && octet != '\n'; octet = in.read()) {
                line.write(octet);
            }
            offset += line.size() + 1;
            return Optional.of(line.toString(StandardCharsets.UTF_8));
        }

        @Override
        public Optional<Reading> fetch() {
            return Optional.empty();
        }

        @Override
        public Position position() {
            return new Position("" + offset);
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = 0;
            while (skipped < count && next().isPresent()) {
                skipped++;
            }
            return skipped;
        }

        @Override
        public boolean atBoundary() {
            return false;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
