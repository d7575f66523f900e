package dev.siiwad.source.wikipedia;

import dev.siiwad.source.http.DownloadAhead;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The files of a dump as they come to the disk and go: the one being read, and the next one on its way. Used by one thread. */
final class PartFiles implements Closeable {
    private final List<DumpPart> parts;
    private final Optional<DownloadAhead> ahead;
    private int askedAhead;
    private int discarded;

    PartFiles(List<DumpPart> parts) {
        this.parts = parts;
        this.ahead = parts.stream()
                .filter(DumpPart.Cached.class::isInstance)
                .map(part -> new DownloadAhead(((DumpPart.Cached) part).download()))
                .findFirst();
    }

    /** Whether nothing has to be downloaded before a file can be read. */
    boolean isThere(int part) throws IOException {
        return !(parts.get(part) instanceof DumpPart.Cached cached) || cached.isThere();
    }

    /** Returns when a file is there, whole and verified. */
    void bring(int part, boolean partlyRead) throws IOException, LostPartException {
        if (parts.get(part) instanceof DumpPart.Cached cached) {
            ahead.orElseThrow().await(cached.request());
            cached.fetchOrLose(partlyRead);
        }
    }

    /** Begins to bring a file while the one before it is read. */
    void bringAhead(int part) throws IOException {
        if (part <= askedAhead || part >= parts.size()) {
            return;
        }
        askedAhead = part;
        if (parts.get(part) instanceof DumpPart.Cached cached && !cached.isThere()) {
            ahead.orElseThrow().begin(cached.request(), () -> cached.fetch(false));
        }
    }

    /** Brings nothing ahead until asked to again. */
    void stopAhead() throws IOException {
        askedAhead = 0;
        close();
    }

    /** Whoever asks on after a pause has saved: what is in files before this one is not needed again. */
    void discardBefore(int part) throws IOException {
        for (; discarded < part; discarded++) {
            if (parts.get(discarded) instanceof DumpPart.Cached cached) {
                cached.discard();
            }
        }
    }

    /** Whoever closes has read all: what is kept of the user's file is not needed again. */
    void forgetGiven() throws IOException {
        for (DumpPart part : parts) {
            if (part instanceof DumpPart.Given given) {
                given.files().forget(given.name());
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (ahead.isPresent()) {
            ahead.get().close();
        }
    }
}
