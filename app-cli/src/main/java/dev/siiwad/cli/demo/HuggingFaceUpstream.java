package dev.siiwad.cli.demo;

import dev.siiwad.digest.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** A small dataset in three shards on a small Hub, with a line here and there that is broken. */
final class HuggingFaceUpstream implements Upstream {
    private static final int SHARDS = 3;
    private static final int LINES_PER_SHARD = 1000;
    private static final String REPOSITORY = "siiwad/tusaale";
    private static final String COMMIT = Sha1.hex(REPOSITORY.getBytes(StandardCharsets.UTF_8));
    private static final String CARD = """
            ---
            configs:
            - config_name: so
              data_files:
              - split: train
                path: data/so-*.json.gz
            ---
            A dataset that the demo has made.
            """;

    private final SortedMap<String, byte[]> files = files();

    @Override
    public String name() {
        return "Hugging Face";
    }

    @Override
    public List<String> arguments() {
        return List.of("huggingface", "custom", "--dataset-name", REPOSITORY, "--config", "so");
    }

    @Override
    public Map<String, String> environment(String baseUrl) {
        return Map.of("HF_ENDPOINT", baseUrl);
    }

    @Override
    public Optional<Served> serve(String path) {
        String api = "/api/datasets/" + REPOSITORY;
        if (path.startsWith(api + "/revision/")) {
            return Optional.of(Served.json("{\"id\":\"" + REPOSITORY + "\",\"sha\":\"" + COMMIT + "\"}"));
        }
        if (path.startsWith(api + "/tree/" + COMMIT)) {
            return Optional.of(Served.json(tree()));
        }
        String resolve = "/datasets/" + REPOSITORY + "/resolve/" + COMMIT + "/";
        return path.startsWith(resolve)
                ? Optional.ofNullable(files.get(path.substring(resolve.length())))
                        .map(Served::bytes)
                : Optional.empty();
    }

    private String tree() {
        StringBuilder entries = new StringBuilder();
        files.forEach((path, bytes) -> entries.append(entries.length() == 0 ? "" : ",")
                .append("{\"type\":\"file\",\"path\":\"" + path + "\",\"size\":" + bytes.length + ",\"oid\":\"" + COMMIT
                        + "\",\"lfs\":{\"oid\":\"" + Sha256.hex(bytes) + "\",\"size\":" + bytes.length
                        + "}}"));
        return "[" + entries + "]";
    }

    private static SortedMap<String, byte[]> files() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put("README.md", CARD.getBytes(StandardCharsets.UTF_8));
        for (int shard = 0; shard < SHARDS; shard++) {
            files.put(String.format(Locale.ROOT, "data/so-%05d-of-%05d.json.gz", shard, SHARDS), shard(shard));
        }
        return files;
    }

    private static byte[] shard(int shard) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            for (int line = 0; line < LINES_PER_SHARD; line++) {
                long number = (long) shard * LINES_PER_SHARD + line;
                String json = number % 500 == 499
                        ? "{\"text\": \"" + Prose.title(number)
                        : "{\"text\":\"" + Prose.paragraph(number)
                                + "\",\"timestamp\":\"2026-10-05T12:00:00Z\",\"url\":" + "\"https://tusaale.example/"
                                + number + "\"}";
                gzip.write((json + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory took no bytes", e);
        }
        return bytes.toByteArray();
    }
}
