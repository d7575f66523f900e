package dev.siiwad.storage.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.siiwad.publish.Datasets;
import dev.siiwad.publish.PublishedText;
import dev.siiwad.storage.json.Json;
import dev.siiwad.storage.silver.Helpers;
import dev.siiwad.storage.silver.PartFormat;
import dev.siiwad.storage.silver.SharedColumns;
import dev.siiwad.storage.silver.SilverLine;
import dev.siiwad.storage.silver.SilverRecord;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** JSON Lines in one zstd frame with a checksum: an object for each document with all columns in their order, nulls included. */
public final class JsonLinesFormat implements PartFormat {
    private static final ObjectMapper JSON = Json.mapper();

    /** The default of zstd; fixed here because the bytes depend on it. */
    private static final int LEVEL = 3;

    private static final int BUFFER_BYTES = 64 * 1024;

    @Override
    public String suffix() {
        return ".jsonl.zst";
    }

    @Override
    public Part begin(OutputStream out, SharedColumns shared, Helpers helpers) throws IOException {
        return new Lines(out, shared, helpers);
    }

    @Override
    public void readIds(Path file, Consumer<String> ids) throws IOException {
        read(file, row -> {
            JsonNode id = row.path("id");
            if (!id.isTextual()) {
                throw new IllegalArgumentException("has no id");
            }
            ids.accept(id.textValue());
            return true;
        });
    }

    @Override
    public void readTexts(Path file, Datasets.Texts texts) throws IOException {
        read(file, row -> {
            JsonNode id = row.path("id");
            JsonNode text = row.path("text");
            if (!id.isTextual() || !text.isTextual()) {
                throw new IllegalArgumentException("has no id or no text");
            }
            return texts.take(new PublishedText(id.textValue(), text.textValue()));
        });
    }

    @Override
    public void readRecords(Path file, Consumer<SilverRecord> records) throws IOException {
        read(file, row -> {
            List<SilverRecord.Cell> cells = new ArrayList<>();
            row.properties()
                    .forEach(member -> cells.add(new SilverRecord.Cell(member.getKey(), value(member.getValue()))));
            records.accept(SilverRecord.read(cells));
            return true;
        });
    }

    private static Optional<Object> value(JsonNode value) {
        if (value.isNull()) {
            return Optional.empty();
        }
        return Optional.of(value.isIntegralNumber() ? value.longValue() : value.asText());
    }

    private static void read(Path file, Predicate<JsonNode> wantsMore) throws IOException {
        try (InputStream in = new ZstdInputStream(new BufferedInputStream(Files.newInputStream(file)));
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()))) {
            long number = 1;
            boolean more = true;
            for (String line = lines.readLine(); more && line != null; line = lines.readLine()) {
                try {
                    more = wantsMore.test(JSON.readTree(line));
                } catch (IllegalArgumentException e) {
                    throw new IOException("line " + number + " " + e.getMessage(), e);
                }
                number++;
            }
        } catch (IOException e) {
            throw new IOException(file + ": cannot be read as a dataset in JSON Lines: " + e.getMessage(), e);
        }
    }

    private static final class Lines implements Part {
        private final ZstdOutputStreamNoFinalizer compressed;
        private final WritesAhead ahead;
        private final OutputStream buffered;
        private final SharedColumns shared;

        Lines(OutputStream out, SharedColumns shared, Helpers helpers) throws IOException {
            this.compressed = new ZstdOutputStreamNoFinalizer(out, LEVEL).setChecksum(true);
            this.ahead = new WritesAhead(compressed, helpers);
            this.buffered = new BufferedOutputStream(ahead, BUFFER_BYTES);
            this.shared = shared;
        }

        @Override
        public void add(SilverLine line) throws IOException {
            line.writeTo(buffered, shared);
        }

        @Override
        public void end() throws IOException {
            buffered.flush();
            close();
        }

        @Override
        public void close() throws IOException {
            ahead.close();
            compressed.closeWithoutClosingParentStream();
        }
    }
}
