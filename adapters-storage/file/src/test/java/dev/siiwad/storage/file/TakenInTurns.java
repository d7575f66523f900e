package dev.siiwad.storage.file;

import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.storage.dataset.DurableOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Two that work on one disk, of whom one goes on at a time, and is stopped before a change. */
final class TakenInTurns {
    private TakenInTurns() {}

    interface Work {
        void run() throws IOException;
    }

    /** Prepares the work over a disk; what it does itself is not stopped. */
    interface Preparation {
        Work over(Disk disk) throws IOException;
    }

    /**
     * How far each goes before the other does.
     *
     * @param first how many changes of the one
     * @param second how many of the other after that
     * @param again how many more of the one; then the other goes to its end, and then the one
     */
    record Order(int first, int second, int again) {
        List<Runner> play(Preparation one, Preparation other) throws Exception {
            try (Runner a = new Runner(one);
                    Runner b = new Runner(other)) {
                a.go(first);
                b.go(second);
                a.go(again);
                b.go(Integer.MAX_VALUE);
                a.go(Integer.MAX_VALUE);
                return List.of(a, b);
            }
        }
    }

    /** One of the two. */
    static final class Runner implements AutoCloseable {
        private final Semaphore go = new Semaphore(0);
        private final Semaphore stopped = new Semaphore(0);
        private final Semaphore finished = new Semaphore(0);
        private volatile Optional<Throwable> failure = Optional.empty();
        private volatile boolean ended;
        private volatile boolean free = true;

        Runner(Preparation preparation) throws Exception {
            Work work = preparation.over(new Stopped(this));
            this.free = false;
            Thread thread = new Thread(() -> {
                go.acquireUninterruptibly();
                try {
                    work.run();
                } catch (IOException | RuntimeException | Error e) {
                    failure = Optional.of(e);
                }
                ended = true;
                finished.release();
                stopped.release();
            });
            thread.start();
        }

        /** Lets it make so many changes, and stops it before the next. */
        void go(int changes) {
            for (int n = 0; n < changes && !ended; n++) {
                go.release();
                stopped.acquireUninterruptibly();
            }
        }

        /** Whether its work is done; not if it has lost. */
        boolean succeeded() {
            if (failure.isPresent() && !(failure.get() instanceof LostRaceException)) {
                throw new AssertionError(failure.get());
            }
            return ended && failure.isEmpty();
        }

        /** What it does from now on is not stopped. */
        void letGo() {
            free = true;
        }

        private void beforeChange() {
            if (!free) {
                stopped.release();
                go.acquireUninterruptibly();
            }
        }

        @Override
        public void close() {
            finished.acquireUninterruptibly();
        }
    }

    private record Stopped(Runner runner, Disk real) implements Disk {
        Stopped(Runner runner) {
            this(runner, new FastDisk());
        }

        @Override
        public void createDirectory(Path directory) throws IOException {
            runner.beforeChange();
            real.createDirectory(directory);
        }

        @Override
        public DurableOutput create(Path file) throws IOException {
            runner.beforeChange();
            return real.create(file);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            runner.beforeChange();
            real.rename(from, to);
        }

        @Override
        public void delete(Path path) throws IOException {
            runner.beforeChange();
            real.delete(path);
        }

        @Override
        public void syncDirectory(Path directory) {
            runner.beforeChange();
        }
    }
}
