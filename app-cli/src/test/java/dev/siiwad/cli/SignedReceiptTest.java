package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.cli.Program.Outcome;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.publish.VerifyingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedReceiptTest {
    private static final String RUN = "20261101_080000_list-somali_00000001";
    private static final String DAY = "data/processed/silver/source=List-Somali/date_accessed=2026-11-01/";

    @TempDir
    Path directory;

    private Program program;

    @BeforeEach
    void makeKeys() throws Exception {
        program = new Program(directory);
        writeKeys("a", "Ed25519");
        writeKeys("b", "Ed25519");
        writeKeys("rsa", "RSA");
    }

    @Test
    void whoHasThePublicKeySeesWhoPublished() throws IOException {
        Outcome outcome = ingest(RUN, "--sign", "a.pem");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("-receipt.json, signed (" + RUN + "-receipt.json.sig)");
        VerifyingKey key = VerifyingKey.of(Files.readString(directory.resolve("a.pub.pem")));
        assertThat(key.verifies(
                        Files.readAllBytes(directory.resolve(DAY + RUN + "-receipt.json")),
                        Files.readAllBytes(signature())))
                .isTrue();
        for (String what : new String[] {"List-Somali", DAY, DAY + RUN + "-receipt.json"}) {
            Outcome verified = program.run("verify", "--key", "a.pub.pem", what);
            assertThat(verified.out()).contains("-receipt.json: signed by this key\n");
            assertThat(verified.code()).as(verified.out()).isZero();
        }
        assertThat(program.run("verify").code()).isZero();
    }

    @Test
    void saysWhatIsNotSignedAndWhatAnotherSigned() throws IOException {
        ingest(RUN, "--sign", "a.pem");
        ingest("20261101_090000_list-somali_00000002", "--again");
        Outcome unsigned = program.run("verify", "--key", "a.pub.pem");
        assertThat(unsigned.code()).isEqualTo(ExitCode.CORRUPT);
        assertThat(unsigned.out()).contains("00000002-receipt.json: is not signed; ", "00000001-receipt.json: signed");
        Outcome another = program.run("verify", "--key", "b.pub.pem", DAY + RUN + "-receipt.json");
        assertThat(another.code()).isEqualTo(ExitCode.CORRUPT);
        assertThat(another.out()).contains("-receipt.json.sig: is not a signature of the receipt by this key");
        Files.write(signature(), new byte[64]);
        assertThat(program.run("verify", "--key", "a.pub.pem", DAY + RUN + "-receipt.json")
                        .code())
                .isEqualTo(ExitCode.CORRUPT);
        assertThat(program.run("verify").code()).isZero();
    }

    @Test
    void aSignatureGoesWithItsDatasetAndReadersDoNotTakeIt() throws IOException {
        ingest(RUN, "--sign", "a.pem");
        assertThat(Files.readString(directory.resolve("data/processed/silver/README.md")))
                .doesNotContain(".sig");
        assertThat(Files.readString(directory.resolve("data/processed/silver/croissant.json")))
                .doesNotContain(".sig");
        ingest("20261102_080000_list-somali_00000003", "--again", "--replace", "--sign", "b.pem");
        assertThat(signature()).doesNotExist();
        assertThat(program.run("verify", "--key", "b.pub.pem").code()).isZero();
        program.run("dataset", "remove", "20261102_080000_list-somali_00000003");
        assertThat(program.files().keySet()).noneMatch(name -> name.endsWith(".sig"));
    }

    @Test
    void anOrphanOfASignatureIsFound() throws IOException {
        ingest(RUN, "--sign", "a.pem");
        Files.move(signature(), directory.resolve(DAY + "20261101_070000_x-receipt.json.sig"));
        Outcome verified = program.run("verify");
        assertThat(verified.code()).isEqualTo(ExitCode.CORRUPT);
        assertThat(verified.out()).contains("20261101_070000_x-receipt.json.sig: no receipt names it");
    }

    @Test
    void aMissingOrWrongKeyIsRefusedBeforeAnythingIsRead() throws IOException {
        for (String key : new String[] {"none.pem", "a.pub.pem", "rsa.pem", "."}) {
            Outcome refused = ingest(RUN, "--sign", key);
            assertThat(refused.code()).as(key).isEqualTo(ExitCode.USAGE);
            assertThat(refused.err()).contains("--sign", "openssl genpkey -algorithm ed25519");
        }
        assertThat(directory.resolve("data")).doesNotExist();
        assertThat(program.run("verify", "--key", "a.pem").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void theKeyIsNowhereAndTheSameCommandSignsOnResume() throws IOException {
        Outcome stopped = program.run(
                "ingest",
                "failing",
                "--at",
                "40",
                "--checkpoint-every",
                "10",
                "--run-id",
                RUN,
                "--sign",
                "a.pem",
                "-v");
        assertThat(stopped.code()).isEqualTo(ExitCode.FAILED);
        String secret =
                Files.readString(directory.resolve("a.pem")).lines().toList().get(1);
        assertThat(program.files().entrySet())
                .noneMatch(file ->
                        !file.getKey().equals("a.pem") && file.getValue().contains(secret));
        assertThat(stopped.out() + stopped.err()).doesNotContain(secret.substring(24));
        Outcome resumed = ingest(RUN, "--sign", "a.pem");
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(program.run("verify", "--key", "a.pub.pem").code()).isZero();
        assertThat(program.files().entrySet())
                .noneMatch(file ->
                        !file.getKey().equals("a.pem") && file.getValue().contains(secret));
    }

    @Test
    void whatIsFinishedIsNotSignedLater() throws IOException {
        ingest(RUN);
        Outcome again = ingest(RUN, "--sign", "a.pem");
        assertThat(again.code()).isZero();
        assertThat(again.err()).contains("WARNING: --sign: ", "was published without a signature, and stays so");
        assertThat(signature()).doesNotExist();
    }

    private Outcome ingest(String run, String... options) {
        return program.run(Stream.concat(
                        Stream.of("ingest", "list", "--checkpoint-every", "10", "--run-id", run), Stream.of(options))
                .toArray(String[]::new));
    }

    private Path signature() {
        return directory.resolve(DAY + RUN + "-receipt.json.sig");
    }

    private void writeKeys(String name, String algorithm) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (algorithm.equals("RSA")) {
            generator.initialize(1024);
        }
        KeyPair pair = generator.generateKeyPair();
        write(name + ".pem", "PRIVATE KEY", pair.getPrivate().getEncoded());
        write(name + ".pub.pem", "PUBLIC KEY", pair.getPublic().getEncoded());
    }

    private void write(String name, String label, byte[] encoded) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        Files.writeString(
                directory.resolve(name), "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
    }
}
