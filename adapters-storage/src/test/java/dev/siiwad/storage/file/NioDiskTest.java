package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
}
