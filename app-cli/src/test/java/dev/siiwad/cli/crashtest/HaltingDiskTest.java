package dev.siiwad.cli.crashtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.siiwad.storage.dataset.DurableOutput;
import dev.siiwad.storage.file.Disk;
import dev.siiwad.storage.file.NioDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HaltingDiskTest {
    private static final int CHANGES = 12;

    @TempDir
    Path root;

    private final List<String> announced = new ArrayList<>();

    /** The process is gone. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final class Crash implements HaltingDisk.Halt {
        @Override
        public void announce(String place) {
            announced.add(place);
        }

        @Override
        public void awaitTheKill() {
            throw new Killed();
        }
    }

    private HaltingDisk disk(Path data, String place) {
        Optional<CrashPoint> asked = place.isEmpty() ? Optional.empty() : Optional.of(CrashPoint.parse(place));
        return new HaltingDisk(new NioDisk(), data.resolve("staging"), data.resolve("silver"), asked, new Crash());
    }

    /** Six changes that read, four that publish, two that clear up. */
    private static void work(Disk disk, Path data) throws IOException {
        disk.createDirectory(data.resolve("staging"));
        write(disk, data.resolve("staging/tmp"));
        disk.rename(data.resolve("staging/tmp"), data.resolve("staging/checkpoint"));
        disk.syncDirectory(data.resolve("staging"));
        disk.createDirectory(data.resolve("silver"));
        write(disk, data.resolve("silver/part"));
        disk.delete(data.resolve("staging/checkpoint"));
        disk.syncDirectory(data.resolve("staging"));
    }

    private static void write(Disk disk, Path file) throws IOException {
        try (DurableOutput out = disk.create(file)) {
            out.write("documents".getBytes(StandardCharsets.UTF_8));
            out.force();
        }
    }

    private Path newData() throws IOException {
        return Files.createTempDirectory(root, "data");
    }

    private String halted(String place) throws IOException {
        announced.clear();
        Path data = newData();
        HaltingDisk disk = disk(data, place);
        catchThrowableOfType(Killed.class, () -> work(disk, data));
        assertThat(announced).as(place).hasSize(1);
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> data.relativize(file) + " " + size(file))
                    .sorted()
                    .reduce("", (all, file) -> all + file + ";");
        }
    }

    private static long size(Path file) {
        return file.toFile().length();
    }

    @Test
    void countsWhatReadsPublishesAndClearsUp() throws IOException {
        Path data = newData();
        HaltingDisk disk = disk(data, "");
        work(disk, data);
        assertThat(disk.changes()).isEqualTo(new Changes(6, 4, 2));
        assertThat(disk.changes().all()).isEqualTo(CHANGES);
        assertThat(Changes.parse(disk.changes().toString())).contains(disk.changes());
        assertThat(announced).isEmpty();
    }

    @Test
    void haltsBeforeInAndAfterEveryChange() throws IOException {
        for (int number = 1; number <= CHANGES; number++) {
            String before = halted("attempt " + number + " before");
            String in = halted("attempt " + number + " in");
            String after = halted("attempt " + number + " after");
            assertThat(announced.get(0)).startsWith("after change " + number + ": ");
            if (number > 1) {
                assertThat(before).isEqualTo(halted("attempt " + (number - 1) + " after"));
            }
            boolean write = number == 3 || number == 9;
            assertThat(in.equals(after)).as("change " + number + ": " + in).isEqualTo(!write);
        }
    }

    @Test
    void aWriteMetInItsMidstHasWrittenHalf() throws IOException {
        assertThat(halted("attempt 3 before")).isEqualTo("staging/tmp 0;");
        assertThat(halted("attempt 3 in")).isEqualTo("staging/tmp 4;");
        assertThat(announced).containsExactly("in change 3: write tmp");
        assertThat(halted("attempt 3 after")).isEqualTo("staging/tmp 9;");
    }

    @Test
    void publishingIsCountedByItselfAndEndsBeforeTheCheckpointIsRemoved() throws IOException {
        assertThat(halted("publishing 2 after")).isEqualTo("silver/part 0;staging/checkpoint 9;");
        assertThat(announced).containsExactly("after change 2 of publishing: create part");
        assertThat(halted("publishing 5 after")).isEqualTo("silver/part 9;staging/checkpoint 9;");
        assertThat(halted("publishing 50 after")).isEqualTo("silver/part 9;staging/checkpoint 9;");
        assertThat(announced).containsExactly("before change 5 of publishing: delete checkpoint");
        assertThat(halted("ending 5 after")).isEqualTo("silver/part 9;");
        assertThat(announced).containsExactly("after change 5 of ending: delete checkpoint");
    }
}
