package dev.siiwad.storage.s3;

import dev.siiwad.checkpoint.Owner;
import dev.siiwad.testkit.S3Server;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.s3.S3Client;

/** An empty place in a bucket of the running server, reached directly or by another port, and processes that use it. */
final class TestBucket {
    static final Duration PATIENT = Duration.ofSeconds(30);

    private static final String NAME = "tests";
    private static final Map<String, S3Client> CLIENTS = new ConcurrentHashMap<>();

    private final BucketAddress address = new BucketAddress(NAME, "so/" + UUID.randomUUID());
    private final FakeWaiting waiting = new FakeWaiting();
    private final Set<Long> alive = ConcurrentHashMap.newKeySet();
    private final Bucket direct;

    TestBucket() {
        direct = by(S3Server.running().port(), PATIENT);
    }

    /** Reached directly. */
    Bucket bucket() {
        return direct;
    }

    /** Reached by what listens at a port. */
    Bucket by(int port, Duration answerTimeout) {
        Map<String, String> variables = S3Server.variables(port);
        S3Settings settings = new S3Settings(name -> Optional.ofNullable(variables.get(name)), answerTimeout);
        S3Client client = CLIENTS.computeIfAbsent(port + " " + answerTimeout, any -> client(settings));
        return new Bucket(address, client, settings.endpointName(), waiting);
    }

    private S3Client client(S3Settings settings) {
        S3Client client = settings.client(address);
        if (settings.endpointName().endsWith(":" + S3Server.running().port()) && CLIENTS.isEmpty()) {
            client.createBucket(create -> create.bucket(NAME));
        }
        return client;
    }

    /** Requests as a proxy has logged them, with paths as the stores know them. */
    List<String> requests(List<String> log) {
        return log.stream()
                .map(line -> URLDecoder.decode(line, StandardCharsets.UTF_8)
                        .replace("/" + NAME + "/" + address.prefix() + "/", ""))
                .toList();
    }

    FakeWaiting waiting() {
        return waiting;
    }

    /** The process ids that live on the machine {@code host}. */
    Set<Long> alive() {
        return alive;
    }

    S3CheckpointStore checkpoints(long pid, boolean takeOver) {
        return checkpoints(direct, "host", pid, takeOver);
    }

    S3CheckpointStore checkpoints(Bucket bucket, String host, long pid, boolean takeOver) {
        return new S3CheckpointStore(bucket, machine(host, pid), takeOver);
    }

    /** What people do with the checkpoints of a store of this bucket. */
    S3CheckpointAdmin admin(S3CheckpointStore store) {
        return new S3CheckpointAdmin(direct, machine("host", 4711), store);
    }

    Machine machine(String host, long pid) {
        return new Machine(
                new Owner(host, "boot", pid, "unused"),
                id -> alive.contains(id) ? Optional.of(Instant.MIN) : Optional.empty());
    }
}
