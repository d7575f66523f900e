package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a tree of its own, with a Java and a Maven that only say how they were called. */
class LauncherTest {
    private static final String COMPILES_LATER =
            "-XX:Tier4InvocationThreshold=20000 -XX:Tier4MinInvocationThreshold=2400"
                    + " -XX:Tier4CompileThreshold=60000 -XX:Tier4BackEdgeThreshold=160000"
                    + " -XX:MaxInlineLevel=6 -XX:InlineSmallCode=800 -XX:FreqInlineSize=120 ";

    private static final Path RELEASED = Path.of("..", "distribution", "src", "main", "launcher");

    @TempDir
    Path directory;

    private final Map<String, String> variables = new HashMap<>();
    private Path root;
    private Path tools;

    private record Outcome(int code, String said) {}

    @BeforeEach
    void plant() throws IOException {
        root = Files.createDirectory(directory.resolve("root"));
        tools = Files.createDirectory(directory.resolve("tools"));
        variables.putAll(Map.of("PATH", tools.toString(), "JAVA_OPTS", "-Xmx1g -ea"));
        Path launcher = Path.of("..", "siiwad").toRealPath();
        Files.copy(launcher, root.resolve("siiwad"));
        Path shared = Files.createDirectories(root.resolve("distribution/src/main/launcher"));
        Files.copy(RELEASED.resolve("launch.sh"), shared.resolve("launch.sh"));
        Files.createDirectories(root.resolve("app-cli/src/main"));
        Files.writeString(root.resolve("pom.xml"), "");
        for (String tool :
                List.of("bash", "dirname", "readlink", "sed", "head", "find", "mkdir", "touch", "mv", "rm", "sync")) {
            tool(tool, "exec " + found(tool) + " \"$@\"");
        }
    }

    private static Path found(String tool) {
        return List.of("/usr/bin", "/bin").stream()
                .map(place -> Path.of(place, tool))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    private void tool(String name, String script) throws IOException {
        Path file = tools.resolve(name);
        Files.deleteIfExists(file);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private void javaOfVersion(String version) throws IOException {
        tool(
                "java",
                "if [ \"$1\" = -version ]; then echo 'openjdk version \"" + version
                        + "\"' >&2; else echo \"java in $PWD: $*\"; fi");
    }

    private void jdkOfVersion(String version) throws IOException {
        javaOfVersion(version);
        tool("javac", "exit 1");
    }

    private void maven() throws IOException {
        tool("mvn", "echo built; : > app-cli/target/siiwad.jar");
    }

    private Outcome launch(Path launcher, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(launcher.toString()).directory(directory.toFile());
        builder.command().addAll(List.of(arguments));
        builder.environment().clear();
        builder.environment().putAll(variables);
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), said);
    }

    @Test
    void saysInOneLineThatJavaIsMissing() throws Exception {
        assertThat(launch(root.resolve("siiwad"), "--version"))
                .isEqualTo(new Outcome(
                        1, "siiwad: needs a JDK 17 or newer, and finds no java; install one, or set JAVA_HOME\n"));
    }

    @Test
    void saysInOneLineThatJavaIsTooOld() throws Exception {
        javaOfVersion("11.0.2");
        Outcome outcome = launch(root.resolve("siiwad"));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.said())
                .startsWith("siiwad: needs a JDK 17 or newer; ")
                .contains(" is 11.0.2;");
        assertThat(outcome.said().lines()).hasSize(1);
    }

    @Test
    void saysInOneLineThatMavenIsMissing() throws Exception {
        javaOfVersion("17.0.1");
        assertThat(launch(root.resolve("siiwad")))
                .isEqualTo(new Outcome(
                        1, "siiwad: needs Maven 3.8 or newer to build itself, and finds no mvn on the PATH\n"));
    }

    @Test
    void saysInOneLineThatThereIsARuntimeOnly() throws Exception {
        javaOfVersion("17.0.1");
        maven();
        Outcome outcome = launch(root.resolve("siiwad"));
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.said()).startsWith("siiwad: needs a JDK 17 or newer to build itself, and ");
        assertThat(outcome.said().lines()).hasSize(1);
    }

    @Test
    void buildsOnFirstUseAndAfterAChangeOnlyAndKeepsTheWorkingDirectory() throws Exception {
        jdkOfVersion("17.0.1");
        maven();
        Path link = Files.createSymbolicLink(directory.resolve("link"), root.resolve("siiwad"));
        String called = called("", "-XX:TieredStopAtLevel=1 ", "status a\u0020b");
        assertThat(launch(link, "status", "a b")).isEqualTo(new Outcome(0, "siiwad: building …\nbuilt\n" + called));
        assertThat(launch(link, "status", "a b")).isEqualTo(new Outcome(0, called));

        Files.writeString(root.resolve("app-cli/src/main/New.java"), "");
        assertThat(launch(link, "status").said()).startsWith("siiwad: building …");
        assertThat(launch(link, "status").said()).doesNotContain("building");
    }

    private String called(String archive, String compilers, String arguments) throws IOException {
        return "java in " + directory.toRealPath() + ": -XX:+UseSerialGC " + archive + compilers + "-Xmx1g -ea -jar "
                + target("siiwad.jar") + " " + arguments + "\n";
    }

    private Path target(String name) throws IOException {
        return root.toRealPath().resolve("app-cli/target").resolve(name);
    }

    @Test
    void archivesTheClassesOnceForEachBuildAndJdkAndUsesThem() throws Exception {
        jdkThatArchives("17.0.1");
        maven();
        String with17 =
                "-XX:SharedArchiveFile=" + target("siiwad-17.0.1.jsa") + " -XX:+VerifySharedSpaces -Xlog:cds*=off ";
        assertThat(launch(root.resolve("siiwad"), "ingest", "x").said())
                .endsWith(called(with17, COMPILES_LATER, "ingest x"));
        assertThat(launch(root.resolve("siiwad"), "ingest", "x").said())
                .isEqualTo(called(with17, COMPILES_LATER, "ingest x"));
        assertThat(target("siiwad-17.0.1.jsa")).hasContent("-XX:ArchiveClassesAtExit");
        assertThat(directory.resolve("archived")).hasContent("once");

        jdkThatArchives("25.0.2");
        assertThat(launch(root.resolve("siiwad"), "dataset", "verify").said())
                .contains(
                        "-XX:AOTCache=" + target("siiwad-25.0.2.aot")
                                + " -XX:+VerifySharedSpaces -Xlog:cds*=off -Xlog:aot*=off " + COMPILES_LATER + "-Xmx1g",
                        " dataset verify\n");
        assertThat(target("siiwad-25.0.2.aot")).hasContent("-XX:AOTCacheOutput");
        assertThat(directory.resolve("archived")).hasContent("once\nonce");

        maven();
        Files.writeString(root.resolve("app-cli/src/main/New.java"), "");
        assertThat(launch(root.resolve("siiwad"), "--version").said()).startsWith("siiwad: building …");
        assertThat(directory.resolve("archived")).hasContent("once\nonce\nonce");
    }

    @Test
    void doesWithoutAnArchiveThatCannotBeMade() throws Exception {
        jdkThatArchives("17.0.1");
        maven();
        Files.delete(tools.resolve("sync"));
        for (int times = 0; times < 2; times++) {
            assertThat(launch(root.resolve("siiwad"), "--version").said())
                    .endsWith(called("", "-XX:TieredStopAtLevel=1 ", "--version"));
        }
        assertThat(directory.resolve("archived")).hasContent("once");
        assertThat(target("siiwad-17.0.1.jsa")).isEmptyFile();
    }

    /** Says in the file "archived" that it has made one, and writes into that how it was asked. */
    private void jdkThatArchives(String version) throws IOException {
        jdkOfVersion(version);
        String java = Files.readString(tools.resolve("java")).replaceFirst("#!/bin/sh\n", "");
        tool(
                "java",
                "case \"$*\" in *.Rehearsal) for option; do case $option in *=/*) break;; esac; done;"
                        + " echo once >> " + directory.resolve("archived")
                        + "; echo \"${option%%=*}\" > \"${option#*=}\"; exit;; esac\n" + java);
    }

    @Test
    void saysInOneLineThatTooFewFilesMayBeOpen() throws Exception {
        jdkOfVersion("17.0.1");
        maven();
        Path limited = directory.resolve("limited");
        Files.writeString(limited, "#!/bin/sh\nulimit -n 64\nexec " + root.resolve("siiwad") + " \"$@\"\n");
        assertThat(limited.toFile().setExecutable(true)).isTrue();
        assertThat(launch(limited, "--version"))
                .isEqualTo(new Outcome(
                        1,
                        "siiwad: needs to have 256 files open at once, and may have 64 here; raise the limit, as with:"
                                + " ulimit -n 1024\n"));
        assertThat(root.resolve("app-cli/target")).doesNotExist();
    }

    /** As in an archive that was unpacked, called through a link on the path. */
    private Path release() throws IOException {
        Path home = Files.createDirectories(directory.resolve("siiwad-1.2.0"));
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("lib"));
        Files.copy(RELEASED.resolve("siiwad"), home.resolve("bin/siiwad"));
        Files.copy(RELEASED.resolve("launch.sh"), home.resolve("lib/launch.sh"));
        Files.copy(Path.of("..", "bin", "hfsom-download"), home.resolve("bin/hfsom-download"));
        Files.writeString(home.resolve("lib/build"), "0123abcd\n");
        Files.writeString(home.resolve("siiwad.jar"), "");
        return Files.createSymbolicLink(tools.resolve("siiwad"), home.resolve("bin/siiwad"));
    }

    @Test
    void aReleaseNeedsARuntimeOnlyAndKeepsItsArchiveOfClassesInTheCache() throws Exception {
        jdkThatArchives("17.0.1");
        Files.delete(tools.resolve("javac"));
        Path link = release();
        Path home = directory.resolve("siiwad-1.2.0").toRealPath();
        Path cache = Files.createDirectories(directory.resolve("cache/siiwad" + home));
        Files.writeString(cache.resolve("ofanotherbuild-17.0.1.jsa"), "old");
        variables.put("XDG_CACHE_HOME", directory.resolve("cache").toString());
        Path archive = cache.resolve("0123abcd-17.0.1.jsa");
        String called = "java in " + directory.toRealPath() + ": -XX:+UseSerialGC -XX:SharedArchiveFile=" + archive
                + " -XX:+VerifySharedSpaces -Xlog:cds*=off " + COMPILES_LATER + "-Xmx1g -ea -jar "
                + home.resolve("siiwad.jar");
        for (int times = 0; times < 2; times++) {
            assertThat(launch(link, "ingest", "a b")).isEqualTo(new Outcome(0, called + " ingest a b\n"));
        }
        assertThat(directory.resolve("archived")).hasContent("once");
        assertThat(cache).isDirectoryNotContaining(file -> !file.equals(archive));
        assertThat(launch(home.resolve("bin/hfsom-download"), "mc4").said())
                .isEqualTo(called + " ingest huggingface mc4\n");
    }

    @Test
    void aReleaseDoesWithoutACache() throws Exception {
        jdkThatArchives("17.0.1");
        Path link = release();
        assertThat(launch(link, "status").said()).contains(": -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx1g");
        variables.put("HOME", directory.resolve("siiwad-1.2.0/siiwad.jar").toString());
        assertThat(launch(link, "status").said()).contains(": -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx1g");
        assertThat(directory.resolve("archived")).doesNotExist();
    }

    /** As in the archive of {@code siiwad-flink}. */
    private Path flink() throws IOException {
        Path home = Files.createDirectories(directory.resolve("siiwad-flink-1.2.0"));
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("lib"));
        Path launcher = Path.of("..", "engine-flink", "src", "main", "assembly", "siiwad-flink");
        Files.copy(launcher, home.resolve("bin/siiwad-flink"));
        Files.copy(RELEASED.resolve("launch.sh"), home.resolve("lib/launch.sh"));
        Files.writeString(home.resolve("lib/build"), "0123abcd-2.3.0\n");
        Files.writeString(home.resolve("siiwad-flink-job.jar"), "");
        return home.toRealPath();
    }

    @Test
    void workersInOneProcessCompileAsReadersDoAndHaveAnArchiveOfClassesToo() throws Exception {
        jdkThatArchives("17.0.1");
        Path home = flink();
        variables.put("XDG_CACHE_HOME", directory.resolve("cache").toString());
        Path archive = directory.resolve("cache/siiwad" + home + "/0123abcd-2.3.0-17.0.1.jsa");
        String called = "java in " + directory.toRealPath() + ": -XX:+UseSerialGC -XX:SharedArchiveFile=" + archive
                + " -XX:+VerifySharedSpaces -Xlog:cds*=off ";
        String main =
                "-Xmx1g -ea -cp " + home.resolve("siiwad-flink-job.jar") + ":" + home + "/lib/* dev.siiwad.flink.Main ";
        for (int times = 0; times < 2; times++) {
            assertThat(launch(home.resolve("bin/siiwad-flink"), "ingest", "a b").said())
                    .isEqualTo(called + COMPILES_LATER + main + "ingest a b\n");
        }
        assertThat(directory.resolve("archived")).hasContent("once");
        assertThat(launch(home.resolve("bin/siiwad-flink"), "--jobmanager", "jobs:8081", "ingest")
                        .said())
                .isEqualTo(called + "-XX:TieredStopAtLevel=1 " + main + "--jobmanager jobs:8081 ingest\n");
    }

    @Test
    void aClusterGetsTheProgramFromItsJobs() throws Exception {
        jdkThatArchives("17.0.1");
        Path home = flink();
        String flink = "-Xmx1g -ea -cp " + home + "/lib/* org.apache.flink.runtime.";
        String configured = " --configDir " + home + "/conf -Dkey=value\n";
        assertThat(launch(home.resolve("bin/siiwad-flink"), "taskmanager", "-Dkey=value")
                        .said())
                .endsWith(COMPILES_LATER + flink + "taskexecutor.TaskManagerRunner" + configured);
        assertThat(launch(home.resolve("bin/siiwad-flink"), "jobmanager", "-Dkey=value")
                        .said())
                .endsWith("-XX:TieredStopAtLevel=1 " + flink + "entrypoint.StandaloneSessionClusterEntrypoint"
                        + configured);
        assertThat(directory.resolve("archived")).doesNotExist();
    }

    @Test
    void callsItselfAsItWasCalled() throws Exception {
        tool(
                "java",
                "if [ \"$1\" = -version ]; then echo 'openjdk version \"17.0.1\"' >&2; else echo \"$SIIWAD_COMMAND\"; fi");
        Path link = release();
        assertThat(launch(link, "status").said()).isEqualTo("siiwad\n");
        Path inside = directory.resolve("siiwad-1.2.0/bin/siiwad");
        assertThat(launch(inside, "status").said()).isEqualTo(inside + "\n");
    }

    /** Java would name files by the locale, and could not make one beyond ASCII. */
    @Test
    void setsALocaleWhereThereIsNone() throws Exception {
        tool(
                "java",
                "if [ \"$1\" = -version ]; then echo 'openjdk version \"17.0.1\"' >&2; else echo \"<$LC_ALL>\"; fi");
        Path link = release();
        assertThat(launch(link).said()).isEqualTo("<C.UTF-8>\n");
        variables.put("LC_ALL", "POSIX");
        assertThat(launch(link).said()).isEqualTo("<C.UTF-8>\n");
        variables.remove("LC_ALL");
        variables.put("LANG", "so_SO.UTF-8");
        assertThat(launch(link).said()).isEqualTo("<>\n");
    }

    @Test
    void aFailedBuildIsTriedAgain() throws Exception {
        jdkOfVersion("25");
        tool("mvn", "exit 1");
        assertThat(launch(root.resolve("siiwad")))
                .isEqualTo(new Outcome(1, "siiwad: building …\nsiiwad: the build failed\n"));
        maven();
        assertThat(launch(root.resolve("siiwad")).said())
                .contains("building", "--enable-native-access=ALL-UNNAMED", "-jar");
    }
}
