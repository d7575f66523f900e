package dev.siiwad.source.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Credentials;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import okhttp3.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The one HTTP client of all sources: it waits as servers ask, tries again what failed for a passing reason, and takes no answer for whole that is
 * not. Safe for use by several threads; whoever makes it closes it.
 */
public final class Http implements Closeable {
    static final int REDIRECTS_MAX = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Http.class);
    /** A user who sees nothing for longer than this would think that the run hangs. */
    private static final Duration SILENCE_MAX = Duration.ofSeconds(5);

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final String PROXY_AUTHORIZATION = "Proxy-Authorization";
    private static final int TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Duration IDLE_CONNECTION = Duration.ofMinutes(1);

    private final HttpSettings settings;
    private final Timing timing;
    private final OkHttpClient client;
    private final Optional<RateLimiter> rateLimiter;
    private final Map<String, Host> hosts = new ConcurrentHashMap<>();
    private final Set<Call> running = ConcurrentHashMap.newKeySet();
    private final CountDownLatch cancelled = new CountDownLatch(1);

    public Http(HttpSettings settings, Timing timing) {
        this(settings, timing, Proxies.none());
    }

    public Http(HttpSettings settings, Timing timing, Proxies proxies) {
        this.settings = settings;
        this.timing = timing;
        this.rateLimiter = settings.rate().map(RateLimiter::new);
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .connectTimeout(settings.connectTimeout())
                .readTimeout(settings.readTimeout())
                .writeTimeout(settings.readTimeout())
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .connectionPool(new ConnectionPool(
                        settings.connectionsPerHostMax(), IDLE_CONNECTION.toMillis(), TimeUnit.MILLISECONDS));
        if (!proxies.isEmpty()) {
            builder.proxySelector(new SelectedProxy(proxies))
                    .proxyAuthenticator((route, answer) -> authorized(proxies, route, answer));
        }
        this.client = builder.build();
    }

    /** The request with the proxy's user and password; null, as OkHttp has it, if there is none or they were refused. */
    private static okhttp3.Request authorized(Proxies proxies, Route route, okhttp3.Response answer) {
        Optional<Proxies.ProxyServer> server = Optional.ofNullable(route)
                .flatMap(taken -> proxies.of(taken.proxy()))
                .filter(proxy -> !proxy.user().isEmpty());
        boolean refused = answer.request().header(PROXY_AUTHORIZATION) != null;
        return server.filter(proxy -> !refused)
                .map(proxy -> answer.request()
                        .newBuilder()
                        .header(PROXY_AUTHORIZATION, Credentials.basic(proxy.user(), proxy.password()))
                        .build())
                .orElse(null);
    }

    /**
     * Sends a request and reads the whole answer.
     *
     * @throws HttpStatusException if the status is not 2xx, after as many tries as make sense
     * @throws TryLaterException if the server asks for a longer wait than the policy allows
     * @throws AnswerTooLongException if the answer is longer than the request allows
     * @throws IOException also if the network stays broken
     */
    public Response fetch(Request request) throws IOException {
        return trying(request, () -> {
            try (Answer answer = send(request, Optional.of(settings.callTimeout()))) {
                byte[] body = answer.readFully(request.bodyBytesMax());
                return new Response(answer.status(), answer.url(), answer.headers(), body);
            }
        });
    }

    /** Sends a request and gives the answer as soon as its headers are there; a body that breaks later is the caller's to deal with. */
    Answer open(Request request) throws IOException {
        return trying(request, () -> send(request, Optional.empty()));
    }

    /** Waits between requests out of courtesy; {@link #cancel} ends it with an error. */
    public void rest(Duration wait) throws IOException {
        pause(wait, "resting between requests");
    }

    /** Makes all requests, running and to come, and all waits fail at once. Called from any thread, when the user wants to stop. */
    public void cancel() {
        cancelled.countDown();
        running.forEach(Call::cancel);
    }

    /** Makes the requests that run for one address fail at once. */
    void cancel(String url) {
        running.stream()
                .filter(call -> url.equals(call.request().tag(String.class)))
                .forEach(Call::cancel);
    }

    /** Cancels what still runs and frees the connections. Safe to call twice. */
    @Override
    public void close() {
        cancel();
        client.connectionPool().evictAll();
        client.dispatcher().executorService().shutdown();
    }

    /** Waits, unless and until cancelled; the log says so. */
    public void pause(Duration wait, String reason) throws IOException {
        requireNotCancelled();
        if (wait.isZero()) {
            return;
        }
        Level level = wait.compareTo(SILENCE_MAX) > 0 ? Level.INFO : Level.DEBUG;
        LOG.atLevel(level).log("{}. Waiting {} ms", reason, wait.toMillis());
        try {
            timing.await(wait, cancelled);
        } catch (InterruptedException e) {
            throw interrupted();
        }
        requireNotCancelled();
    }

    RetryPolicy retries() {
        return settings.retries();
    }

    /** Waits before another try, as long as the policy says after so many. */
    void backOff(int tried, String problem) throws IOException {
        pause(settings.retries().waitAfter(tried, timing.chance(), Duration.ZERO), problem);
    }

    private interface Sending<T> {
        T send() throws IOException;
    }

    private <T> T trying(Request request, Sending<T> sending) throws IOException {
        int triesMax = request.retried() ? settings.retries().triesMax() : 1;
        for (int tried = 1; ; tried++) {
            Duration retryAfter = Duration.ZERO;
            String problem;
            try {
                return sending.send();
            } catch (HttpStatusException e) {
                if (!passing(e.status())) {
                    throw e;
                }
                retryAfter = RetryAfter.of(e.status(), e.headers(), timing.now());
                requireBearable(request.toString(), retryAfter);
                if (tried == triesMax) {
                    throw e;
                }
                problem = e.getMessage();
            } catch (BrokenConnectionException e) {
                requireNotCancelled();
                if (Thread.currentThread().isInterrupted()) {
                    throw interrupted();
                }
                if (tried == triesMax) {
                    throw e.afterTries(tried);
                }
                problem = e.getMessage();
            }
            Duration wait = settings.retries().waitAfter(tried, timing.chance(), retryAfter);
            pause(wait, problem + "; try " + tried + " of " + triesMax);
        }
    }

    private static boolean passing(int status) {
        return status == TIMEOUT || status == TOO_MANY_REQUESTS || status >= 500;
    }

    private Answer send(Request request, Optional<Duration> callTimeout) throws IOException {
        Hop hop = Hop.first(request);
        for (int redirects = 0; redirects <= REDIRECTS_MAX; redirects++) {
            Answer answer = exchange(hop, callTimeout);
            int status = answer.status();
            if (status >= 200 && status < 300) {
                return answer;
            }
            try (answer) {
                Optional<String> location = answer.headers().first("Location");
                boolean follow = request.redirected()
                        && REDIRECTS.contains(status)
                        && location.isPresent()
                        && request.body().isEmpty();
                if (!follow) {
                    throw answer.statusException();
                }
                hop = hop.redirectedTo(location.get());
            }
        }
        throw new IOException(request + ": more than " + REDIRECTS_MAX + " redirects; the last one leads to "
                + SafeUrl.of(hop.url().toString()));
    }

    private Answer exchange(Hop hop, Optional<Duration> callTimeout) throws IOException {
        Host host = hosts.computeIfAbsent(
                hop.url().host() + ":" + hop.url().port(), name -> new Host(settings.connectionsPerHostMax()));
        enter(host, hop);
        Call call = client.newCall(okhttp(hop));
        callTimeout.ifPresent(limit -> call.timeout().timeout(limit.toMillis(), TimeUnit.MILLISECONDS));
        Runnable leave = () -> {
            running.remove(call);
            host.leave();
        };
        running.add(call);
        try {
            requireNotCancelled();
            Answer answer = new Answer(hop.request(), call.execute(), leave);
            Duration retryAfter = RetryAfter.of(answer.status(), answer.headers(), timing.now());
            host.closeFor(retryAfter, timing.nanos());
            return answer;
        } catch (IOException e) {
            leave.run();
            requireNotCancelled();
            throw new BrokenConnectionException(hop.request(), e);
        }
    }

    private okhttp3.Request okhttp(Hop hop) {
        Request request = hop.request();
        RequestBody body = request.body()
                .map(sent -> RequestBody.create(sent.text(), MediaType.parse(sent.mediaType())))
                .orElse(null);
        okhttp3.Request.Builder builder = new okhttp3.Request.Builder()
                .url(hop.url())
                .method(request.method(), body)
                .tag(String.class, request.url());
        request.headers().forEach(builder::header);
        builder.header("User-Agent", settings.userAgent());
        hop.token().ifPresent(token -> builder.header("Authorization", "Bearer " + token));
        return builder.build();
    }

    /** Waits until this request may be sent: for its turn in the rate, for what the host asked for, and for a free connection. */
    private void enter(Host host, Hop hop) throws IOException {
        if (rateLimiter.isPresent()) {
            pause(rateLimiter.get().reserve(timing.now(), timing.nanos()), hop + ": keeping to the rate");
            rateLimiter.get().begin(timing.now());
        }
        try {
            host.enter();
        } catch (InterruptedException e) {
            throw interrupted();
        }
        try {
            Duration remaining = host.remaining(timing.nanos());
            requireBearable(hop.toString(), remaining);
            pause(remaining, hop + ": the server wants to be left alone");
        } catch (IOException e) {
            host.leave();
            throw e;
        }
    }

    private void requireBearable(String request, Duration retryAfter) throws TryLaterException {
        Duration most = settings.retries().retryAfterMax();
        if (retryAfter.compareTo(most) > 0) {
            Instant notBefore = timing.now().plus(retryAfter);
            throw new TryLaterException(
                    request + ": the server asks to wait " + retryAfter.toSeconds() + " s; at most " + most.toSeconds()
                            + " s are waited. The wait ends at " + notBefore,
                    notBefore);
        }
    }

    private void requireNotCancelled() throws InterruptedIOException {
        if (cancelled.getCount() == 0) {
            throw new InterruptedIOException("stopped on request");
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("stopped on request");
    }
}
