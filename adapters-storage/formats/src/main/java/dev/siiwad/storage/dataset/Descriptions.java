package dev.siiwad.storage.dataset;

import dev.siiwad.publish.Catalog;
import dev.siiwad.source.SourceId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Card and Croissant metadata beside the sources, which always can be made anew from the receipts, and are where they do not match. */
final class Descriptions {
    private static final int BYTES_MAX = 256 << 20;
    private static final int ROUNDS_MAX = 10;

    private final DatasetPlace place;

    /** What is published now, by the receipts; only of sources that have something to read. */
    @FunctionalInterface
    interface Receipts {
        Map<SourceId, Catalog> read() throws IOException;
    }

    Descriptions(DatasetPlace place) {
        this.place = place;
    }

    /**
     * Makes both say what the receipts say. After something was written the receipts are read again, since another source may have been published meanwhile where
     * nobody can be kept out.
     *
     * @return what is in the way of one: a file that is not ours
     */
    List<String> write(Receipts receipts) throws IOException {
        Map<SourceId, Catalog> catalogs = receipts.read();
        for (int round = 1; round <= ROUNDS_MAX; round++) {
            List<String> left = new ArrayList<>();
            boolean changed = write(DatasetCard.FILE, DatasetCard.MARK, card(catalogs), left);
            changed |= write(Croissant.FILE, Croissant.MARK, croissant(catalogs), left);
            if (!changed) {
                return left;
            }
            catalogs = receipts.read();
        }
        throw new IOException(
                place.where(DatasetCard.FILE) + ": was out of date again after being written " + ROUNDS_MAX + " times");
    }

    /** What is ours and does not say what the receipts say: readers by it take other files than they should. */
    List<String> stale(Receipts receipts) throws IOException {
        Map<SourceId, Catalog> catalogs = receipts.read();
        List<String> stale = new ArrayList<>();
        for (String file : List.of(DatasetCard.FILE, Croissant.FILE)) {
            boolean card = file.equals(DatasetCard.FILE);
            Optional<byte[]> there = read(file);
            Optional<byte[]> wanted = card ? card(catalogs) : croissant(catalogs);
            if (there.isPresent()
                    && isOurs(there.get(), card ? DatasetCard.MARK : Croissant.MARK)
                    && (wanted.isEmpty() || !namesTheSame(there.get(), wanted.get(), card))) {
                stale.add(place.where(file) + ": does not say what the receipts say; the next publication or removal of"
                        + " datasets writes it again");
            }
        }
        return stale;
    }

    /** Another version of the program may say the rest in other words. */
    private static boolean namesTheSame(byte[] there, byte[] wanted, boolean card) {
        return card
                ? DatasetCard.configurations(there).equals(DatasetCard.configurations(wanted))
                : Croissant.files(there).equals(Croissant.files(wanted));
    }

    /** Or of nobody: an empty file has nothing to lose. */
    private static boolean isOurs(byte[] bytes, String mark) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.isBlank() || text.contains(mark);
    }

    private static Optional<byte[]> card(Map<SourceId, Catalog> catalogs) {
        return catalogs.isEmpty() ? Optional.empty() : Optional.of(DatasetCard.of(catalogs));
    }

    private static Optional<byte[]> croissant(Map<SourceId, Catalog> catalogs) {
        return catalogs.isEmpty() ? Optional.empty() : Optional.of(Croissant.of(catalogs));
    }

    /** Tells whether anything was changed. */
    private boolean write(String file, String mark, Optional<byte[]> wanted, List<String> left) throws IOException {
        if (place.directories("").contains(file)) {
            left.add(place.where(file) + ": is a directory; it is in the way of what lists the newest datasets");
            return false;
        }
        Optional<byte[]> there = read(file);
        if (there.isPresent() && !isOurs(there.get(), mark)) {
            left.add(place.where(file)
                    + ": was not written by this program, and stays as it is; without it there would be one"
                    + " that lists the newest datasets");
            return false;
        }
        if (wanted.isEmpty() && there.isPresent()) {
            place.delete(List.of(file));
            return true;
        }
        if (wanted.isPresent() && !Arrays.equals(wanted.get(), there.orElse(null))) {
            place.replace(file, wanted.get());
            return true;
        }
        return false;
    }

    private Optional<byte[]> read(String file) throws IOException {
        try (InputStream in = place.open(file)) {
            return Optional.of(in.readNBytes(BYTES_MAX));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }
}
