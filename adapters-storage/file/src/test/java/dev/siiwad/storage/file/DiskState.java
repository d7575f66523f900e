package dev.siiwad.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * What is on a disk when the power comes back.
 *
 * @param description how it came about, for messages
 * @param names to contents; a directory has none. Names are relative, their parts joined by {@code /}
 */
record DiskState(String description, SortedMap<String, Optional<ByteBuffer>> names) {
    static final DiskState EMPTY = new DiskState("an empty disk", new TreeMap<>());

    DiskState {
        names = Collections.unmodifiableSortedMap(new TreeMap<>(names));
    }

    /** What lies in a directory that is not there is not there. */
    void layOut(Path target) throws IOException {
        for (Map.Entry<String, Optional<ByteBuffer>> name : names.entrySet()) {
            Path path = target.resolve(name.getKey());
            if (!Files.isDirectory(path.getParent())) {
                continue;
            }
            if (name.getValue().isEmpty()) {
                Files.createDirectory(path);
            } else {
                Files.write(path, bytes(name.getValue().get()));
            }
        }
    }

    byte[] bytes(String name) {
        return bytes(names.get(name).orElseThrow());
    }

    boolean has(String name) {
        return names.containsKey(name);
    }

    /** The same, but for one file that has lost its second half since. */
    DiskState cuttingShort(String name) {
        SortedMap<String, Optional<ByteBuffer>> damaged = new TreeMap<>(names);
        ByteBuffer whole = names.get(name).orElseThrow();
        damaged.put(name, Optional.of(whole.slice(0, whole.remaining() / 2)));
        return new DiskState(description + ", and then " + name + " was cut short", damaged);
    }

    /** The same, but for one file that has lost all of its bytes since. */
    DiskState emptying(String name) {
        SortedMap<String, Optional<ByteBuffer>> damaged = new TreeMap<>(names);
        damaged.put(name, Optional.of(ByteBuffer.allocate(0)));
        return new DiskState(description + ", and then " + name + " was emptied", damaged);
    }

    /** Equal for states that hold the same. Two checksums, since the first compiler has instructions of the processor for these, and none for SHA-256. */
    String digest() {
        List<Checksum> checksums = List.of(new CRC32(), new CRC32C());
        names.forEach((name, content) -> {
            String line = name + content.map(bytes -> " " + bytes.remaining()).orElse("/") + "\n";
            for (Checksum checksum : checksums) {
                checksum.update(line.getBytes(StandardCharsets.UTF_8));
                content.ifPresent(bytes -> checksum.update(bytes.duplicate()));
            }
        });
        return checksums.stream()
                .map(checksum -> Long.toHexString(checksum.getValue()))
                .collect(Collectors.joining(" ", "", " "));
    }

    static byte[] bytes(ByteBuffer content) {
        byte[] bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return description;
    }
}
