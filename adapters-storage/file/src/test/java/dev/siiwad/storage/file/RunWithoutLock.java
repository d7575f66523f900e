package dev.siiwad.storage.file;

import dev.siiwad.checkpoint.LostRaceException;
import dev.siiwad.checkpoint.Owner;
import dev.siiwad.checkpoint.SourceBusyException;
import dev.siiwad.ingest.IngestionRun;
import dev.siiwad.ingest.RunContext;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.segment.RunId;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.Storage;
import dev.siiwad.storage.dataset.DurableOutput;
import dev.siiwad.testkit.ListSource;
import dev.siiwad.transform.MinLength;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A process that runs one ingestion after the other, each told by a line, where its lock is worth nothing; and says the exit code of each. It is one of two:
 * the second begins when the first has made so many changes.
 */
final class RunWithoutLock {
    static final int DOCUMENTS = 40;

    private RunWithoutLock() {}

    /** What keeps the lock from excluding anybody. */
    enum Lack {
        /** The file system grants every lock. */
        LOCKS_DO_NOT_EXCLUDE,
        /** Somebody removes the file, again and again. */
        LOCK_FILE_REMOVED
    }

    /**
     * What to do.
     *
     * @param named whether both runs are given one run id
     * @param second whether to wait until the other has made so many changes
     */
    record Order(Lack lack, Path data, boolean named, boolean second, int changes) {
        String line() {
            return String.join("\t", lack.name(), data.toString(), named + "", second + "", changes + "");
        }

        static Order of(String line) {
            String[] parts = line.split("\t");
            return new Order(
                    Lack.valueOf(parts[0]),
                    Path.of(parts[1]),
                    Boolean.parseBoolean(parts[2]),
                    Boolean.parseBoolean(parts[3]),
                    Integer.parseInt(parts[4]));
        }
    }

    public static void main(String[] arguments) throws IOException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            Order order = Order.of(line);
            System.out.println(exitCode(order));
        }
    }

    private static String exitCode(Order order) throws IOException {
        Path go = order.data().resolve("go-" + order.changes());
        while (order.second() && !Files.exists(go)) {
            Thread.onSpinWait();
        }
        try {
            return run(order, go);
        } finally {
            touch(go);
        }
    }

    private static String run(Order order, Path go) {
        try (Storage storage = new FileStorage(
                order.data().resolve(Layout.STAGING),
                order.data().resolve(Layout.SILVER),
                new WorthlessLocks(order, go))) {
            return code(
                    ingestion(storage, order.second() ? 2 : 1, order.named()).run());
        } catch (LostRaceException | SourceBusyException e) {
            return "5 " + e.getMessage();
        } catch (IOException e) {
            return "1 " + e;
        }
    }

    private static String code(RunReport report) {
        return report instanceof RunReport.Completed
                        || report instanceof RunReport.Finished
                        || report instanceof RunReport.NothingNew
                ? "0"
                : "2 " + report;
    }

    static IngestionRun ingestion(Storage storage, int process, boolean named) {
        RunRequest request = RunRequest.defaults().withCheckpointEvery(4);
        return new IngestionRun(
                ListSource.of(DOCUMENTS),
                new MinLength(10),
                storage,
                DatasetFormat.JSON_LINES,
                new RunContext(
                        Instant::now,
                        () -> new RunId("run-of-" + process),
                        new Owner("host", "boot", process, "nonce-" + process),
                        () -> false,
                        "1.0"),
                event -> {},
                named ? request.withRunId(new RunId("20261101_mine")) : request);
    }

    private static void touch(Path file) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException before) {
            // once is enough
        }
    }

    /** The real disk, but for locks; counts the changes, and tells the other process when to begin. */
    private static final class WorthlessLocks implements Disk {
        private final Disk real = new NioDisk();
        private final Order order;
        private final Path go;
        private int changes;

        WorthlessLocks(Order order, Path go) {
            this.order = order;
            this.go = go;
        }

        private void change() throws IOException {
            if (!order.second() && changes++ == order.changes()) {
                touch(go);
            }
        }

        @Override
        public boolean lock(FileChannel channel, boolean shared) throws IOException {
            return order.lack() == Lack.LOCKS_DO_NOT_EXCLUDE || real.lock(channel, shared);
        }

        @Override
        public void createDirectory(Path directory) throws IOException {
            change();
            real.createDirectory(directory);
        }

        @Override
        public DurableOutput create(Path file) throws IOException {
            change();
            return real.create(file);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            change();
            if (order.lack() == Lack.LOCK_FILE_REMOVED
                    && to.getFileName().toString().startsWith(".checkpoint")) {
                Files.deleteIfExists(to.resolveSibling(".lock"));
            }
            real.rename(from, to);
        }

        @Override
        public void delete(Path path) throws IOException {
            change();
            real.delete(path);
        }

        @Override
        public void syncDirectory(Path directory) throws IOException {
            real.syncDirectory(directory);
        }
    }
}
