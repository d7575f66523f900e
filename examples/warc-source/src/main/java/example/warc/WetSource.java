package example.warc;

import dev.siiwad.digest.Sha256;
import dev.siiwad.source.Availability;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Position;
import dev.siiwad.source.PositionFields;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.Settings;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.SourceInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts of one WET file, {@code .warc.wet.gz}, as Common Crawl publishes them: a WARC file with a gzip member for each record. Records of type
 * {@code conversion} are documents; all others are passed over.
 *
 * <p>A run is pinned to the length and SHA-256 of the file, so every start reads it once. Opening a position reads one record.
 */
public final class WetSource implements Source {
    private static final Pattern PINNED = Pattern.compile("bytes=(\\d{1,18}) sha256=[0-9a-f]{64}");

    private final Path file;
    private final SourceInfo info;

    /** @param info its {@code source} is the id of this source too */
    public WetSource(Path file, SourceInfo info) {
        this.file = file;
        this.info = info;
    }

    @Override
    public SourceId id() {
        return new SourceId(info.source());
    }

    /** A reader that makes other texts of the same file gets another number. */
    @Override
    public Settings settings() {
        return Settings.of(Map.of("extract", "wet/1"));
    }

    @Override
    public SourceInfo info() {
        return info;
    }

    @Override
    public Snapshot snapshot() throws IOException {
        MessageDigest sha256 = Sha256.start();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256)) {
            long bytes = in.transferTo(OutputStream.nullOutputStream());
            return Snapshot.of("bytes=" + bytes + " sha256=" + Sha256.hex(sha256));
        }
    }

    @Override
    public Availability availability(Snapshot pinned) throws IOException {
        String now = snapshot().id();
        return now.equals(pinned.id()) ? new Availability.Available(Optional.empty()) : new Availability.Gone(now);
    }

    /** Only reading tells. */
    @Override
    public OptionalLong size(Snapshot pinned) {
        return OptionalLong.empty();
    }

    @Override
    public DocumentReader open(Snapshot pinned, Position position) throws IOException {
        Matcher snapshot = PINNED.matcher(pinned.id());
        if (!snapshot.matches() || Files.size(file) != Long.parseLong(snapshot.group(1))) {
            throw new SourceException(
                    file + ": has " + Files.size(file) + " bytes; the run began with " + pinned.id(),
                    new Remedy.BringBack(),
                    new Remedy.StartOver(false));
        }
        long bytes = Long.parseLong(snapshot.group(1));
        return position.isStart()
                ? WetReader.fromStart(file, bytes)
                : WetReader.after(PositionFields.of(position).number("record", bytes), file, bytes);
    }
}
