package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.storage.dataset.DurableOutput;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NioDiskTest {
    private final NioDisk disk = new NioDisk();

    @TempDir
    Path directory;

    @Test
    void asksTheSystemToForceBytesAndDirectories() throws IOException {
        Path file = directory.resolve("file");
        Path events = directory.resolve("events.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileForce").withThreshold(Duration.ZERO);
            recording.start();
            try (DurableOutput out = disk.create(file)) {
                out.write('a');
                out.force();
            }
            disk.syncDirectory(directory);
            recording.stop();
            recording.dump(events);
        }
        List<String> forced = RecordingFile.readAllEvents(events).stream()
                .filter(event -> event.getEventType().getName().equals("jdk.FileForce"))
                .map(event -> event.getString("path") + " " + event.getBoolean("metaData"))
                .toList();
        assertThat(forced).containsExactly(file + " true", directory + " true");
    }

    @Test
    void createsNoFileTwice() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "first");
        assertThatThrownBy(() -> disk.create(file)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("first");
    }

    @Test
    void aDirectoryInPlaceOfAFileIsNamedWithTheCommandThatMovesIt() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "new");
        Path taken = Files.createDirectory(directory.resolve("taken"));
        assertThatThrownBy(() -> disk.rename(file, taken))
                .isInstanceOf(IOException.class)
                .hasMessage(taken
                        + ": file cannot be given this name, which a directory has. First move that away with: mv '"
                        + taken + "' '" + taken + ".moved'");
    }

    @Test
    void whatIsNoMatterOfRoomIsSaidWithItsCure() throws IOException {
        Path file = directory.resolve("file");
        OptionalLong free = OptionalLong.of(7);
        assertThat(DiskErrors.sync(directory, refused("Read-only file system")))
                .hasMessage(
                        directory + ": the names in it cannot be made durable (fsync): Read-only file system. Make it"
                                + " writable again; where nobody has made it read-only, its disk may be failing (dmesg)");
        assertThat(DiskErrors.rename(file, directory.resolve("other"), free, refused("Disk quota exceeded")))
                .hasMessage(directory.resolve("other") + ": file cannot be given this name: Disk quota exceeded. Remove"
                        + " what is not needed, or have the quota raised");
        assertThat(DiskErrors.write(file, 5, free, new IOException("File too large")))
                .hasMessageEndingWith("7 bytes free. This process may not write larger files (ulimit -f), or the file"
                        + " system holds none");
    }

    @Test
    void aLockThatCannotBeOpenedIsSaidWithWhatIsWrong() {
        Path lock = directory.resolve(".lock");
        assertThat(DiskErrors.open(lock, OptionalLong.of(4096), refused("No space left on device")))
                .hasMessage(lock + ": cannot be created: No space left on device; its disk has 4096 bytes free; what is"
                        + " used up may be the number of files (df -i)");
    }

    private static FileSystemException refused(String reason) {
        return new FileSystemException("", null, reason);
    }
}
