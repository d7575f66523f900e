package dev.siiwad.cli.crashtest;

import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.storage.dataset.PartFormats;
import dev.siiwad.storage.silver.PartFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The ids of published documents in their order, told apart by their first 16 hexadecimal digits. At most {@value #IDS_MAX}; more are not looked at. */
final class Ids {
    static final int IDS_MAX = 100_000_000;

    private static final int DIGITS = 16;
    private static final List<PartFormat> FORMATS =
            Stream.of(DatasetFormat.values()).map(PartFormats::of).toList();

    private long[] prefixes = new long[1024];
    private int count;

    /** Those of a part. */
    static Ids of(Path part) throws IOException {
        Ids ids = new Ids();
        ids.addAll(part);
        return ids;
    }

    /** Those of all parts, one after the other; other files have none. Of a part that cannot be read to its end, those up to there. */
    static Ids ofAll(Iterable<Path> files) {
        Ids ids = new Ids();
        for (Path file : files) {
            try {
                ids.addAll(file);
            } catch (IOException unreadable) {
                continue;
            }
        }
        return ids;
    }

    static boolean areIn(Path file) {
        return format(file).isPresent();
    }

    int count() {
        return count;
    }

    /** At which place the two first differ, counted from 0; where one is the beginning of the other, after the shorter. -1 if they are equal. */
    int mismatch(Ids other) {
        return Arrays.mismatch(prefixes, 0, count, other.prefixes, 0, other.count);
    }

    /** In words: {@code id 3f0a…}, or that there is none. */
    String at(int place) {
        return place < count ? "id " + String.format(Locale.ROOT, "%016x", prefixes[place]) + "…" : "nothing";
    }

    /** How many of these are missing among others, each as often as it is. */
    long missingIn(Ids others) {
        long[] here = sorted();
        long[] there = others.sorted();
        long missing = 0;
        int j = 0;
        for (long id : here) {
            while (j < there.length && there[j] < id) {
                j++;
            }
            if (j < there.length && there[j] == id) {
                j++;
            } else {
                missing++;
            }
        }
        return missing;
    }

    private void addAll(Path file) throws IOException {
        Optional<PartFormat> format = format(file);
        if (format.isPresent()) {
            format.get().readIds(file, this::add);
        }
    }

    private static Optional<PartFormat> format(Path file) {
        String name = file.getFileName().toString();
        return FORMATS.stream().filter(format -> name.endsWith(format.suffix())).findFirst();
    }

    private void add(String id) {
        if (count == IDS_MAX) {
            return;
        }
        if (count == prefixes.length) {
            prefixes = Arrays.copyOf(prefixes, Math.min(IDS_MAX, 2 * count));
        }
        prefixes[count++] = Long.parseUnsignedLong(id, 0, DIGITS, 16);
    }

    private long[] sorted() {
        long[] sorted = Arrays.copyOf(prefixes, count);
        Arrays.sort(sorted);
        return sorted;
    }
}
