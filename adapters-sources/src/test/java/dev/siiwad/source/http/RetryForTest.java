package dev.siiwad.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.testkit.PromptSockets;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How long a request is tried whose host is away, and one that alone is broken. */
class RetryForTest {
    private static final HttpSettings SETTINGS = HttpSettings.of("1.0", "someone@example.org");
    private static final Duration ALL = RetryPolicy.RETRY_FOR_DEFAULT;

    private final MockWebServer server = new MockWebServer();
    private final FakeTiming timing = new FakeTiming();
    private final Http http = new Http(SETTINGS, timing);
    private final List<String> asked = new ArrayList<>();
    private Function<String, MockResponse> answers = path -> ok();

    /** What a host may do instead of answering. */
    enum Failing {
        SERVER_ERROR {
            @Override
            MockResponse response() {
                return status(503);
            }
        },
        NO_ANSWER {
            @Override
            MockResponse response() {
                return new MockResponse.Builder()
                        .onResponseStart(new SocketEffect.CloseSocket())
                        .build();
            }
        },
        BODY_CUT_SHORT {
            @Override
            MockResponse response() {
                return ok().newBuilder()
                        .setHeader("Content-Length", 100)
                        .onResponseEnd(new SocketEffect.CloseSocket())
                        .build();
            }
        };

        abstract MockResponse response();
    }

    @BeforeEach
    void start() throws IOException {
        server.setServerSocketFactory(new PromptSockets());
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                synchronized (asked) {
                    asked.add(request.getTarget());
                    return answers.apply(request.getTarget());
                }
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        http.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void aHostThatIsAwayForNineMinutesCostsNothing(Failing failing) throws Exception {
        fetch("/first");
        answers = path -> passed().compareTo(Duration.ofMinutes(9)) < 0 ? failing.response() : ok();

        assertThat(fetch("/second").text()).isEqualTo("salaan");
    }

    @ParameterizedTest
    @EnumSource
    void aHostThatIsAwayFromTheStartMayComeInTheLastSecond(Failing failing) throws Exception {
        answers = path -> passed().compareTo(ALL) < 0 ? failing.response() : ok();

        assertThat(fetch("/first").text()).isEqualTo("salaan");
    }

    @Test
    void aHostThatAnswersNothingForEverIsGivenUpWhenTheTimeIsUsedUp() throws Exception {
        fetch("/first");
        answers = path -> Failing.NO_ANSWER.response();

        assertThatThrownBy(() -> fetch("/second"))
                .hasMessageEndingWith("(tried 16 times in 10 min). Check the network")
                .hasCauseInstanceOf(BrokenConnectionException.class);
        assertThat(passed()).isEqualTo(ALL);
    }

    @Test
    void aHostThatFailsForEverIsGivenUpWhenTheTimeIsUsedUp() throws Exception {
        fetch("/first");
        answers = path -> status(503);

        assertThatThrownBy(() -> fetch("/second?x=1"))
                .isInstanceOf(HttpStatusException.class)
                .hasMessage("GET " + server.url("/second?x=1") + ": status 503 Server Error");
        assertThat(passed()).isEqualTo(ALL);
    }

    @Test
    void aHostThatWasJustGivenUpIsNotWaitedForAllOverAgain() throws Exception {
        fetch("/first");
        answers = path -> status(503);
        assertThatThrownBy(() -> fetch("/second")).isInstanceOf(HttpStatusException.class);
        int before = asked.size();

        assertThatThrownBy(() -> fetch("/third")).isInstanceOf(HttpStatusException.class);

        assertThat(asked).hasSize(before + 1);
        assertThat(passed()).isEqualTo(ALL);
        http.rest(Duration.ofMinutes(1));
        assertThatThrownBy(() -> fetch("/fourth")).isInstanceOf(HttpStatusException.class);
        assertThat(passed()).isEqualTo(ALL.multipliedBy(2).plusMinutes(1));
    }

    @Test
    void aHostThatAnsweredAfterItWasGivenUpIsWaitedForAgain() throws Exception {
        answers = path -> path.equals("/broken") ? status(503) : ok();
        assertThatThrownBy(() -> fetch("/broken")).isInstanceOf(HttpStatusException.class);
        fetch("/other");
        answers = path -> status(503);

        assertThatThrownBy(() -> fetch("/other")).isInstanceOf(HttpStatusException.class);

        assertThat(passed()).isEqualTo(ALL.multipliedBy(2));
    }

    @ParameterizedTest
    @EnumSource
    void oneThatIsBrokenForEverAmongOthersCostsSeconds(Failing failing) throws Exception {
        fetch("/first");
        answers = path -> path.equals("/broken") ? failing.response() : ok();

        for (int i = 1; i <= 3; i++) {
            Duration before = passed();
            assertThatThrownBy(() -> fetch("/broken")).isInstanceOf(IOException.class);
            assertThat(passed().minus(before)).isEqualTo(Duration.ofSeconds(31));
            fetch("/other");
        }
        assertThat(asked).filteredOn("/broken"::equals).hasSize(18);
    }

    @Test
    void oneThatIsBrokenSaysThatItIsAlone() throws Exception {
        fetch("/first");
        answers = path -> path.equals("/broken") ? Failing.NO_ANSWER.response() : ok();

        assertThatThrownBy(() -> fetch("/broken"))
                .hasMessageEndingWith("(tried 6 times in 31 s, while the host answers others)")
                .hasCauseInstanceOf(BrokenConnectionException.class);
    }

    @Test
    void theHostIsAskedForNothingElseWhileTheFailureMayBePassing() throws Exception {
        fetch("/first");
        answers = path -> path.equals("/second") && asked.size() < 6 ? status(500) : ok();

        fetch("/second");

        assertThat(asked).containsExactly("/first", "/second", "/second", "/second", "/second", "/second");
    }

    @Test
    void noTokenIsAskedForAgain() throws Exception {
        fetch("/first");
        http.fetch(Request.postForm(server.url("/token").toString(), Map.of("grant", "x"))
                .asRetried());
        answers = path -> path.equals("/broken") ? status(500) : ok();

        assertThatThrownBy(() -> fetch("/broken")).isInstanceOf(HttpStatusException.class);

        assertThat(asked)
                .containsOnlyOnce("/token")
                .filteredOn("/first"::equals)
                .hasSize(3);
    }

    @Test
    void oneThatStaysBrokenWhenItsHostIsBackIsTriedSomeTimesMore() throws Exception {
        fetch("/first");
        Duration outage = Duration.ofMinutes(4);
        List<Duration> triedAt = new ArrayList<>();
        answers = path -> {
            if (path.equals("/broken")) {
                triedAt.add(passed());
            }
            return path.equals("/first") && passed().compareTo(outage) >= 0 ? ok() : status(502);
        };

        assertThatThrownBy(() -> fetch("/broken")).isInstanceOf(HttpStatusException.class);

        assertThat(triedAt)
                .filteredOn(time -> time.compareTo(outage) >= 0)
                .hasSize(6)
                .allSatisfy(time -> assertThat(time).isLessThan(Duration.ofMinutes(6)));
    }

    @Test
    void tooManyRequestsAreNeverOneRequestsOwnTrouble() throws Exception {
        fetch("/first");
        answers = path -> path.equals("/busy") ? status(429) : ok();

        assertThatThrownBy(() -> fetch("/busy")).isInstanceOf(HttpStatusException.class);
        assertThat(passed()).isEqualTo(ALL);
    }

    @Test
    void waitsThatTheServerAsksForDoNotUseUpTheTime() throws Exception {
        answers = path -> switch (asked.size()) {
            case 1, 2, 3, 4 -> asking("500");
            case 5, 6, 7 -> status(503);
            default -> ok();
        };

        assertThat(fetch("/first").text()).isEqualTo("salaan");
    }

    @Test
    void aServerThatAsksToWaitForEverIsGivenUp() {
        answers = path -> asking("500");

        assertThatThrownBy(() -> fetch("/first")).isInstanceOf(HttpStatusException.class);
        assertThat(asked).hasSize(6);
    }

    @Test
    void aServerThatAsksForShortWaitsIsObeyedForAllTheTime() {
        answers = path -> asking("20");

        assertThatThrownBy(() -> fetch("/first")).isInstanceOf(HttpStatusException.class);
        assertThat(passed()).isGreaterThanOrEqualTo(ALL).isLessThan(ALL.plusMinutes(5));
    }

    @Test
    void withoutAnyTimeThereIsOneTry() {
        try (Http once = new Http(SETTINGS.withRetries(RetryPolicy.DEFAULT.withRetryFor(Duration.ZERO)), timing)) {
            answers = path -> status(503);

            assertThatThrownBy(() -> once.fetch(Request.get(server.url("/a").toString())))
                    .isInstanceOf(HttpStatusException.class);
        }
        assertThat(asked).hasSize(1);
    }

    @Test
    void whatOthersAreGivenMeanwhileNeedsNoProbe() throws Exception {
        Host host = new Host(2);
        Trouble trouble = new Trouble(RetryPolicy.DEFAULT, timing);
        trouble.at(host);
        int failures = 0;
        do {
            failures++;
            host.answered();
        } while (trouble.failed(true, (before, asked) -> {
                    throw new IOException("not needed");
                })
                .isPresent());
        assertThat(failures).isEqualTo(6);
    }

    private Response fetch(String path) throws IOException {
        return http.fetch(Request.get(server.url(path).toString()));
    }

    private Duration passed() {
        return Duration.ofNanos(timing.nanos());
    }

    private static MockResponse ok() {
        return new MockResponse.Builder().body("salaan").build();
    }

    private static MockResponse status(int status) {
        return new MockResponse.Builder().code(status).build();
    }

    private static MockResponse asking(String seconds) {
        return status(503).newBuilder().addHeader("Retry-After", seconds).build();
    }
}
