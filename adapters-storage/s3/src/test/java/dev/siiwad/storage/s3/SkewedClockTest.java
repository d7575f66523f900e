package dev.siiwad.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.testkit.S3Server;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store refuses what is signed with a time that is far from its own. */
class SkewedClockTest {
    private static final DateTimeFormatter SIGNED =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX").withZone(ZoneOffset.UTC);
    private static final String SIGNED_AT = "X-Amz-Date:";
    private static final Duration MOST = Duration.ofMinutes(15);

    private ServerSocket server;
    private Bucket bucket;
    private volatile Instant storesTime = Instant.now().plus(Duration.ofHours(26));
    private volatile boolean tellsItsTime = true;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread thread = new Thread(this::answerAll, "store");
        thread.setDaemon(true);
        thread.start();
        Map<String, String> variables = S3Server.variables(server.getLocalPort());
        S3Settings settings = new S3Settings(name -> Optional.ofNullable(variables.get(name)), Duration.ofSeconds(30));
        bucket = Bucket.open(new BucketAddress("tests", "p"), settings, new FakeWaiting());
    }

    @AfterEach
    void stop() throws IOException {
        bucket.close();
        server.close();
    }

    @Test
    void isAskedAgainByItsOwnClock() throws IOException {
        assertThat(bucket.listAll("")).isEmpty();
        storesTime = Instant.now().minus(Duration.ofDays(400));
        assertThat(bucket.listAll("")).isEmpty();
    }

    @Test
    void saysThatTheClockIsToBeSetWhereThatDoesNotHelp() {
        tellsItsTime = false;
        assertThatThrownBy(() -> bucket.listAll(""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the store answered 403 RequestTimeTooSkewed")
                .hasMessageEndingWith("Set the clock of this machine; then run the same command again");
    }

    private void answerAll() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                answer(client);
            } catch (IOException next) {
                // a client that is gone
            }
        }
    }

    private void answer(Socket client) throws IOException {
        BufferedReader head =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        Instant signed = Instant.MIN;
        for (String line = head.readLine(); line != null && !line.isEmpty(); line = head.readLine()) {
            if (line.regionMatches(true, 0, SIGNED_AT, 0, SIGNED_AT.length())) {
                signed = Instant.from(
                        SIGNED.parse(line.substring(SIGNED_AT.length()).trim()));
            }
        }
        boolean skewed = Duration.between(signed, storesTime).abs().compareTo(MOST) > 0;
        String body = skewed
                ? "<Error><Code>RequestTimeTooSkewed</Code><Message>too far</Message></Error>"
                : "<ListBucketResult><KeyCount>0</KeyCount><IsTruncated>false</IsTruncated></ListBucketResult>";
        String date = tellsItsTime
                ? "Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(storesTime.atZone(ZoneOffset.UTC)) + "\r\n"
                : "";
        String answer = "HTTP/1.1 " + (skewed ? "403 Forbidden" : "200 OK") + "\r\n" + date
                + "Content-Type: application/xml\r\nConnection: close\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
        client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
    }
}
