package dev.siiwad.cli.dashboard;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at one place again and again, as long as anybody wants to know what is there. A look that takes long is followed by a longer rest, so that looking takes a fifth of the time at most.
 */
final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger("dev.siiwad");

    /** How long a page or a scrape that was here keeps the looking up. */
    private static final Duration WANTED_FOR = Duration.ofSeconds(30);

    private static final Duration REST_MAX = Duration.ofMinutes(1);

    private final int index;
    private final Place place;
    private final Board board;
    private final ReentrantLock lock = new ReentrantLock();
    private final Thread thread;

    Watch(int index, Place place, Board board) {
        this.index = index;
        this.place = place;
        this.board = board;
        this.thread = new Thread(this::watch, "siiwad-watch-" + index);
    }

    /** Begins, in a thread that keeps no process alive. */
    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends it, whatever it is waiting for. */
    void stop() {
        thread.interrupt();
    }

    private void watch() {
        try {
            while (true) {
                Duration rest = look().took().multipliedBy(PlaceFacts.REST_PER_LOOK);
                Duration longest = rest.compareTo(REST_MAX) < 0 ? rest : REST_MAX;
                Thread.sleep((longest.compareTo(place.every()) > 0 ? longest : place.every()).toMillis());
                board.awaitWant(WANTED_FOR);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private PlaceFacts look() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            PlaceFacts facts = place.look();
            board.put(index, facts);
            return facts;
        } catch (RuntimeException e) {
            LOG.error("This is a defect of the program; please report it with these lines", e);
            throw e;
        } finally {
            lock.unlock();
        }
    }

    /** Held by whoever reads in the place. */
    ReentrantLock lock() {
        return lock;
    }

    Place place() {
        return place;
    }
}
