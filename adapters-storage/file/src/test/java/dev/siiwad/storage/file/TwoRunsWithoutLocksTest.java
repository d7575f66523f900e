package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.ingest.RunReport;
import dev.siiwad.publish.Dataset;
import dev.siiwad.publish.Verification;
import dev.siiwad.storage.Storage;
import dev.siiwad.storage.file.RunWithoutLock.Lack;
import dev.siiwad.storage.file.RunWithoutLock.Order;
import dev.siiwad.testkit.ListSource;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two processes that run one command at once where nothing keeps them apart, the second begun after each number of changes that the first has made: one
 * dataset that is whole, and each of them has published it, found it, or lost. Prints how many of each. With {@code -Dsiiwad.pairs=100} it plays a hundred.
 */
class TwoRunsWithoutLocksTest {
    private static final int PAIRS = Integer.getInteger("siiwad.pairs", 16);

    /** A run that nobody disturbs makes about so many. */
    private static final int CHANGES = 160;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void publishOneDatasetAndDamageNothing(Lack lack) throws IOException {
        TreeMap<String, Integer> ends = new TreeMap<>();
        try (Child first = Child.start(directory, 1);
                Child second = Child.start(directory, 2)) {
            for (int pair = 0; pair < PAIRS; pair++) {
                Path data = Files.createDirectory(directory.resolve("pair-" + pair));
                boolean named = pair % 2 == 0;
                int changes = pair * CHANGES / PAIRS;
                first.send(new Order(lack, data, named, false, changes));
                second.send(new Order(lack, data, named, true, changes));
                String one = first.end();
                String other = second.end();
                ends.merge(one.charAt(0) + " and " + other.charAt(0), 1, Integer::sum);
                assertThat(List.of(one, other))
                        .as("pair %s, begun after %s changes", pair, changes)
                        .allMatch(end -> end.equals("0") || end.startsWith("5 "))
                        .contains("0");
                requireOneWholeDataset(data, named);
            }
        }
        System.out.println("| " + lack + " | " + ends + " |");
    }

    /** Also by a third run, which meets nobody. */
    private static void requireOneWholeDataset(Path data, boolean named) throws IOException {
        try (Storage storage = FileStorage.below(data)) {
            Verification verified = storage.datasets().verify(Optional.empty());
            assertThat(verified.findings()).isEmpty();
            assertThat(verified.datasets()).hasSize(1);
            Dataset dataset =
                    storage.datasets().catalog(ListSource.of(1).id()).datasets().get(0);
            assertThat(dataset.lastIndex()).isEqualTo(RunWithoutLock.DOCUMENTS);
            assertThat(dataset.whole()).isTrue();
            assertThat(RunWithoutLock.ingestion(storage, 3, named).run())
                    .isInstanceOfAny(RunReport.Finished.class, RunReport.NothingNew.class);
        }
    }

    /** One of the two processes. */
    private record Child(Process process, BufferedReader said, Path errors) implements AutoCloseable {
        static Child start(Path directory, int number) throws IOException {
            Path errors = directory.resolve("errors-" + number);
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Xmx256m",
                            "-cp",
                            classPath(),
                            RunWithoutLock.class.getName())
                    .redirectError(errors.toFile())
                    .start();
            return new Child(process, process.inputReader(StandardCharsets.UTF_8), errors);
        }

        private static String classPath() {
            return Stream.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
                    .map(entry -> Path.of(entry).toAbsolutePath().toString())
                    .collect(Collectors.joining(File.pathSeparator));
        }

        void send(Order order) throws IOException {
            Writer in = process.outputWriter();
            in.write(order.line() + "\n");
            in.flush();
        }

        String end() throws IOException {
            String line = said.readLine();
            if (line == null) {
                throw new AssertionError("the child has ended: " + Files.readString(errors));
            }
            return line;
        }

        @Override
        public void close() throws IOException {
            process.destroyForcibly().onExit().join();
            said.close();
        }
    }
}
