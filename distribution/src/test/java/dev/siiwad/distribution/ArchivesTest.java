package dev.siiwad.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarInputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code mvn package} has made of everything that was built. */
class ArchivesTest {
    private static final String VERSION = System.getProperty("siiwad.version");
    private static final Instant TIME = Instant.parse(System.getProperty("siiwad.time"));
    private static final Path ROOT = Path.of(System.getProperty("siiwad.root"));
    private static final Path TARGET = Path.of("target");
    private static final String TOP = "siiwad-" + VERSION + "/";

    private static Map<String, Entry> tar;

    @TempDir
    Path directory;

    @BeforeAll
    static void open() throws IOException {
        tar = Entry.ofTar(TARGET.resolve("siiwad-" + VERSION + ".tar.gz"));
    }

    @Test
    void everythingIsBelowOneDirectoryWithFixedOwnersTimesAndPermissions() {
        assertThat(tar.keySet()).allMatch(name -> name.startsWith(TOP));
        tar.forEach((name, entry) -> {
            assertThat(entry.owner()).as(name).isEqualTo("0:0 root:root");
            assertThat(entry.time()).as(name).isEqualTo(TIME);
            assertThat(entry.mode()).as(name).isEqualTo(name.startsWith(TOP + "bin/") ? 0755 : 0644);
        });
    }

    @Test
    void theProgramIsThereWithEveryLibraryThatItNames() throws IOException {
        byte[] program = tar.get(TOP + "siiwad.jar").bytes();
        try (JarInputStream jar = new JarInputStream(new ByteArrayInputStream(program))) {
            String[] libraries =
                    jar.getManifest().getMainAttributes().getValue("Class-Path").split(" ");
            assertThat(libraries).hasSizeGreaterThan(50);
            assertThat(tar.keySet())
                    .containsAll(
                            Arrays.stream(libraries).map(name -> TOP + name).toList());
            assertThat(tar.keySet().stream().filter(name -> name.matches(".*/lib/.*\\.jar")))
                    .hasSameSizeAs(libraries);
        }
    }

    @Test
    void whatAPersonNeedsIsThere() throws IOException {
        assertThat(tar.keySet())
                .contains(
                        TOP + "bin/siiwad",
                        TOP + "bin/hfsom-download",
                        TOP + "share/man/man1/siiwad.1.gz",
                        TOP + "share/man/man1/siiwad-ingest-wikipedia.1.gz",
                        TOP + "share/bash-completion/completions/siiwad",
                        TOP + "share/zsh/site-functions/_siiwad",
                        TOP + "README.md",
                        TOP + "docs/recovery.md",
                        TOP + "LICENSE",
                        TOP + "NOTICE");
        assertThat(text(tar.get(TOP + "THIRD-PARTY.txt"))).contains("info.picocli:picocli", "Apache");
        try (var docs = Files.list(ROOT.resolve("docs"))) {
            assertThat(tar.keySet())
                    .containsAll(docs.filter(Files::isRegularFile)
                            .map(file -> TOP + "docs/" + file.getFileName())
                            .toList());
        }
    }

    @Test
    void theBillOfMaterialsNamesEveryLibrary() {
        assumeTrue(
                tar.containsKey(TOP + "siiwad-sbom.json"),
                "Skipped: Maven was offline, and then the plugin that writes the bill of materials does not run");
        String bill = text(tar.get(TOP + "siiwad-sbom.json"));
        List<String> missing = tar.keySet().stream()
                .filter(name -> name.matches(".*/lib/.*\\.jar"))
                .map(name -> name.replaceAll(".*/lib/(.*?)-[0-9].*", "$1"))
                .filter(name -> !bill.contains("\"name\" : \"" + name + "\""))
                .toList();
        assertThat(missing).isEmpty();
    }

    @Test
    void nothingTellsWhereItWasBuilt() {
        List<String> telling = tar.entrySet().stream()
                .filter(entry ->
                        !entry.getKey().contains("/lib/") || entry.getKey().contains("siiwad"))
                .filter(entry -> text(entry.getValue()).contains(ROOT.toString()))
                .map(Map.Entry::getKey)
                .toList();
        assertThat(telling).isEmpty();
    }

    @Test
    void theZipFileHoldsTheSame() throws IOException {
        Map<String, Entry> zip = Entry.ofZip(TARGET.resolve("siiwad-" + VERSION + ".zip"));
        assertThat(zip.keySet()).hasSameElementsAs(tar.keySet());
        zip.forEach((name, entry) -> {
            assertThat(Arrays.equals(entry.bytes(), tar.get(name).bytes()))
                    .as(name)
                    .isTrue();
            assertThat(entry.mode()).as(name).isEqualTo(tar.get(name).mode());
            assertThat(entry.time()).as(name).isEqualTo(TIME);
        });
    }

    @Test
    void theDebianPackageHoldsTheSameWhereDebianWantsIt() throws IOException {
        Path deb = TARGET.resolve("siiwad_" + VERSION.replace("-SNAPSHOT", "~snapshot") + "_all.deb");
        assertThat(text(Entry.ofDeb(deb, "control.tar").get("control")))
                .contains(
                        "Package: siiwad\n",
                        "Version: " + VERSION.replace("-SNAPSHOT", "~snapshot") + "\n",
                        "Depends: default-jre-headless (>= 2:1.17) | java17-runtime-headless\n");
        Map<String, Entry> data = Entry.ofDeb(deb, "data.tar");
        assertThat(data.get("usr/bin/siiwad").target()).isEqualTo("../share/siiwad/bin/siiwad");
        assertThat(data.keySet())
                .contains(
                        "usr/share/man/man1/siiwad.1.gz",
                        "usr/share/bash-completion/completions/siiwad",
                        "usr/share/zsh/vendor-completions/_siiwad",
                        "usr/share/doc/siiwad/copyright",
                        "usr/share/doc/siiwad/changelog.gz",
                        "usr/share/doc/siiwad/THIRD-PARTY.txt");
        assertThat(data.keySet().stream().filter(name -> name.matches("usr/(share/siiwad|bin)/.*")))
                .hasSameElementsAs(Stream.concat(
                                Stream.of("usr/bin/siiwad"),
                                tar.keySet().stream()
                                        .map(name -> name.substring(TOP.length()))
                                        .filter(name -> name.matches("bin/.*|lib/.*|siiwad\\.jar"))
                                        .map(name -> name.matches("bin/siiwad|(lib/.*|siiwad\\.jar)")
                                                ? "usr/share/siiwad/" + name
                                                : "usr/" + name))
                        .collect(Collectors.toSet()));
        data.forEach((name, entry) -> {
            assertThat(entry.owner()).as(name).isEqualTo("0:0 root:root");
            assertThat(entry.time()).as(name).isEqualTo(TIME);
            assertThat(entry.mode())
                    .as(name)
                    .isEqualTo(name.contains("/bin/") ? entry.target().isEmpty() ? 0755 : 0777 : 0644);
        });
    }

    /** By the launcher, through a link, with nothing on the path but what its shell needs. */
    @Test
    void itRunsFromAnArchiveThatWasUnpacked() throws Exception {
        Path java = Files.createSymbolicLink(
                directory.resolve("java"), Path.of(System.getProperty("java.home"), "bin", "java"));
        for (Map.Entry<String, Entry> entry : tar.entrySet()) {
            Path file = directory.resolve(entry.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, entry.getValue().bytes());
            assertThat(file.toFile().setExecutable((entry.getValue().mode() & 0100) != 0))
                    .isTrue();
        }
        Path link = Files.createSymbolicLink(directory.resolve("siiwad"), directory.resolve(TOP + "bin/siiwad"));
        ProcessBuilder builder = new ProcessBuilder(link.toString(), "--version").redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", java.getParent() + ":/usr/bin:/bin");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).matches("siiwad \\Q" + VERSION + "\\E \\(build ([0-9a-f]{12,}(-modified)?|unknown)\\)\n");
        assertThat(process.waitFor()).isZero();
    }

    private static String text(Entry entry) {
        return new String(entry.bytes(), StandardCharsets.ISO_8859_1);
    }
}
