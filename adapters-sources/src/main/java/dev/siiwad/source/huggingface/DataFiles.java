package dev.siiwad.source.huggingface;

import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.rows.NaturalOrder;
import dev.siiwad.source.rows.Shard;
import dev.siiwad.source.rows.ShardFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds the files of one split of a configuration among all files of a repository. */
final class DataFiles {
    private static final Set<String> NO_DATA = Set.of(
            "README.md", "config.json", "dataset_info.json", "dataset_infos.json", "dataset_dict.json", "state.json");
    private static final int NAMES_SHOWN_MAX = 20;
    private static final String PARQUET_REVISION = "refs/convert/parquet";

    private final String dataset;
    private final DatasetCard.Config config;
    private final String split;
    private final List<Glob> globs = new ArrayList<>();

    /**
     * @param dataset for messages
     * @throws IOException if the configuration has no such split
     */
    DataFiles(String dataset, DatasetCard.Config config, String split) throws IOException {
        this.dataset = dataset;
        this.config = config;
        this.split = split;
        if (!config.patterns().isEmpty() && !config.patterns().containsKey(split)) {
            throw noSplit(config.patterns().keySet());
        }
        for (String pattern : config.patterns().getOrDefault(split, List.of())) {
            try {
                globs.add(new Glob(config.directory().isEmpty() ? pattern : config.directory() + "/" + pattern));
            } catch (IllegalArgumentException e) {
                throw new IOException(dataset + ": README.md has data_files " + pattern + ": " + e.getMessage(), e);
            }
        }
    }

    /** The directory below which all of them are; empty for the root. */
    String directory() {
        if (globs.isEmpty()) {
            return config.directory();
        }
        String common = globs.get(0).directory();
        for (Glob glob : globs) {
            while (!common.isEmpty() && !(glob.directory() + "/").startsWith(common + "/")) {
                common = common.substring(0, Math.max(0, common.lastIndexOf('/')));
            }
        }
        return common;
    }

    /** The files of the split in natural order. */
    List<Shard> among(List<Shard> files) throws IOException {
        Set<String> paths = new TreeSet<>(NaturalOrder.INSTANCE);
        paths.addAll(globs.isEmpty() ? bySplitNames(files) : byPatterns(files));
        return paths.stream()
                .map(path -> files.stream()
                        .filter(file -> file.path().equals(path))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    private List<String> byPatterns(List<Shard> files) throws IOException {
        List<String> found = files.stream()
                .map(Shard::path)
                .filter(path -> globs.stream().anyMatch(glob -> glob.matches(path) && !isNoData(path, glob)))
                .toList();
        if (found.isEmpty()) {
            throw new IOException(dataset + ": no file matches " + globs + ", which README.md names for split \""
                    + split + "\" of configuration \"" + config.name() + "\"");
        }
        for (String path : found) {
            if (ShardFormat.of(path).isEmpty()) {
                throw new IOException(
                        dataset + ": " + path + " is of a format that is not read; these are: " + ShardFormat.NAMES);
            }
        }
        return found;
    }

    private List<String> bySplitNames(List<Shard> files) throws IOException {
        String prefix = config.directory().isEmpty() ? "" : config.directory() + "/";
        Glob all = new Glob("**");
        List<String> readable = files.stream()
                .map(Shard::path)
                .filter(path -> path.startsWith(prefix))
                .map(path -> path.substring(prefix.length()))
                .filter(path -> all.matches(path)
                        && !isNoData(path, all)
                        && ShardFormat.of(path).isPresent())
                .toList();
        if (readable.isEmpty()) {
            throw new SourceException(
                    dataset + ": has no file of a format that is read, which are " + ShardFormat.NAMES + "; it has "
                            + files.stream()
                                    .map(Shard::path)
                                    .limit(NAMES_SHOWN_MAX)
                                    .toList()
                            + ". The Hub converts many datasets to Parquet, under another revision",
                    new Remedy.Choose("revision", List.of(PARQUET_REVISION)));
        }
        Map<String, List<String>> splits = SplitNames.bySplit(readable);
        if (!splits.containsKey(split)) {
            throw noSplit(splits.keySet());
        }
        return splits.get(split).stream().map(path -> prefix + path).toList();
    }

    private static boolean isNoData(String path, Glob glob) {
        String file = path.substring(path.lastIndexOf('/') + 1);
        return NO_DATA.contains(file) && !glob.toString().endsWith(file);
    }

    private SourceException noSplit(Set<String> splits) {
        return new SourceException(
                dataset + ": configuration \"" + config.name() + "\" has no split \"" + split + "\"",
                new Remedy.Choose("split", List.copyOf(splits)));
    }
}
