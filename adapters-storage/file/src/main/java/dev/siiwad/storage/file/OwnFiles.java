package dev.siiwad.storage.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What in a directory this program has made and may remove: told by the exact form of the name. A link is never ours and never followed, whether it is in the place of
 * the directory or of something in it.
 */
final class OwnFiles {
    private OwnFiles() {}

    /** In the order of the names; none if the directory is a link, or is not there. */
    static List<Path> files(Path directory, Predicate<String> names) throws IOException {
        return list(directory, file -> names.test(name(file)) && isFile(file));
    }

    /** The same of the directories in it. */
    static List<Path> directories(Path directory, Predicate<String> names) throws IOException {
        return list(directory, inner -> names.test(name(inner)) && isDirectory(inner));
    }

    /** All that is in a directory, whoever made it. */
    static List<Path> all(Path directory) throws IOException {
        return list(directory, any -> true);
    }

    static boolean isFile(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }

    static boolean isDirectory(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static List<Path> list(Path directory, Predicate<Path> ours) throws IOException {
        if (!isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.filter(ours).sorted().toList();
        }
    }

    static String name(Path path) {
        return path.getFileName().toString();
    }
}
