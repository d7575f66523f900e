package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the command line runs with. */
class ClassPathTest {
    /** Its jars would more than double the program. */
    @Test
    void hasNothingOfAnEngine() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> jars = Stream.of(classPath.split(Pattern.quote(File.pathSeparator)))
                .map(entry -> Path.of(entry).getFileName().toString())
                .toList();
        assertThat(jars).anyMatch(jar -> jar.startsWith("picocli"));
        assertThat(jars).noneMatch(jar -> jar.contains("flink") || jar.contains("log4j"));
    }
}
