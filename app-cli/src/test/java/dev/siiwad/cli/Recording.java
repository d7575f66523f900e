package dev.siiwad.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What was recorded of earlier builds, copied to where a program can resume it. */
final class Recording {
    private static final String BUCKET = "recorded";

    private Recording() {}

    /** Where all of it is. */
    static Path directory() {
        try {
            return Path.of(Objects.requireNonNull(Recording.class.getResource("/recorded"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * The receipt that the recording build wrote when it resumed the run itself, or what a resume comes to by now, where that is recorded beside it;
     * empty if it depends on the time of day.
     */
    static Optional<Path> receipt(String name) {
        return Stream.of("receipt-now.json", "receipt.json")
                .map(directory().resolve(name)::resolve)
                .filter(Files::exists)
                .findFirst();
    }

    static void copy(Path from, Path to) throws IOException {
        for (Path file : filesBelow(from)) {
            Path copy = to.resolve(from.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
    }

    static List<Path> filesBelow(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Uploads each file as an object. */
    static InBucket inBucket(String name) throws IOException {
        S3Client client = BucketTest.client();
        String prefix = UUID.randomUUID() + "/";
        if (client.listBuckets().buckets().stream()
                .noneMatch(bucket -> bucket.name().equals(BUCKET))) {
            client.createBucket(create -> create.bucket(BUCKET));
        }
        Path objects = directory().resolve(name);
        for (Path file : filesBelow(objects)) {
            String key = prefix + objects.relativize(file);
            client.putObject(put -> put.bucket(BUCKET).key(key), RequestBody.fromFile(file));
        }
        return new InBucket(client, prefix);
    }

    /** A recording below a prefix of its own. */
    record InBucket(S3Client client, String prefix) implements AutoCloseable {
        String storage() {
            return "s3://" + BUCKET + "/" + prefix.substring(0, prefix.length() - 1);
        }

        /** Copies objects into a directory, under the last part of their names. */
        void download(String below, Path directory) throws IOException {
            Files.createDirectories(directory);
            for (S3Object object : client.listObjectsV2(
                            list -> list.bucket(BUCKET).prefix(prefix + below))
                    .contents()) {
                String name = object.key().substring(object.key().lastIndexOf('/') + 1);
                client.getObject(get -> get.bucket(BUCKET).key(object.key()), directory.resolve(name));
            }
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
