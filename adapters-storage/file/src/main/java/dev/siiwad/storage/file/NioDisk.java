package dev.siiwad.storage.file;

import dev.siiwad.storage.dataset.DurableOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** The disk of this machine. Directories are synced as POSIX has it, through a channel opened on them for reading. */
public final class NioDisk implements Disk {
    @Override
    public void createDirectory(Path directory) throws IOException {
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(directory)) {
                throw DiskErrors.noDirectory(directory);
            }
        } catch (IOException e) {
            throw DiskErrors.create(directory, freeBesides(directory), e);
        }
    }

    @Override
    public DurableOutput create(Path file) throws IOException {
        try {
            return new ChannelOutput(
                    file, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw DiskErrors.create(file, freeBesides(file), e);
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw DiskErrors.rename(from, to, freeBesides(to), e);
        }
    }

    @Override
    public void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            force(channel, e -> DiskErrors.sync(directory, e));
        }
    }

    private static void force(FileChannel channel, UnaryOperator<IOException> refusal) throws IOException {
        try {
            channel.force(true);
        } catch (IOException e) {
            throw refusal.apply(e);
        }
    }

    private OptionalLong freeBesides(Path name) {
        return freeBytes(name.toAbsolutePath().getParent());
    }

    private final class ChannelOutput extends DurableOutput {
        private final Path file;
        private final FileChannel channel;

        ChannelOutput(Path file, FileChannel channel) {
            this.file = file;
            this.channel = channel;
        }

        @Override
        public void write(int single) throws IOException {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, start, length);
            try {
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            } catch (IOException e) {
                throw DiskErrors.write(file, buffer.remaining(), freeBytes(file), e);
            }
        }

        @Override
        public void force() throws IOException {
            NioDisk.force(channel, e -> DiskErrors.force(file, freeBytes(file), e));
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
