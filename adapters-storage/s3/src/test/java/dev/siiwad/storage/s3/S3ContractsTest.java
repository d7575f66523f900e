package dev.siiwad.storage.s3;

import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import dev.siiwad.testkit.Checkpoints;
import dev.siiwad.testkit.S3Server;
import dev.siiwad.testkit.StorageContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** A bucket keeps to the contract of a storage, on a real server. A file in the place tells which server, and which of its buckets. */
class S3ContractsTest extends StorageContract {
    private static final String WHERE = "where";

    /** Before any child does, with which it would not end. */
    @BeforeAll
    static void startServer() {
        S3Server.running();
    }

    @Override
    public int triesMax() {
        return 4;
    }

    @Override
    protected Storage open(Path place) throws IOException {
        Reached reached = Reached.from(place);
        return S3Storage.open(reached.address(), reached.settings(), Checkpoints.OWNER, false);
    }

    @Override
    public void damageBackup(Path place, SourceId source) throws IOException {
        Reached reached = Reached.from(place);
        String key = reached.address().key("staging/source=" + source + "/.checkpoint.backup.json");
        try (S3Client client = reached.settings().client(reached.address())) {
            client.putObject(put -> put.bucket(reached.bucket()).key(key), RequestBody.fromString("{\"half"));
        }
    }

    /** The server of whichever JVM was first at this place, and a bucket that no other place has. */
    private record Reached(int port, String bucket) {
        static Reached from(Path place) throws IOException {
            Path where = place.resolve(WHERE);
            if (!Files.exists(where)) {
                Reached reached = new Reached(S3Server.running().port(), "place-" + UUID.randomUUID());
                reached.makeBucket();
                Files.writeString(where, reached.port() + " " + reached.bucket());
            }
            String[] written = Files.readString(where).split(" ");
            return new Reached(Integer.parseInt(written[0]), written[1]);
        }

        BucketAddress address() {
            return new BucketAddress(bucket, "so");
        }

        S3Settings settings() {
            Map<String, String> variables = S3Server.variables(port);
            return S3Settings.of(name -> Optional.ofNullable(variables.get(name)));
        }

        private void makeBucket() {
            try (S3Client client = settings().client(address())) {
                client.createBucket(create -> create.bucket(bucket));
            }
        }
    }
}
