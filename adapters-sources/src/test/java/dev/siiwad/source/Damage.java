package dev.siiwad.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What may become of a file on a disk while nobody looks. */
public enum Damage {
    FLIPPED_AT_THE_START {
        @Override
        byte[] of(byte[] bytes) {
            return flipped(bytes, 0);
        }
    },
    FLIPPED_IN_THE_MIDDLE {
        @Override
        byte[] of(byte[] bytes) {
            return flipped(bytes, bytes.length / 2);
        }
    },
    FLIPPED_AT_THE_END {
        @Override
        byte[] of(byte[] bytes) {
            return flipped(bytes, bytes.length - 1);
        }
    },
    SWAPPED {
        @Override
        byte[] of(byte[] bytes) {
            int half = bytes.length / 2;
            byte[] swapped = Arrays.copyOfRange(bytes, half, bytes.length + half);
            System.arraycopy(bytes, 0, swapped, bytes.length - half, half);
            return swapped;
        }
    },
    CUT {
        @Override
        byte[] of(byte[] bytes) {
            return Arrays.copyOf(bytes, bytes.length / 2);
        }
    },
    GROWN {
        @Override
        byte[] of(byte[] bytes) {
            return Arrays.copyOf(bytes, bytes.length + 10);
        }
    },
    ZEROED {
        @Override
        byte[] of(byte[] bytes) {
            return new byte[bytes.length];
        }
    },
    EMPTIED {
        @Override
        byte[] of(byte[] bytes) {
            return new byte[0];
        }
    };

    abstract byte[] of(byte[] bytes);

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] flipped = bytes.clone();
        if (flipped.length > 0) {
            flipped[at] ^= 4;
        }
        return flipped;
    }

    /** Every file below a directory, in order. */
    static List<Path> files(Path below) throws IOException {
        if (!Files.exists(below)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(below)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Changes one byte of one file below a directory, and keeps its time. */
    static void flipAnywhere(Path below, Random random) throws IOException {
        List<Path> files =
                files(below).stream().filter(file -> file.toFile().length() > 0).toList();
        if (!files.isEmpty()) {
            Path file = files.get(random.nextInt(files.size()));
            byte[] bytes = Files.readAllBytes(file);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            write(file, bytes);
        }
    }

    /** Damages one file, and keeps its time. */
    public void strike(Path file) throws IOException {
        write(file, of(Files.readAllBytes(file)));
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        var time = Files.getLastModifiedTime(file);
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, time);
    }
}
