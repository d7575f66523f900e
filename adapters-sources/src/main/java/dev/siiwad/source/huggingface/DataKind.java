package dev.siiwad.source.huggingface;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the files of a split are, by their names. A split is of one kind, as in the {@code datasets} library: that of the commonest ending, and on a tie
 * the first of Parquet, Lance, Arrow, JSON Lines, JSON and CSV. Files of other kinds are often the same rows a second time.
 */
enum DataKind {
    JSON("jsonl", "json", "ndjson"),
    PARQUET("parquet", "geoparquet", "gpq"),
    LANCE("lance"),
    ARROW("arrow"),
    CSV("csv", "tsv"),
    TEXT("txt"),
    CONLL("conll", "conllu"),
    XML("xml"),
    TAR("tar"),
    HDF5("hdf5", "h5"),
    EVAL("eval"),
    TSFILE("tsfile"),
    ZIP("zip"),
    IMAGES("jpg", "jpeg", "png", "gif", "webp", "bmp", "tif", "tiff"),
    SOUND("wav", "mp3", "flac", "ogg", "opus", "m4a"),
    VIDEO("mp4", "mkv", "avi", "mov", "webm"),
    PDF("pdf");

    private static final List<String> PREFERRED = List.of("csv", "json", "jsonl", "arrow", "lance", "parquet");
    private static final Map<String, DataKind> BY_ENDING = byEnding();

    private final List<String> endings;

    DataKind(String... endings) {
        this.endings = List.of(endings);
    }

    private static Map<String, DataKind> byEnding() {
        Map<String, DataKind> kinds = new HashMap<>();
        for (DataKind kind : values()) {
            kind.endings.forEach(ending -> kinds.put(ending, kind));
        }
        return Map.copyOf(kinds);
    }

    /** The kind of most of these files; empty if none of them is of any. */
    static Optional<DataKind> ofMost(List<String> paths) {
        Map<String, Integer> counts = new HashMap<>();
        for (String path : paths) {
            for (String ending : endings(path)) {
                counts.merge(ending, 1, Integer::sum);
            }
        }
        return counts.keySet().stream()
                .filter(BY_ENDING::containsKey)
                .max(Comparator.<String>comparingInt(counts::get)
                        .thenComparingInt(PREFERRED::indexOf)
                        .thenComparing(Comparator.naturalOrder()))
                .map(BY_ENDING::get);
    }

    /** Whether a file is of any kind. */
    static boolean isData(String path) {
        return endings(path).stream().anyMatch(BY_ENDING::containsKey);
    }

    boolean includes(String path) {
        return endings(path).stream().anyMatch(endings::contains);
    }

    /** Such as {@code .jsonl/.json/.ndjson}. */
    @Override
    public String toString() {
        return "." + String.join("/.", endings);
    }

    /** All that follows a dot: {@code json} and {@code gz} of {@code a.json.gz}. */
    private static List<String> endings(String path) {
        String file = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return Arrays.stream(file.split("\\.", -1)).skip(1).toList();
    }
}
