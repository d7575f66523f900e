package dev.siiwad.source.huggingface;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells by their names which split files belong to, where a repository does not say: {@code data/train-00000-of-00003.parquet}, else a directory named
 * after a split, else a file named after one, else all are {@code train}. The first of these ways that fits any file is taken for all, as the
 * {@code datasets} library does.
 */
final class SplitNames {
    private static final Pattern NUMBERED = Pattern.compile("data/([^/]+)-\\d{5}-of-\\d{5}[^/]*\\.[^/]*");
    private static final Map<String, String> KEYWORDS = keywords();

    private SplitNames() {}

    private static Map<String, String> keywords() {
        Map<String, String> keywords = new LinkedHashMap<>();
        keywords.put("train", "train|training");
        keywords.put("validation", "validation|valid|dev|val");
        keywords.put("test", "test|testing|eval|evaluation");
        return keywords;
    }

    /** Split to paths, in the order given; empty if there are no paths. */
    static Map<String, List<String>> bySplit(List<String> paths) {
        Map<String, List<String>> splits = new LinkedHashMap<>();
        for (String path : paths) {
            Matcher numbered = NUMBERED.matcher(path);
            if (numbered.matches()) {
                splits.computeIfAbsent(numbered.group(1), name -> new ArrayList<>())
                        .add(path);
            }
        }
        if (splits.isEmpty()) {
            splits = byKeyword(paths, "(?:.*/)?(?:[^/]*[-._ 0-9])?(?:%s)(?:[-._ 0-9][^/]*)?/.*");
        }
        if (splits.isEmpty()) {
            splits = byKeyword(paths, "(?:.*/)?(?:[^/]*[-._ 0-9])?(?:%s)[-._ 0-9][^/]*");
        }
        if (splits.isEmpty() && !paths.isEmpty()) {
            splits.put("train", paths);
        }
        return splits;
    }

    private static Map<String, List<String>> byKeyword(List<String> paths, String form) {
        Map<String, List<String>> splits = new LinkedHashMap<>();
        KEYWORDS.forEach((split, words) -> {
            Pattern pattern = Pattern.compile(String.format(Locale.ROOT, form, words));
            List<String> found = paths.stream()
                    .filter(path -> pattern.matcher(path).matches())
                    .toList();
            if (!found.isEmpty()) {
                splits.put(split, found);
            }
        });
        return splits;
    }
}
