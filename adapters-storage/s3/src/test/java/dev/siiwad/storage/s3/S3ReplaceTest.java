package dev.siiwad.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.publish.Catalog;
import dev.siiwad.publish.Dataset;
import dev.siiwad.segment.RunId;
import dev.siiwad.storage.dataset.StoredDatasets;
import dev.siiwad.storage.s3.FaultyProxy.Fault;
import dev.siiwad.testkit.Checkpoints;
import dev.siiwad.testkit.S3Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A dataset is published, the card written, and what it replaces removed; from one request after the other on nothing arrives any more, as after a kill. */
class S3ReplaceTest {
    private static final Set<RunId> OLDER = Set.of(new RunId("run-00"), new RunId("run-0"));
    private static final String SILVER = "processed/silver/";

    private FaultyProxy proxy;

    @BeforeEach
    void listen() throws IOException {
        proxy = new FaultyProxy(S3Server.running().port());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
    }

    @Test
    void readersHaveAWholeDatasetWhereverItIsStoppedAndInTheEndTheNewOne() throws IOException {
        boolean struck = true;
        int n = 0;
        while (struck) {
            n += Boolean.getBoolean("siiwad.thorough") ? 1 : 2;
            TestBucket storage = new TestBucket();
            for (RunId older : OLDER) {
                S3PublisherTest.publish(storage.bucket(), older.value());
            }
            datasets(storage.bucket()).describe();
            proxy.plan(n, Long.MAX_VALUE, Fault.RESET_BEFORE);
            try {
                replace(storage.by(proxy.port(), TestBucket.PATIENT));
            } catch (IOException stopped) {
                assertThat(proxy.struck()).as(stopped.toString()).isTrue();
            }
            struck = proxy.struck();
            proxy.planNothing();
            requireReadable(storage.bucket(), "request " + n);
            replace(storage.bucket());
            requireReadable(storage.bucket(), "after request " + n);
            assertThat(datasets(storage.bucket()).catalog(Checkpoints.SOURCE).datasets())
                    .extracting(Dataset::run)
                    .containsExactly(new RunId("run-1"));
            assertThat(objects(storage.bucket()).keySet())
                    .allMatch(path -> path.startsWith("README.md")
                            || path.startsWith("croissant.json")
                            || path.contains("/run-1-"));
        }
        assertThat(n).isGreaterThan(30);
    }

    private static void replace(Bucket bucket) throws IOException {
        S3PublisherTest.publish(bucket, "run-1");
        datasets(bucket).describe();
        datasets(bucket).remove(Checkpoints.SOURCE, OLDER);
        datasets(bucket).describe();
    }

    /** There is one card; what it names is there, with its receipt; and what has a receipt has all its files. */
    private static void requireReadable(Bucket bucket, String when) throws IOException {
        SortedMap<String, Long> objects = objects(bucket);
        List<String> parts = new String(
                        bucket.read(SILVER + "README.md", 1 << 20).orElseThrow(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("    - \""))
                .map(line -> line.substring("    - \"".length(), line.length() - 1))
                .toList();
        assertThat(parts).as(when).isNotEmpty();
        for (String part : parts) {
            assertThat(objects).as(when).containsKey(part).containsKey(part.replaceFirst("-part-.*", "-receipt.json"));
        }
        Catalog catalog = datasets(bucket).catalog(Checkpoints.SOURCE);
        assertThat(catalog.unreadable()).as(when).isEmpty();
        assertThat(catalog.datasets()).as(when).isNotEmpty().allMatch(Dataset::sound);
    }

    private static SortedMap<String, Long> objects(Bucket bucket) throws IOException {
        SortedMap<String, Long> objects = new TreeMap<>();
        bucket.listAll(SILVER).forEach(object -> objects.put(object.path().substring(SILVER.length()), object.bytes()));
        return objects;
    }

    private static StoredDatasets datasets(Bucket bucket) {
        return new StoredDatasets(new S3DatasetPlace(bucket, id -> () -> {}));
    }
}
