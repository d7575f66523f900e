package dev.siiwad.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.testkit.S3Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done to everything below a prefix at once. */
class WholePrefixTest {
    @TempDir
    Path directory;

    private final Bucket bucket = new TestBucket().bucket();

    private void put(String path) throws IOException {
        bucket.put(path, Body.of(path.getBytes(StandardCharsets.UTF_8)));
    }

    private static Bucket at(BucketAddress address) {
        Map<String, String> variables = S3Server.variables(S3Server.running().port());
        S3Settings settings = new S3Settings(name -> Optional.ofNullable(variables.get(name)), Duration.ofSeconds(30));
        return Bucket.open(address, settings, new FakeWaiting());
    }

    @Test
    void copiesIntoADirectoryThatIsNamedALongWay() throws IOException {
        put("one/a");
        put("one/two/b");
        assertThat(bucket.fetchAll("one/", directory.resolve(".").resolve("x/..")))
                .isEqualTo(2);
        assertThat(directory.resolve("one/two/b")).hasContent("one/two/b");
    }

    @Test
    void removesWhatIsBelowAPrefixAndNoNeighbour() throws IOException {
        put("crashtest-1/reference/a");
        put("crashtest-1/b");
        put("crashtest-12/c");
        put("d");
        try (Bucket scratch = at(BucketAddress.parse(bucket.address().url("crashtest-1")))) {
            scratch.removeAll();
        }
        assertThat(bucket.listAll("")).extracting(Bucket.Listed::path).containsExactly("crashtest-12/c", "d");
    }

    @Test
    void neverRemovesAllOfABucket() throws IOException {
        put("a");
        try (Bucket whole = at(new BucketAddress(bucket.address().bucket(), ""))) {
            assertThatThrownBy(whole::removeAll).hasMessageContaining("has no prefix");
        }
        assertThat(bucket.listAll("")).hasSize(1);
    }
}
