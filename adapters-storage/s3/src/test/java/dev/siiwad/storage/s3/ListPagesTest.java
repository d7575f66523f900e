package dev.siiwad.storage.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.siiwad.paging.IncompleteListException;
import dev.siiwad.testkit.S3Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists as stores give them, and as they may not be given: pages of any length, whose end is where they say. */
class ListPagesTest {
    private static final Pattern TOKEN = Pattern.compile("continuation-token=([^&]*)");

    private final Map<String, String> pages = new HashMap<>();
    private HttpServer server;
    private Bucket bucket;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        Map<String, String> variables = S3Server.variables(server.getAddress().getPort());
        S3Settings settings = new S3Settings(name -> Optional.ofNullable(variables.get(name)), Duration.ofSeconds(30));
        bucket = Bucket.open(new BucketAddress("tests", "p"), settings, new FakeWaiting());
    }

    @AfterEach
    void stop() {
        bucket.close();
        server.stop(0);
    }

    @Test
    void readsOnAfterAShortPageThatIsNotTheLast() throws IOException {
        pages.put("", page(3, "two", "a", "b", "c"));
        pages.put("two", page(0, "three"));
        pages.put("three", page(1, "", "d"));

        assertThat(bucket.listAll("")).extracting(Bucket.Listed::path).containsExactly("a", "b", "c", "d");
        assertThat(bucket.list("", "", 4)).hasSize(4);
        assertThat(bucket.list("", "", 2)).extracting(Bucket.Listed::path).containsExactly("a", "b");
    }

    @Test
    void findsTheFirstObjectAfterAPageWithoutAny() throws IOException {
        pages.put("", page(0, "two"));
        pages.put("two", page(1, "", "d"));

        assertThat(bucket.list("", "", 1)).extracting(Bucket.Listed::path).containsExactly("d");
        assertThat(bucket.length("d")).contains(1L);
    }

    @Test
    void refusesATokenThatLeadsBack() {
        pages.put("", page(1, "two", "a"));
        pages.put("two", page(1, "two", "b"));

        assertThatThrownBy(() -> bucket.listAll(""))
                .isInstanceOf(IncompleteListException.class)
                .hasMessageStartingWith("s3://tests/p/: page 2 leads to \"two\" as the next one, which was page 2");
        assertThatThrownBy(() -> bucket.directories("")).isInstanceOf(IncompleteListException.class);
    }

    @Test
    void refusesAPageThatComesAgain() {
        pages.put("", page(2, "two", "a", "b"));
        pages.put("two", page(2, "", "a", "b"));

        assertThatThrownBy(() -> bucket.listAll(""))
                .hasMessageContaining("page 2 holds \"p/a\", which page 1 has held");
    }

    @Test
    void refusesAnAnswerThatSaysThereIsMoreAndNotWhere() {
        pages.put("", page(1, "two", "a").replaceAll("<NextContinuationToken>.*</NextContinuationToken>", ""));

        assertThatThrownBy(() -> bucket.listAll(""))
                .hasMessageContaining("LIST says that there is more, and not where");
    }

    @Test
    void refusesAnAnswerWithFewerNamesThanItAnnounces() {
        pages.put("", page(3, "", "a", "b"));

        assertThatThrownBy(() -> bucket.listAll("")).hasMessageContaining("the answer lists 2 names; it announces 3");
    }

    private static String page(int announced, String next, String... names) {
        String contents = Stream.of(names)
                .map(name -> "<Contents><Key>p/" + name + "</Key><LastModified>2026-11-23T10:00:00.000Z</LastModified>"
                        + "<ETag>&quot;e&quot;</ETag><Size>1</Size></Contents>")
                .collect(Collectors.joining());
        String following = next.isEmpty() ? "" : "<NextContinuationToken>" + next + "</NextContinuationToken>";
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
                + "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>tests</Name><Prefix>p/</Prefix>"
                + "<KeyCount>" + announced + "</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>" + !next.isEmpty()
                + "</IsTruncated>" + following + contents + "</ListBucketResult>";
    }

    private void answer(HttpExchange exchange) throws IOException {
        URI address = exchange.getRequestURI();
        Matcher token = TOKEN.matcher(Optional.ofNullable(address.getQuery()).orElse(""));
        byte[] body = pages.get(token.find() ? token.group(1) : "").getBytes(UTF_8);
        exchange.getResponseHeaders().put("Content-Type", List.of("application/xml"));
        exchange.sendResponseHeaders(200, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }
}
