package dev.siiwad.benchmarks;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.checkpoint.CheckpointStore;
import dev.siiwad.checkpoint.Owner;
import dev.siiwad.checkpoint.Run;
import dev.siiwad.checkpoint.Saved;
import dev.siiwad.ingest.Progress;
import dev.siiwad.ingest.RunContext;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.ingest.SharedRun;
import dev.siiwad.ingest.Sharing;
import dev.siiwad.publish.DatasetFormat;
import dev.siiwad.segment.Entry;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.Segment;
import dev.siiwad.segment.SegmentName;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.segment.SegmentWriter;
import dev.siiwad.source.Slice;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Layout;
import dev.siiwad.storage.Storage;
import dev.siiwad.storage.file.FileStorage;
import dev.siiwad.storage.s3.BucketAddress;
import dev.siiwad.storage.s3.S3Settings;
import dev.siiwad.storage.s3.S3Storage;
import dev.siiwad.testkit.S3Server;
import dev.siiwad.transform.MinLength;
import java.io.Closeable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * What a shared run of many slices and segments costs, almost without text: disk operations or requests, CPU, memory, the size of what is stored.
 *
 * <p>{@code SharedScale STEP PLACE SLICES SEGMENTS}, with segments for each slice, and a directory or {@code s3://bucket/prefix}. Steps, each a process of its own: {@code begin} plans
 * and reads until two slices are left, or on files until two are read; {@code fill}, on files, makes all but two slices what these are, by hard links; {@code end} is one more worker,
 * which reads what is left and publishes. In a bucket of the server that tests use, {@code all} is {@code begin} and {@code end} in one process, and {@code filled} all three, with copies
 * instead of links.
 */
public final class SharedScale {
    private static final RunId RUN = new RunId("scale-run");
    private static final int LEFT = 2;

    private final boolean filled;
    private String step;
    private final String place;
    private final int slices;
    private final EqualSlices source;
    private final int segments;
    private SortedMap<String, Long> before = new TreeMap<>();
    private long cpuBefore;
    private boolean stop;
    private int taken;

    private SharedScale(String step, String place, int slices, int segments) {
        this.filled = step.equals("filled") || !place.startsWith("s3://");
        this.step = step;
        this.place = place;
        this.slices = slices;
        this.segments = segments;
        this.source = new EqualSlices(slices, segments);
    }

    public static void main(String[] args) throws IOException {
        new SharedScale(args[0], args[1], Integer.parseInt(args[2]), Integer.parseInt(args[3])).run();
    }

    private void run() throws IOException {
        say("process began");
        if (place.startsWith("s3://")) {
            createBucket();
        }
        try (Storage storage = open()) {
            switch (step) {
                case "fill" -> fill(storage);
                case "all", "filled" -> {
                    work(storage, "begin");
                    if (filled) {
                        fill(storage);
                    }
                    try (Storage another = open()) {
                        work(another, "end");
                    }
                }
                default -> work(storage, step);
            }
        }
        System.out.printf("%-34s heap at most %d MB%n", step, peakBytes() >> 20);
    }

    private Storage open() {
        return place.startsWith("s3://")
                ? S3Storage.open(BucketAddress.parse(place), s3(), owner(), false)
                : new FileStorage(Path.of(place, Layout.STAGING), Path.of(place, Layout.SILVER), new CountingDisk());
    }

    private static S3Settings s3() {
        return S3Settings.of(name -> Optional.ofNullable(
                S3Server.variables(S3Server.running().port()).get(name)));
    }

    private void createBucket() {
        try (S3Client client = S3Client.builder()
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + S3Server.running().port()))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(S3Server.ID, S3Server.SECRET)))
                .build()) {
            client.createBucket(
                    create -> create.bucket(BucketAddress.parse(place).bucket()));
        }
    }

    private Owner owner() {
        return new Owner("here", "boot", ProcessHandle.current().pid(), step);
    }

    private void work(Storage storage, String asked) throws IOException {
        step = asked;
        stop = false;
        taken = 0;
        RunContext context = new RunContext(Instant::now, () -> RUN, owner(), () -> stop, "1.0");
        RunRequest request =
                RunRequest.defaults().withAgain().withCheckpointEvery(1).withRunId(RUN);
        RunReport report = new SharedRun(
                        source,
                        new MinLength(1),
                        storage,
                        DatasetFormat.PARQUET,
                        context,
                        this::on,
                        request,
                        new Sharing(slices, OptionalInt.empty(), false))
                .run();
        say("returned " + report.getClass().getSimpleName());
    }

    private void on(Progress.Event event) {
        if (event instanceof Progress.Sharing) {
            say("plan is there");
        } else if (event instanceof Progress.TakingSlice) {
            taken++;
            int whole = filled ? LEFT : slices - LEFT;
            stop = step.equals("begin") && taken > whole;
            if (stop || step.equals("end")) {
                say("before taking slice " + taken);
            }
        } else if (event instanceof Progress.Publishing
                || event instanceof Progress.Published
                || event instanceof Progress.Complete) {
            say(event.getClass().getSimpleName());
        } else if (event instanceof Progress.SegmentsLeft) {
            System.out.println(event.message());
        }
    }

    /** What was done since this was last said. */
    private void say(String what) {
        long cpu = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
        System.out.printf("%-34s CPU %7.2f s  %s%n", what, (cpu - cpuBefore) / 1e9, Counts.since(before));
        cpuBefore = cpu;
        before = Counts.now();
    }

    private static long peakBytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }

    @SuppressWarnings("try") // held for its life, never asked
    private void fill(Storage storage) throws IOException {
        CheckpointStore checkpoints = storage.checkpoints();
        Checkpoint template = template(checkpoints);
        int left = LEFT;
        for (int n = 1; n <= slices; n++) {
            SourceId id = Slice.idOf(source.id(), n, slices);
            if (!(checkpoints.load(id) instanceof Saved.None)) {
                continue;
            }
            if (left > 0 && n > slices / 2) {
                left--;
                continue;
            }
            if (place.startsWith("s3://")) {
                copy(storage, template, id);
                commit(checkpoints, template, id);
                storage.segments(source.id()).mark(RUN, String.format(Locale.ROOT, "slice-%04d-begun", n));
                storage.segments(source.id()).mark(RUN, String.format(Locale.ROOT, "slice-%04d-read", n));
            } else {
                link(template, id);
                try (Closeable held = checkpoints.acquire(id)) {
                    commit(checkpoints, template, id);
                }
            }
        }
        say("filled");
    }

    private void link(Checkpoint template, SourceId id) throws IOException {
        Path from = Path.of(place, Layout.STAGING, Layout.segments(template.source(), RUN));
        Path to = Path.of(place, Layout.STAGING, Layout.segments(id, RUN));
        Files.createDirectories(to);
        try (DirectoryStream<Path> there = Files.newDirectoryStream(from)) {
            for (Path file : there) {
                Files.createLink(to.resolve(file.getFileName()), file);
            }
        }
    }

    private static void copy(Storage storage, Checkpoint template, SourceId id) throws IOException {
        SegmentStore from = storage.segments(template.source());
        SegmentStore to = storage.segments(id);
        to.storePayload(RUN, "copied", "");
        to.recordAttempt(RUN, template.attempt());
        for (long number = 1; number <= template.segmentCount(); number++) {
            SegmentName name = new SegmentName(number, template.attempt());
            List<Entry> entries = new ArrayList<>();
            Segment sealed = from.read(RUN, name, entries::add);
            try (SegmentWriter writer = to.create(RUN, sealed.start())) {
                for (Entry entry : entries) {
                    writer.add(entry);
                }
                writer.seal();
            }
        }
    }

    private static void commit(CheckpointStore checkpoints, Checkpoint template, SourceId id) throws IOException {
        Run run = template.run();
        Run other = new Run(
                run.id(),
                id,
                run.started(),
                0,
                run.snapshot(),
                run.settings(),
                run.payloadDigest(),
                run.form(),
                run.plan());
        checkpoints.commit(
                new Checkpoint(other, template.claim(), template.extent(), template.timestamp(), template.extra()));
    }

    private Checkpoint template(CheckpointStore checkpoints) throws IOException {
        for (int n = 1; n <= slices; n++) {
            Saved saved = checkpoints.load(Slice.idOf(source.id(), n, slices));
            if (saved.isEndOf(RUN)) {
                return ((Saved.Committed) saved).checkpoint();
            }
        }
        throw new IOException(place + ": no slice is read to its end");
    }
}
