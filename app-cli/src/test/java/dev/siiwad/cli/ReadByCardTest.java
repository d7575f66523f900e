package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.testkit.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Reads what is published as a stranger does: by the card, with DuckDB. */
class ReadByCardTest {
    private static final String FULL = "20261101_080000_list-somali_00000001";
    private static final String TRIAL = "20261101_090000_list-somali_00000002";

    @TempDir
    Path directory;

    @Test
    void duckDbReadsTheNewestWholeDatasetOnceWithAndWithoutHivePartitions() throws Exception {
        Program program = new Program(directory);
        program.run(
                "ingest",
                "list",
                "--size",
                "50",
                "--edition",
                "older",
                "--run-id",
                "20261031_080000_list-somali_00000000");
        program.run("ingest", "list", "--run-id", FULL);
        program.run("ingest", "list", "--run-id", TRIAL, "--max-records", "10");
        requireRead(directory.resolve("data/processed/silver"));
    }

    @Test
    void theSameFromABucketWhoseObjectsAreFetchedByItsClient() throws Exception {
        String prefix = UUID.randomUUID().toString();
        try (S3Client client = BucketTest.client()) {
            if (client.listBuckets().buckets().stream()
                    .noneMatch(bucket -> bucket.name().equals("siiwad"))) {
                client.createBucket(create -> create.bucket("siiwad"));
            }
            Program program = new Program(directory);
            S3Server.variables(S3Server.running().port()).forEach(program::with);
            String storage = "s3://siiwad/" + prefix;
            program.run("ingest", "list", "--run-id", FULL, "--storage", storage);
            program.run("ingest", "list", "--run-id", TRIAL, "--max-records", "10", "--storage", storage);
            fetch(client, prefix + "/processed/silver/");
        }
        requireRead(directory.resolve("fetched"));
    }

    private void fetch(S3Client client, String prefix) throws IOException {
        for (S3Object object : client.listObjectsV2(
                        list -> list.bucket("siiwad").prefix(prefix))
                .contents()) {
            Path file = directory.resolve("fetched").resolve(object.key().substring(prefix.length()));
            Files.createDirectories(file.getParent());
            client.getObject(get -> get.bucket("siiwad").key(object.key()), file);
        }
    }

    private static void requireRead(Path silver) throws IOException, SQLException {
        List<String> paths = Files.readAllLines(silver.resolve("README.md")).stream()
                .filter(line -> line.startsWith("    - \""))
                .map(line -> silver.resolve(line.substring("    - \"".length(), line.length() - 1))
                        .toString())
                .toList();
        String files = paths.stream().map(path -> "'" + path + "'").collect(Collectors.joining(", ", "[", "]"));
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            for (boolean hive : new boolean[] {true, false}) {
                String query =
                        "SELECT count(*), count(DISTINCT id), min(run_id), max(source), CAST(min(date_accessed) AS"
                                + " VARCHAR) FROM read_parquet(" + files + ", hive_partitioning = " + hive + ")";
                try (ResultSet row = statement.executeQuery(query)) {
                    row.next();
                    assertThat(row.getLong(1)).isEqualTo(kept(paths.get(0)));
                    assertThat(row.getLong(2)).isEqualTo(row.getLong(1));
                    assertThat(row.getString(3)).isEqualTo(FULL);
                    assertThat(row.getString(4)).isEqualTo("List-Somali");
                    assertThat(row.getString(5)).isEqualTo("2026-11-01");
                }
            }
        }
    }

    /** As the receipt beside a part says. */
    private static long kept(String part) throws IOException {
        Path receipt = Path.of(part.replaceFirst("-part-.*", "-receipt.json"));
        return Files.readAllLines(receipt).stream()
                .filter(line -> line.startsWith("  \"kept\": "))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }
}
