package dev.siiwad.source.huggingface;

import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.rows.NaturalOrder;
import dev.siiwad.source.rows.Shard;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Parquet that the Hub makes of a dataset and keeps under a revision of its own: {@code somali/train/0000.parquet}, of configuration and split. Of
 * a split that is too large, only the first files are converted, and it is called {@code partial-train}, as in dataset-viewer's
 * {@code libcommon/parquet_utils.py}; one of very many files goes on in {@code train-part1}, as that of HuggingFaceFW/fineweb does. Names of splits
 * have no dash of their own.
 */
final class ConvertedParquet {
    static final String REVISION = "refs/convert/parquet";

    private static final Logger LOG = LoggerFactory.getLogger(ConvertedParquet.class);
    private static final Pattern FILE = Pattern.compile("(.+)/(partial-)?([^/]+?)(?:-part\\d+)?/\\d{4,}\\.parquet");
    private static final String DEFAULT = "default";

    private record Part(String config, boolean partial, String split, Shard shard) {}

    private ConvertedParquet() {}

    /**
     * The files of one split in natural order.
     *
     * @param dataset for messages
     * @param files all of the revision
     * @param config without one, the only one or the one of that name
     */
    static List<Shard> among(List<Shard> files, String dataset, Optional<String> config, String split)
            throws SourceException {
        List<Part> parts = files.stream().flatMap(file -> part(file).stream()).toList();
        List<String> configs = parts.stream().map(Part::config).distinct().toList();
        String chosen = config(dataset, configs, config);
        List<Part> ofConfig =
                parts.stream().filter(part -> part.config().equals(chosen)).toList();
        List<Part> ofSplit =
                ofConfig.stream().filter(part -> part.split().equals(split)).toList();
        if (ofSplit.isEmpty()) {
            throw new SourceException(
                    dataset + ": configuration \"" + chosen + "\" has no split \"" + split + "\" at " + REVISION,
                    new Remedy.Choose(
                            "split",
                            ofConfig.stream().map(Part::split).distinct().toList()));
        }
        if (ofSplit.stream().anyMatch(Part::partial)) {
            LOG.warn(
                    "{}: of split \"{}\" of configuration \"{}\" the Hub has converted the first 5 GB or so alone, in {} files"
                            + " partial-{}; the rest is missing. Revision main has all of it",
                    dataset,
                    split,
                    chosen,
                    ofSplit.size(),
                    split);
        }
        return ofSplit.stream()
                .map(Part::shard)
                .sorted(Comparator.comparing(Shard::path, NaturalOrder.INSTANCE))
                .toList();
    }

    private static String config(String dataset, List<String> configs, Optional<String> wanted) throws SourceException {
        if (configs.isEmpty()) {
            throw new SourceException(
                    dataset + ": has no files of a form like default/train/0000.parquet at " + REVISION,
                    new Remedy.LeaveOut("revision"));
        }
        String chosen = wanted.orElse(configs.size() == 1 ? configs.get(0) : DEFAULT);
        if (!configs.contains(chosen)) {
            String what = wanted.isPresent() ? "has no configuration \"" + chosen + "\"" : "has several configurations";
            throw new SourceException(dataset + ": " + what + " at " + REVISION, new Remedy.Choose("config", configs));
        }
        return chosen;
    }

    private static Optional<Part> part(Shard shard) {
        Matcher file = FILE.matcher(shard.path());
        return file.matches()
                ? Optional.of(new Part(file.group(1), file.group(2) != null, file.group(3), shard))
                : Optional.empty();
    }
}
