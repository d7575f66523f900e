package dev.siiwad.source.tiktok;

import dev.siiwad.document.Document;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads a source through any number of processes, each of which knows nothing but what was saved: documents, and the position after them. */
final class Reader {
    private static final int STEPS_MAX = 10_000;

    private final Supplier<Source> processes;
    private final Snapshot snapshot;
    final List<Document> documents = new ArrayList<>();
    final List<MalformedDocumentException> malformed = new ArrayList<>();
    final List<String> saves = new ArrayList<>();
    private boolean fetching;
    private final List<Position> positions = new ArrayList<>();
    private Position saved = Position.START;
    private Position last = Position.START;
    private int savedDocuments;
    private int savedMalformed;

    Reader(Supplier<Source> processes) throws IOException {
        this.processes = processes;
        this.snapshot = processes.get().snapshot();
    }

    /** From now on it fetches, and fetches again, before it reads. */
    Reader fetching(boolean whether) {
        fetching = whether;
        return this;
    }

    /** The same as it was after so many saves, with nothing read: as if a later save had never become durable. */
    Reader forgetting(int savesKept) throws IOException {
        Reader earlier = new Reader(processes);
        earlier.steps(savesKept);
        earlier.saved = positions.get(savesKept - 1);
        return earlier;
    }

    Position saved() {
        return saved;
    }

    /** Where the last process stopped, saved or not. */
    Position last() {
        return last;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    /** Reads to the end in one process. */
    Reader toEnd() throws IOException {
        if (!steps(STEPS_MAX)) {
            throw new AssertionError("more than " + STEPS_MAX + " steps");
        }
        return this;
    }

    /** A new process: what was not saved is forgotten. Reads so many steps, then dies; true if it came to the end before. */
    boolean steps(int steps) throws IOException {
        documents.subList(savedDocuments, documents.size()).clear();
        malformed.subList(savedMalformed, malformed.size()).clear();
        try (DocumentReader reader = processes.get().open(snapshot, saved)) {
            for (int n = 0; n < steps; n++) {
                try {
                    Reading reading = step(reader);
                    if (reading instanceof Reading.End) {
                        last = reader.position();
                        return true;
                    }
                    if (reading instanceof Reading.Read read) {
                        documents.add(read.document());
                    } else {
                        saves.add(((Reading.Save) reading).reason());
                        save(reader);
                    }
                } catch (MalformedDocumentException e) {
                    malformed.add(e);
                }
                if (reader.atBoundary()) {
                    save(reader);
                }
            }
            return false;
        }
    }

    private Reading step(DocumentReader reader) throws IOException, MalformedDocumentException {
        Optional<Reading> instead = fetching ? reader.fetch() : Optional.empty();
        if (instead.isPresent()) {
            return instead.get();
        }
        if (fetching && reader.fetch().isPresent()) {
            throw new AssertionError("fetching again came to something else");
        }
        return reader.read();
    }

    private void save(DocumentReader reader) {
        saved = reader.position();
        positions.add(saved);
        savedDocuments = documents.size();
        savedMalformed = malformed.size();
    }
}
