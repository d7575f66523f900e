package dev.siiwad.source;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Where documents come from. An adapter for each kind; used by one thread at a time.
 *
 * <p>Nothing is fetched before a method that declares {@link IOException} is called. No message or token of a source ever holds a secret.
 */
public interface Source {
    /** Decides which runs are runs of the same thing. */
    SourceId id();

    /** What decides which documents there are and what they hold, the version of the extraction included. */
    Settings settings();

    /**
     * This source as earlier versions of this program read it, newest first. A run that began with the settings of one of them goes on with it; a new run
     * takes this one.
     */
    default List<Source> earlier() {
        return List.of();
    }

    /** What all documents of this source share when published. */
    SourceInfo info();

    /**
     * Asks upstream, once for a new run, what there is now, and pins it.
     *
     * @throws IOException if upstream cannot be asked or has nothing, with what to do about it
     */
    Snapshot snapshot() throws IOException;

    /**
     * The same without what is collected already, for a source that reads a list of addresses. Any other has one edition at a time, and pins all of it.
     *
     * @return empty if all there is, is held
     * @throws IOException as {@link #snapshot()}
     */
    default Optional<Snapshot> snapshot(Collected collected) throws IOException {
        return Optional.of(snapshot());
    }

    /**
     * The addresses that a run has read, for a source that reads a list of them: what later snapshots leave out. Empty for any other.
     *
     * @param end where it ended
     * @param setAside the names of units that it has set aside; what they are is to be read another time
     * @throws IOException if the position is not one of this snapshot's
     */
    default List<String> addresses(Snapshot pinned, Position end, Set<String> setAside) throws IOException {
        return List.of();
    }

    /**
     * The files that a snapshot is read from, in the order in which they are; empty where it does not name them one by one. Asks nobody.
     *
     * @throws SourceException if the snapshot is damaged
     */
    default List<Input> inputs(Snapshot pinned) throws IOException {
        return List.of();
    }

    /**
     * What reading a snapshot from its start takes of upstream. Asks nobody.
     *
     * @throws SourceException if the snapshot is damaged
     */
    default Forecast forecast(Snapshot pinned) throws IOException {
        return Forecast.UNKNOWN;
    }

    /**
     * The snapshot that a run is pinned to, once more, because its payload is lost: from upstream, where that still has the edition, or from what is given. Pins nothing and
     * buys nothing. Whoever asks has to compare what comes with what was pinned.
     *
     * @param id of the snapshot
     * @param collected what may have been left out of it, for a source that reads a list of addresses
     * @return empty if it can be had only once
     * @throws IOException if upstream cannot be asked, or what is needed is not given
     */
    default Optional<Snapshot> again(String id, Collected collected) throws IOException {
        return snapshot(collected);
    }

    /** Asks whether a snapshot that an earlier attempt pinned can still be read. Cheap: asked at every resume. */
    Availability availability(Snapshot pinned) throws IOException;

    /** How many documents the snapshot holds, where that is known without reading it. */
    OptionalLong size(Snapshot pinned) throws IOException;

    /**
     * Cuts a snapshot, so that several processes can read it at once: what the slices give, one after the other, is what the whole gives, document for document. A slice of a
     * snapshot is a snapshot; positions in it are its own. The same each time, and asks nobody. Of a source that is read by one quota or budget there is only one.
     *
     * @param countMax how many there may be at most, from 1
     * @return one or more
     * @throws SourceException if the snapshot is damaged
     */
    default List<Snapshot> slices(Snapshot pinned, int countMax) throws IOException {
        return List.of(pinned);
    }

    /**
     * Makes sure of what reading needs and what shows without asking anybody: terms to accept, a budget, files that are given.
     *
     * @param newRun whether a run is to begin; else one is carried on
     * @throws IOException what a run would end with
     */
    default void requireReadable(boolean newRun) throws IOException {}

    /**
     * What reading up to a position of this source has cost in US dollars, so far as the position tells; empty where nothing was paid for.
     *
     * @throws IOException if the position is not one of this source's
     */
    default Optional<BigDecimal> costUsd(Position position) throws IOException {
        return Optional.empty();
    }

    /**
     * Opens a reader. Cost does not grow with the position, as far as the format allows.
     *
     * @throws IOException also if the position is not one of this snapshot's, with the position in the message
     */
    DocumentReader open(Snapshot pinned, Position position) throws IOException;

    /**
     * Opens a reader for somebody who only wants to see the first documents of what there is now: it reads no more of upstream, or of files that are given, than they need,
     * where that can be; and what it has not read whole, it does not prove.
     *
     * @throws IOException as {@link #snapshot()} and {@link #open}
     */
    default DocumentReader glimpse() throws IOException {
        return open(snapshot(), Position.START);
    }

    /**
     * Opens a reader for documents that were read before, to put back what was lost of them: as {@link #open}, but it buys nothing, and where it would have to, reading
     * fails with a {@link SourceException}. What it asks to save is not saved.
     */
    default DocumentReader reread(Snapshot pinned, Position position) throws IOException {
        return open(pinned, position);
    }
}
