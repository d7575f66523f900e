package dev.siiwad.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.Ingestion;
import dev.siiwad.LocalFilesOptions;
import dev.siiwad.Siiwad;
import dev.siiwad.cli.terminal.Shell;
import dev.siiwad.digest.Sha256;
import dev.siiwad.ingest.Progress;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.Sharing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RpcOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose workers are kept alive by Flink, in this process and on a cluster. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FlinkTest {
    private static final int SLICES = 4;
    private static final MemorySize SMALL = MemorySize.ofMebiBytes(4);

    /** More than there are in any file, so that only the end and a stop save one. */
    private static final long CHECKPOINT_EVERY = 1_000_000;

    private static final Pattern OFFSET = Pattern.compile("\"last_index\":\\s*(\\d+)");

    private static MiniCluster cluster;

    @TempDir
    Path directory;

    @TempDir
    Path elsewhere;

    private record Outcome(int code, String out) {}

    @BeforeAll
    static void start() throws Exception {
        Configuration settings = new Configuration();
        settings.set(RestOptions.BIND_ADDRESS, "localhost");
        settings.set(RestOptions.BIND_PORT, "0");
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, SMALL);
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, SMALL);
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(2)
                .setNumSlotsPerTaskManager(2)
                .build());
        cluster.start();
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    @Test
    void workersInThisProcessMakeTheSameDatasetAsOneProcess() throws IOException {
        write(100);
        Outcome outcome = run("--workers=3 ingest", typed("--slices=4"));
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("Read:        220 documents", "Receipt: ");
        assertThat(parts(directory)).hasSize(1).isEqualTo(alone());
        assertThat(stored(directory, "/staging/").keySet()).noneMatch(file -> !file.endsWith(".lock"));
        assertThat(run(onTheCluster("--workers=1"), typed("--slices=4"))).isEqualTo(new Outcome(0, ""));
    }

    @Test
    void aMachineThatIsBusyForAMinuteIsNoFailureOfWhatRunsInThisProcess() {
        ReadableConfig settings = Clusters.here(1, 0).getConfiguration();
        for (var timeout : List.of(RpcOptions.ASK_TIMEOUT_DURATION, HeartbeatManagerOptions.HEARTBEAT_TIMEOUT)) {
            assertThat(settings.get(timeout)).as(timeout.key()).isGreaterThan(Duration.ofMinutes(1));
        }
    }

    @Test
    void whatTheLibraryHasBegunIsCarriedOnByFlinkAndFinishedByTheLibrary() throws Exception {
        write(20_000);
        assertThat(byTheLibrary(1)).isInstanceOf(RunReport.Interrupted.class);
        long before = offsets();
        CompletableFuture<Outcome> job =
                CompletableFuture.supplyAsync(() -> run(onTheCluster("--workers=2"), typed("--slices=4")));
        awaitReading();
        for (JobStatusMessage running : cluster.listJobs().get()) {
            if (!running.getJobState().isTerminalState()) {
                cluster.cancelJob(running.getJobId()).get();
            }
        }
        assertThat(job.get().code()).isEqualTo(130);
        assertThat(offsets()).isGreaterThan(before);
        assertThat(stored(directory, "/silver/")).isEmpty();
        assertThat(byTheLibrary(Long.MAX_VALUE)).isInstanceOf(RunReport.Completed.class);
        assertThat(parts(directory)).hasSize(1).isEqualTo(alone());
    }

    @Test
    void aWorkerThatFailsIsStartedAgain() throws IOException {
        try (SmallHub hub = new SmallHub(2)) {
            Files.writeString(directory.resolve(".env"), "HF_ENDPOINT=" + hub.url() + "\nSDC_HTTP__RETRY_FOR=0\n");
            Outcome outcome = run(onTheCluster("--workers=1"), "--dataset-name=siiwad/tusaale", "--slices=4");
            assertThat(outcome.code()).isZero();
            assertThat(outcome.out()).contains("Read:        120 documents");
            assertThat(hub.refusals()).isZero();
        }
    }

    @Test
    void whatWouldEndTheSameWayFailsTheJob() throws Exception {
        write(100);
        assertThat(byTheLibrary(1)).isInstanceOf(RunReport.Interrupted.class);
        assertThat(run(onTheCluster(""), typed("--slices=3")).code()).isEqualTo(4);
        assertThat(run(onTheCluster(""), "--files=missing.jsonl", "--slices=1").code())
                .isEqualTo(4);
        Files.writeString(directory.resolve("short.jsonl"), "{\"text\":\"too short\"}\n");
        assertThat(run(onTheCluster(""), "--files=short.jsonl", "--slices=1").code())
                .isEqualTo(7);
        assertThat(byTheLibrary(Long.MAX_VALUE)).isInstanceOf(RunReport.Completed.class);
    }

    @Test
    void refusesWhatIsForOneProcess() {
        for (String option : List.of("--slice=1", "--no-wait", "--take-over", "--quiet", "--max-records=3")) {
            assertThat(run("ingest", typed("--slices=4", option)).code())
                    .as(option)
                    .isEqualTo(2);
        }
        assertThat(run("ingest", typed()).code()).as("no --slices").isEqualTo(2);
        assertThat(run("--jobmanager=nowhere ingest", typed("--slices=4")).code())
                .isEqualTo(2);
    }

    private static String onTheCluster(String options) {
        var address = cluster.getRestAddress().join();
        return ("--jobmanager " + address.getHost() + ":" + address.getPort() + " " + options).strip() + " ingest";
    }

    private Outcome run(String command, String... options) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        String typed =
                command + " huggingface custom --run-id shared --format jsonl --checkpoint-every " + CHECKPOINT_EVERY;
        int code = Main.run(
                new Shell(Map.of(), directory, print, print, false),
                Stream.concat(Arrays.stream(typed.split(" ")), Stream.of(options))
                        .toArray(String[]::new));
        return new Outcome(code, out.toString(StandardCharsets.UTF_8));
    }

    /** Four short files, and a longer one. */
    private void write(int lines) throws IOException {
        for (int n = 0; n < SmallHub.SHARDS; n++) {
            Files.writeString(directory.resolve("part-" + n + ".jsonl"), SmallHub.shard(n));
        }
        Random random = new Random(lines);
        Files.writeString(
                directory.resolve("part-9.jsonl"),
                IntStream.range(0, lines)
                        .mapToObj(n -> LongStream.generate(random::nextLong)
                                .limit(10)
                                .mapToObj(Long::toHexString)
                                .collect(Collectors.joining(" ", "{\"text\":\"", "\"}\n")))
                        .collect(Collectors.joining()));
    }

    private List<Path> files() {
        return Stream.of(0, 1, 2, 3, 9)
                .map(n -> directory.resolve("part-" + n + ".jsonl"))
                .toList();
    }

    private String[] typed(String... options) {
        return Stream.concat(files().stream().map(file -> "--files=" + file.getFileName()), Stream.of(options))
                .toArray(String[]::new);
    }

    /** @param documents after which it is asked to stop */
    private RunReport byTheLibrary(long documents) throws IOException {
        try (Siiwad siiwad = Siiwad.open(directory.resolve("data"), Map.of())) {
            AtomicLong read = new AtomicLong();
            return ingestion(siiwad)
                    .progress(event -> {
                        if (event instanceof Progress.Processed && read.incrementAndGet() == documents) {
                            siiwad.stop();
                        }
                    })
                    .share(new Sharing(SLICES, OptionalInt.empty(), true));
        }
    }

    /** What one process makes of the same. */
    private Map<String, String> alone() throws IOException {
        try (Siiwad siiwad = Siiwad.open(elsewhere.resolve("data"), Map.of())) {
            assertThat(ingestion(siiwad).run()).isInstanceOf(RunReport.Completed.class);
        }
        return parts(elsewhere);
    }

    private Ingestion ingestion(Siiwad siiwad) throws IOException {
        return siiwad.files(LocalFilesOptions.of(files()))
                .runId("shared")
                .checkpointEvery(CHECKPOINT_EVERY)
                .jsonLines();
    }

    /** Waits until a segment of the long file has bytes that no checkpoint counts. */
    private void awaitReading() throws IOException {
        while (true) {
            try {
                if (stored(directory, ".jsonl.zst").values().stream().anyMatch(bytes -> bytes.length > 50_000)) {
                    return;
                }
            } catch (NoSuchFileException | UncheckedIOException theyComeAndGo) {
                continue;
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** How many documents the checkpoints of all slices count. */
    private long offsets() throws IOException {
        return stored(directory, "/.checkpoint.json").values().stream()
                .map(bytes -> OFFSET.matcher(new String(bytes, StandardCharsets.UTF_8)))
                .filter(Matcher::find)
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }

    /** The files of the dataset, without the receipt, which tells what each attempt has read. */
    private static Map<String, String> parts(Path directory) throws IOException {
        return stored(directory, "-part-").entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, file -> Sha256.hex(file.getValue())));
    }

    /** The files below data whose path has these words in it. */
    private static Map<String, byte[]> stored(Path directory, String words) throws IOException {
        Map<String, byte[]> stored = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(Files.createDirectories(directory.resolve("data")))) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                String name = directory.relativize(path).toString();
                if (name.contains(words)) {
                    stored.put(name, Files.readAllBytes(path));
                }
            }
        }
        return stored;
    }
}
