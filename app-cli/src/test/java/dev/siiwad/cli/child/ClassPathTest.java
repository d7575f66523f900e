package dev.siiwad.cli.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTest {
    @TempDir
    Path directory;

    /** As a task manager of Flink has it: in a directory that is named by host and port, and without a suffix. */
    @Test
    void findsWhatHasTheSeparatorInItsName() throws IOException {
        Path job = Files.createDirectory(directory.resolve("tm_127.0.0.1" + File.pathSeparator + "45843"))
                .resolve("blob");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(job))) {
            jar.putNextEntry(new ZipEntry("in-the-job"));
        }
        Path plain = Files.createFile(directory.resolve("plain.jar"));
        String[] names = ClassPath.joined(List.of(job, plain)).split(Pattern.quote(File.pathSeparator));
        assertThat(names).hasSize(2);
        assertThat(names[1]).isEqualTo(plain.toString());
        assertThat(ClassPath.joined(List.of(job))).isEqualTo(names[0]);
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {Path.of(names[0]).toUri().toURL()}, null)) {
            assertThat(loader.findResource("in-the-job")).isNotNull();
        }
    }
}
