package dev.siiwad.cli.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is known of all places, for those who hand it out, and how much anyone wants to know it. Safe for use by several threads. */
final class Board {
    private final List<PlaceFacts> places;
    private long revision;
    private long wantedNanos = System.nanoTime();

    /** @param places as they were before anyone looked */
    Board(List<PlaceFacts> places) {
        this.places = new ArrayList<>(places);
    }

    /** Facts with the number that they have, which grows. */
    record Revision(long number, List<PlaceFacts> places) {}

    /** A place was looked at. */
    synchronized void put(int index, PlaceFacts facts) {
        places.set(index, facts);
        revision++;
        notifyAll();
    }

    synchronized Revision now() {
        return new Revision(revision, List.copyOf(places));
    }

    /** Waits for facts with a higher number than this, for a while; then gives those there are. */
    synchronized Revision after(long number, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (long left = patience.toNanos(); revision <= number && left > 0; left = end - System.nanoTime()) {
            wait(Math.max(1, left / 1_000_000));
        }
        return now();
    }

    /** Waits until no place was looked at longer ago than it should be, for a while; then gives what there is. */
    synchronized Revision fresh(Instant now, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (long left = patience.toNanos();
                left > 0 && places.stream().anyMatch(place -> place.isOld(now));
                left = end - System.nanoTime()) {
            wait(Math.max(1, left / 1_000_000));
        }
        return now();
    }

    /** Somebody is here who wants to know. */
    synchronized void want() {
        wantedNanos = System.nanoTime();
        notifyAll();
    }

    /** Waits until somebody has wanted to know within the last while. */
    synchronized void awaitWant(Duration within) throws InterruptedException {
        while (System.nanoTime() - wantedNanos > within.toNanos()) {
            wait();
        }
    }
}
