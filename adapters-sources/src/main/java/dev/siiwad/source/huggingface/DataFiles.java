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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the files of one split of a configuration among all files of a repository, as the {@code datasets} library does. Of the files that wildcards or
 * names of splits find, only those of one {@linkplain DataKind kind} are taken; a file that is named in full is taken as it is named.
 */
final class DataFiles {
    private static final Logger LOG = LoggerFactory.getLogger(DataFiles.class);
    private static final Set<String> NO_DATA = Set.of(
            "README.md",
            "config.json",
            "dataset_info.json",
            "dataset_infos.json",
            "dataset_dict.json",
            "dummy_data.zip",
            "state.json");
    private static final int NAMES_SHOWN_MAX = 20;

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
                throw new SourceException(dataset + ": " + config.origin() + " " + pattern + ": " + e.getMessage(), e);
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
        Map<String, Shard> byPath = new TreeMap<>(NaturalOrder.INSTANCE);
        files.forEach(file -> byPath.put(file.path(), file));
        List<String> paths = List.copyOf(byPath.keySet());
        Set<String> chosen = Set.copyOf(globs.isEmpty() ? bySplitNames(paths) : byPatterns(paths));
        return byPath.values().stream()
                .filter(file -> chosen.contains(file.path()))
                .toList();
    }

    private List<String> byPatterns(List<String> paths) throws IOException {
        List<String> named = paths.stream()
                .filter(path -> globs.stream().anyMatch(glob -> glob.toString().equals(path)))
                .toList();
        List<String> matched = paths.stream()
                .filter(path -> !named.contains(path)
                        && globs.stream().anyMatch(glob -> glob.matches(path) && !isNoData(path, glob)))
                .toList();
        if (named.isEmpty() && matched.isEmpty()) {
            throw new SourceException(dataset + ": no file matches " + globs + ", which " + config.origin()
                    + " names for split \"" + split + "\" of configuration \"" + config.name() + "\"; there are "
                    + paths.stream().limit(NAMES_SHOWN_MAX).toList());
        }
        List<String> chosen = new ArrayList<>(named);
        chosen.addAll(ofOneKind(matched));
        return readable(chosen);
    }

    private List<String> bySplitNames(List<String> paths) throws IOException {
        String prefix = config.directory().isEmpty() ? "" : config.directory() + "/";
        Glob all = new Glob("**");
        List<String> data = paths.stream()
                .filter(path -> path.startsWith(prefix))
                .map(path -> path.substring(prefix.length()))
                .filter(path -> all.matches(path) && !isNoData(path, all) && DataKind.isData(path))
                .toList();
        if (data.isEmpty()) {
            throw nothingToRead("has no file of a format that is read, which are " + ShardFormat.NAMES, paths);
        }
        Map<String, List<String>> splits = SplitNames.bySplit(data);
        if (!splits.containsKey(split)) {
            throw noSplit(splits.keySet());
        }
        List<String> chosen = ofOneKind(splits.get(split));
        if (chosen.stream().noneMatch(path -> ShardFormat.of(path).isPresent())) {
            throw nothingToRead(
                    "the data of split \"" + split + "\" are files like " + chosen.get(0)
                            + ", of a format that is not read; these are: " + ShardFormat.NAMES,
                    paths);
        }
        return readable(chosen).stream().map(path -> prefix + path).toList();
    }

    /** Those of the kind that most are of. Which are passed over is said, since one of two kinds may be what was wanted. */
    private List<String> ofOneKind(List<String> paths) {
        Optional<DataKind> kind = DataKind.ofMost(paths);
        List<String> chosen = paths.stream()
                .filter(path -> kind.isEmpty() || kind.get().includes(path))
                .toList();
        if (chosen.size() < paths.size()) {
            List<String> others = paths.stream()
                    .filter(path -> !chosen.contains(path))
                    .limit(NAMES_SHOWN_MAX)
                    .toList();
            LOG.info(
                    "{}: split \"{}\" is read from its {} files {}, as most of its files are; {} others are passed over: {}",
                    dataset,
                    split,
                    chosen.size(),
                    kind.orElseThrow(),
                    paths.size() - chosen.size(),
                    others);
        }
        return chosen;
    }

    private List<String> readable(List<String> paths) throws IOException {
        for (String path : paths) {
            if (ShardFormat.of(path).isEmpty()) {
                throw new SourceException(
                        dataset + ": " + path + " is of a format that is not read; these are: " + ShardFormat.NAMES);
            }
        }
        return paths;
    }

    private static boolean isNoData(String path, Glob glob) {
        String file = path.substring(path.lastIndexOf('/') + 1);
        return NO_DATA.contains(file) && !glob.toString().endsWith(file);
    }

    private SourceException nothingToRead(String what, List<String> paths) {
        return new SourceException(
                dataset + ": " + what + "; it has "
                        + paths.stream().limit(NAMES_SHOWN_MAX).toList()
                        + ". The Hub converts many datasets to Parquet, under another revision",
                new Remedy.Choose("revision", List.of(ConvertedParquet.REVISION)));
    }

    private SourceException noSplit(Set<String> splits) {
        return new SourceException(
                dataset + ": configuration \"" + config.name() + "\" has no split \"" + split + "\"",
                new Remedy.Choose("split", List.copyOf(splits)));
    }
}
