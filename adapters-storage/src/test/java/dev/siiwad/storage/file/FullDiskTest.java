package dev.siiwad.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentWriter;
import dev.siiwad.testkit.Checkpoints;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
    private final FastDisk disk = new FastDisk();
    private boolean closed;

    @TempDir
    Path staging;

    /** Makes every name, but takes no byte. */
    private final class Full implements Disk {
        @Override
        public DurableOutput create(Path file) throws IOException {
            DurableOutput out = disk.create(file);
            return new DurableOutput() {
                @Override
                public void write(int single) throws IOException {
                    throw new IOException("No space left on device");
                }

                @Override
                public void force() throws IOException {
                    throw new IOException("No space left on device");
                }

                @Override
                public void close() throws IOException {
                    closed = true;
                    out.close();
                }
            };
        }

        @Override
        public void createDirectory(Path directory) throws IOException {
            disk.createDirectory(directory);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            disk.rename(from, to);
        }

        @Override
        public void delete(Path path) throws IOException {
            disk.delete(path);
        }

        @Override
        public void syncDirectory(Path directory) throws IOException {
            disk.syncDirectory(directory);
        }
    }

    @Test
    void aSegmentThatCouldNotBeWrittenTakesNoRoom() throws IOException {
        RunId run = new RunId("run-1");
        FileSegmentStore segments = new FileSegmentStore(staging, Checkpoints.SOURCE, new Full());
        SegmentWriter writer = segments.create(run, new SegmentName(1, 1), 0);
        assertThatThrownBy(writer::close).hasMessage("No space left on device");
        assertThat(closed).isTrue();
        assertThat(segments.length(run, new SegmentName(1, 1))).isEmpty();
    }
}
