package dev.siiwad.source.huggingface;

import dev.siiwad.source.SourceException;
import java.util.ArrayList;
import java.util.List;

/** A {@code data_dir}: a directory of a repository, below which its files are looked for. */
final class DataDirectory {
    private DataDirectory() {}

    /**
     * Its path without a leading or trailing mark; empty for the root.
     *
     * @param who the beginning of the message
     * @throws SourceException if it is not inside the repository
     */
    static String of(String who, String path) throws SourceException {
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/")) {
            if (part.equals("..") || part.contains("\\") || part.contains(":")) {
                throw outside(who, path);
            }
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        if (path.startsWith("/")) {
            throw outside(who, path);
        }
        return String.join("/", parts);
    }

    private static SourceException outside(String who, String path) {
        return new SourceException(who + " data_dir \"" + path + "\"; expected a directory inside the repository");
    }
}
