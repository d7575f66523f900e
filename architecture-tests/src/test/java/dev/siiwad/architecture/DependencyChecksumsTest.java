package dev.siiwad.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every library of the program and of its tests is byte for byte the one that was reviewed. After a change of versions the list is written anew with
 * {@code mvn -pl architecture-tests -am test -Dtest=DependencyChecksumsTest -Dsurefire.failIfNoSpecifiedTests=false -Dsiiwad.checksums=write}.
 */
class DependencyChecksumsTest {
    private static final Path LIST = Path.of("..", "dependencies.sha256");

    @Test
    void everyLibraryIsTheOneThatIsListed() throws IOException {
        List<String> found = checksums();
        assertThat(found).hasSizeGreaterThan(40);
        if ("write".equals(System.getProperty("siiwad.checksums"))) {
            Files.write(LIST, found);
        }
        assertThat(found)
                .as(
                        "libraries whose bytes are in no line of dependencies.sha256: changed on the way here, or new; SECURITY.md says"
                                + " how the list is written anew")
                .isSubsetOf(Files.readAllLines(LIST));
    }

    /** As {@code sha256sum} writes them. */
    private static List<String> checksums() throws IOException {
        TreeMap<String, String> checksums = new TreeMap<>();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String entry : classPath.split(Pattern.quote(File.pathSeparator))) {
            Path jar = Path.of(entry);
            String name = jar.getFileName().toString();
            if (name.endsWith(".jar") && !name.startsWith("siiwad") && Files.isRegularFile(jar)) {
                checksums.put(name, sha256(jar) + "  " + name);
            }
        }
        return List.copyOf(checksums.values());
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
