package dev.siiwad.source.huggingface;

import java.util.ArrayList;
import java.util.List;

/** A {@code data_dir}: a directory of a repository, below which its files are looked for. */
final class DataDirectory {
    private DataDirectory() {}

    /**
     * Its path without a leading or trailing mark; empty for the root.
     *
     * @throws IllegalArgumentException if it is not inside the repository
     */
    static String of(String path) {
        requireInside("data_dir", path);
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/")) {
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }

    /** @throws IllegalArgumentException if a path or pattern is not inside the repository */
    static void requireInside(String what, String path) {
        boolean outside = path.startsWith("/")
                || path.matches("(?s).*[\\\\:].*")
                || List.of(path.split("/")).contains("..");
        if (outside) {
            throw new IllegalArgumentException(
                    what + " is \"" + path + "\"; expected a path inside the repository, without .. and :");
        }
    }
}
