package dev.siiwad.source.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What a client does at one moment, for people who look at it from another thread.
 *
 * @param pause the one that ends last, if there is any
 * @param transfers downloads that are under way, the oldest first
 * @param silence of the request that has waited longest for bytes, if any waits for some
 * @param requests sent since the client was made
 */
public record Activity(Optional<Pause> pause, List<Transfer> transfers, Optional<Silence> silence, long requests) {
    public static final Activity NONE = new Activity(Optional.empty(), List.of(), Optional.empty(), 0);

    public Activity {
        transfers = List.copyOf(transfers);
    }

    /**
     * A pause between two requests.
     *
     * @param reason without a secret
     * @param usual whether it belongs to the pace of requests that is kept anyway; else it follows a failure, or the server asked for it
     */
    public record Pause(String reason, Instant until, boolean usual) {}

    /**
     * A file on its way into the cache.
     *
     * @param name of the file upstream, without directories
     * @param bytes that are here, those of an earlier attempt included
     * @param total how many it has, where upstream tells
     * @param checking whether all have arrived, and are being read once more
     */
    public record Transfer(String name, long bytes, OptionalLong total, boolean checking) {}

    /** No byte of an answer, for this long. */
    public record Silence(String host, Duration length) {}

    /** What two clients do. */
    public Activity plus(Activity other) {
        List<Transfer> both = new ArrayList<>(transfers);
        both.addAll(other.transfers);
        return new Activity(
                Stream.concat(pause.stream(), other.pause.stream()).max(Comparator.comparing(Pause::until)),
                both,
                Stream.concat(silence.stream(), other.silence.stream()).max(Comparator.comparing(Silence::length)),
                requests + other.requests);
    }
}
