package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.cli.Program.Outcome;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.testkit.S3Server;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The program with everything in a bucket: every call has a working directory, a machine of its own as it were, only if it wants one. */
class BucketTest {
    private static final int PORT = S3Server.running().port();
    private static final Map<String, String> VARIABLES = S3Server.variables(PORT);

    private final String storage = "s3://siiwad/" + UUID.randomUUID();

    @TempDir
    Path directory;

    @TempDir
    Path anotherMachine;

    private Program program;

    @BeforeAll
    static void createBucket() {
        try (S3Client client = client()) {
            if (client.listBuckets().buckets().stream()
                    .noneMatch(bucket -> bucket.name().equals("siiwad"))) {
                client.createBucket(create -> create.bucket("siiwad"));
            }
        }
    }

    static S3Client client() {
        return S3Client.builder()
                .endpointOverride(URI.create(VARIABLES.get("AWS_ENDPOINT_URL_S3")))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(S3Server.ID, S3Server.SECRET)))
                .build();
    }

    @BeforeEach
    void start() {
        program = at(directory);
    }

    @Test
    void publishesInTheBucketAndLeavesNothingHere() throws Exception {
        Outcome outcome = ingest(program, "--size", "2500", "--malformed-every", "7");
        assertThat(outcome.err())
                .contains("INFO: Checkpoint saved: offset=2000")
                .contains("removing checkpoint");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("Dataset:     " + storage + "/processed/silver/source=List-Somali");
        assertThat(program.files()).isEmpty();

        Outcome verified = at(anotherMachine).run("verify", "--storage", storage);
        assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
        assertThat(verified.out()).contains("sound, 1,429 documents").contains(storage);
        assertThat(program.run("verify", "List-Somali", "--storage", storage).code())
                .isZero();
        assertThat(program.run("status", "--storage", storage).out()).contains("No run in progress in " + storage);
        String run = program.run("dataset", "list", "--storage", storage)
                .out()
                .replaceAll("(?s).*?(\\d{8}_\\d{6}_list-somali_[0-9a-f]{8}).*", "$1");
        assertThat(program.run("inspect", run, "--storage", storage).out()).contains("1,429 kept, 357 quarantined");
        assertThat(program.files()).isEmpty();
    }

    @Test
    void aCrashTestHasAPrefixOfItsOwnAndLeavesNothing() throws Exception {
        String line = "{\"text\":\"" + "Qoraalkan waa tusaale. ".repeat(9) + "\"}\n";
        Files.writeString(directory.resolve("a.jsonl"), line.repeat(100));
        program.with("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        Outcome outcome = program.run(("crashtest huggingface custom --files a.jsonl --checkpoint-every 20 --kills 2"
                        + " --seed 14 --scratch . --storage " + storage)
                .split(" "));
        assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
        assertThat(outcome.out())
                .contains("Scratch: " + storage + "/crashtest-", "In a bucket it is killed at random moments only.")
                .containsPattern("\n[12] kills?, 0 different, 0 lost, 0 doubled\n");
        assertThat(program.files()).containsOnlyKeys("a.jsonl");
        String prefix = storage.substring("s3://siiwad/".length());
        try (S3Client client = client()) {
            assertThat(client.listObjectsV2(list -> list.bucket("siiwad").prefix(prefix))
                            .contents())
                    .isEmpty();
        }
    }

    @Test
    void aKilledRunIsCarriedOnByAnotherMachine() throws Exception {
        String[] command = {
            "ingest", "list", "--size", "3000", "--checkpoint-every", "100", "--storage", storage, "--run-id", "run-1"
        };
        try (Child child = Child.start(directory, VARIABLES, command)) {
            child.until("INFO: Checkpoint saved: offset=300");
            child.signal("STOP");
            assertThat(ingest(program).code()).isEqualTo(ExitCode.BUSY);
            assertThat(program.run("status", "--storage", storage).out()).contains("List-Somali: running (pid ");
            child.kill();
        }
        assertThat(program.run("status", "--storage", storage).out()).contains("List-Somali: not running");
        Outcome resumed = at(anotherMachine).run(command);
        assertThat(resumed.err()).contains("INFO: Resuming from checkpoint: offset=");
        assertThat(resumed.out()).contains("Read:        3,000 documents").contains("Kept:        2,000");
        assertThat(program.run("verify", "--storage", storage).code()).isZero();
    }

    @Test
    void aRunThatIsTakenOverStopsAndHasDamagedNothing() throws Exception {
        String[] command = {"ingest", "list", "--size", "5000", "--checkpoint-every", "100", "--storage", storage};
        try (Child child = Child.start(directory, VARIABLES, command)) {
            child.until("INFO: Checkpoint saved: offset=300");
            child.signal("STOP");
            String[] takeOver = {
                "ingest", "list", "--size", "5000", "--checkpoint-every", "1000", "--storage", storage, "--take-over"
            };
            assertThat(at(anotherMachine).run(takeOver).code()).isZero();
            child.signal("CONT");
            assertThat(child.end()).isEqualTo(ExitCode.BUSY);
            assertThat(child.lines()).last().asString().contains("somebody else has committed");
        }
        Outcome verified = program.run("verify", "--storage", storage);
        assertThat(verified.out()).contains("sound, 3,334 documents").hasLineCount(1);
    }

    @Test
    void theCommandsForCheckpointsAppendToTheLog() {
        assertThat(checkpoint("set", "--new", "List-Somali", "--offset", "10").code())
                .isZero();
        assertThat(checkpoint("list").out()).contains("List-Somali").contains("an offset only (version 1.0)");
        assertThat(checkpoint("show", "List-Somali").out()).contains("\"last_index\" : 10");
        assertThat(checkpoint("backup", "List-Somali").out()).contains(storage);
        assertThat(checkpoint("set", "List-Somali", "--offset", "20").out()).contains("What it replaced is kept as");
        assertThat(checkpoint("restore", "List-Somali").out()).contains("begins at offset 10");
        assertThat(checkpoint("restore", "List-Somali").code()).isEqualTo(ExitCode.USAGE);
        assertThat(ingest(program).out()).contains("Read:        90 documents");
        assertThat(checkpoint("set", "List-Somali", "--offset", "5").code()).isZero();
        assertThat(checkpoint("delete", "List-Somali").out()).contains("the next run starts at 0");
        assertThat(checkpoint("list").out()).contains("No checkpoints in " + storage);
        assertThat(ingest(program).out()).contains("Read:        100 documents");
    }

    @Test
    void segmentsThatNoCheckpointCountsAreListedAndRemoved() {
        program.run("ingest", "failing", "--at", "40", "--checkpoint-every", "10", "--storage", storage);
        assertThat(checkpoint("list").out()).doesNotContain("no checkpoint counts");
        String staging = storage.substring("s3://siiwad/".length()) + "/staging/source=List-Somali/";
        remove(staging + "checkpoints/");
        remove(staging + ".checkpoint.json");
        Outcome listed = checkpoint("list");
        assertThat(listed.out())
                .contains("No checkpoints in " + storage, "Left over, to remove with: siiwad checkpoint clean")
                .containsPattern(
                        storage + "/staging/source=List-Somali/segments/\\S+/: segments that no checkpoint counts");
        assertThat(checkpoint("clean", "--older-than", "1s", "--dry-run").out()).contains("Would remove 1");
        assertThat(checkpoint("clean", "--older-than", "1s").out()).contains("Removed 1");
        assertThat(checkpoint("list").out()).isEqualTo("No checkpoints in " + storage + "/staging\n");
    }

    private static void remove(String prefix) {
        try (S3Client client = client()) {
            client.listObjectsV2(list -> list.bucket("siiwad").prefix(prefix))
                    .contents()
                    .forEach(object -> client.deleteObject(
                            delete -> delete.bucket("siiwad").key(object.key())));
        }
    }

    @Test
    void explainsWithoutChangingAnything() {
        assertThat(checkpoint("set", "--new", "List-Somali", "--offset", "10").code())
                .isZero();
        Outcome outcome = ingest(program, "--explain");
        assertThat(outcome.out()).contains("Would begin a new run at offset 10").contains(storage);
    }

    @Test
    void saysWhatIsWrongWithoutNamingASecret() {
        Outcome outcome =
                program.with("AWS_SECRET_ACCESS_KEY", "wrong-secret").run("ingest", "list", "--storage", storage);
        assertThat(outcome.code()).isEqualTo(ExitCode.USAGE);
        assertThat(outcome.err()).contains(storage).contains("docs/storage.md").doesNotContain("wrong-secret");
        String missing = "s3://" + UUID.randomUUID() + "/recorded";
        Outcome nowhere = at(directory).run("status", "--storage", missing);
        assertThat(nowhere.code()).isEqualTo(ExitCode.USAGE);
        assertThat(nowhere.err()).contains(missing, "Create the bucket, or give another one");
        assertThat(program.run("ingest", "list", "--storage", "s3://No").code()).isEqualTo(ExitCode.USAGE);
        assertThat(program.run("ingest", "list", "--take-over").err()).contains("--take-over works in a bucket");
    }

    @Test
    void saysInTwoLinesThatThereAreNoCredentials() throws Exception {
        Map<String, String> variables = new HashMap<>(VARIABLES);
        variables.put("AWS_ACCESS_KEY_ID", "");
        variables.put("AWS_SECRET_ACCESS_KEY", "");
        variables.put("AWS_EC2_METADATA_DISABLED", "true");
        variables.put("AWS_SHARED_CREDENTIALS_FILE", directory.resolve("none").toString());
        variables.put("AWS_CONFIG_FILE", directory.resolve("none").toString());
        try (Child child = Child.start(directory, variables, "ingest", "list", "--storage", storage)) {
            assertThat(child.end()).isEqualTo(ExitCode.USAGE);
            assertThat(child.lines())
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .startsWith("ERROR: " + storage)
                                    .endsWith(
                                            "no AWS credentials were found, in variables, a profile, or of this machine. Give"
                                                    + " them by AWS_PROFILE, or by AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"),
                            line -> assertThat(line).isEqualTo("The same command would end the same way"));
        }
    }

    static Program at(Path directory) {
        Program program = new Program(directory);
        VARIABLES.forEach(program::with);
        return program;
    }

    private Outcome checkpoint(String verb, String... arguments) {
        return program.run(joined(new String[] {"checkpoint", verb, "--storage", storage}, arguments));
    }

    private Outcome ingest(Program at, String... arguments) {
        return at.run(joined(new String[] {"ingest", "list", "--storage", storage}, arguments));
    }

    private static String[] joined(String[] first, String[] second) {
        return Stream.of(first, second).flatMap(Arrays::stream).toArray(String[]::new);
    }
}
