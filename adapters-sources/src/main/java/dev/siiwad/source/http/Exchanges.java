package dev.siiwad.source.http;

import dev.siiwad.source.PausedException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.RequestBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends single requests, each once, when the rate and its host allow it. Safe for use by several threads. */
final class Exchanges {
    private static final Logger LOG = LoggerFactory.getLogger(Http.class);
    private static final String EVENT = "event";
    private static final Duration IDLE_CONNECTION = Duration.ofMinutes(1);

    private final HttpSettings settings;
    private final Timing timing;
    private final Waits waits;
    private final Traffic traffic;
    private final OkHttpClient client;
    private final Optional<RateLimiter> rateLimiter;
    private final Map<String, Host> hosts = new ConcurrentHashMap<>();
    private final InsideHosts insideHosts = new InsideHosts();
    private final Set<Call> running = ConcurrentHashMap.newKeySet();
    private final Set<String> warnedOf = ConcurrentHashMap.newKeySet();

    Exchanges(HttpSettings settings, Timing timing, Waits waits, Traffic traffic, Proxies proxies) {
        this.settings = settings;
        this.timing = timing;
        this.waits = waits;
        this.traffic = traffic;
        this.rateLimiter = settings.rate().map(RateLimiter::new);
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .connectTimeout(settings.connectTimeout())
                .readTimeout(settings.readTimeout())
                .writeTimeout(settings.readTimeout())
                .dns(insideHosts)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .connectionPool(new ConnectionPool(
                        settings.connectionsPerHostMax(), IDLE_CONNECTION.toMillis(), TimeUnit.MILLISECONDS));
        if (!proxies.isEmpty()) {
            builder.proxySelector(new SelectedProxy(proxies)).proxyAuthenticator(new ProxyAuthorization(proxies));
        }
        this.client = builder.build();
    }

    /**
     * Sends a request to one address. The trouble knows from now on which host that is.
     *
     * @param onlyIfFree whether it is not sent where it would have to wait for a connection, or for what the host asked for
     */
    Answer exchange(Hop hop, Optional<Duration> callTimeout, Trouble trouble, boolean onlyIfFree) throws IOException {
        Host host = hosts.computeIfAbsent(
                hop.url().host() + ":" + hop.url().port(), name -> new Host(settings.connectionsPerHostMax()));
        trouble.at(host);
        if (hop.isOfRequest()) {
            insideHosts.allow(hop.url().host());
        }
        if (hop.exposesSecret() && warnedOf.add(hop.url().host())) {
            LOG.warn("{}: sends a token or password without encryption; others on the way can read it. Use https", hop);
        }
        enter(host, hop, onlyIfFree);
        Call call = client.newCall(okhttp(hop));
        callTimeout.ifPresent(limit -> call.timeout().timeout(limit.toMillis(), TimeUnit.MILLISECONDS));
        Traffic.Exchange exchange = traffic.sent(hop.url().host());
        Runnable leave = () -> {
            running.remove(call);
            exchange.over();
            host.leave();
        };
        running.add(call);
        boolean answered = false;
        try {
            waits.requireNotCancelled();
            long sentNanos = timing.nanos();
            LOG.atDebug().addKeyValue(EVENT, "fetch_start").log("{}", hop);
            Answer answer = new Answer(hop.request(), host, execute(call), timing, exchange, leave);
            logAnswer(hop, answer, timing.nanos() - sentNanos);
            Duration retryAfter = RetryAfter.of(answer.status(), answer.headers(), timing.now());
            host.closeFor(retryAfter, timing.nanos());
            answered = true;
            return answer;
        } catch (IOException e) {
            waits.requireNotCancelled();
            BrokenConnectionException broken = new BrokenConnectionException(hop.request(), e);
            LOG.atDebug().addKeyValue(EVENT, "fetch_failed").log("{}", broken.getMessage());
            throw broken;
        } finally {
            if (!answered) {
                leave.run();
            }
        }
    }

    /** The client lets an {@link InterruptedException} through where it connects, though it declares none. */
    private static okhttp3.Response execute(Call call) throws IOException {
        try {
            return call.execute();
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                throw Waits.interrupted();
            }
            throw e;
        }
    }

    private static void logAnswer(Hop hop, Answer answer, long nanos) {
        boolean refused = answer.status() >= 400;
        Duration took = Duration.ofNanos(nanos);
        LOG.atDebug()
                .addKeyValue(EVENT, refused ? "fetch_failed" : "fetch_success")
                .addKeyValue("status", answer.status())
                .addKeyValue("ms", took.toMillis())
                .log("{}: status {} after {}", hop, answer.status(), ForPeople.duration(took));
    }

    /** Makes the requests that run fail at once. */
    void cancel() {
        running.forEach(Call::cancel);
    }

    /** Makes the requests that run for one address fail at once. */
    void cancel(String url) {
        running.stream()
                .filter(call -> url.equals(call.request().tag(String.class)))
                .forEach(Call::cancel);
    }

    /** Frees the connections. Safe to call twice. */
    void close() {
        client.connectionPool().evictAll();
        client.dispatcher().executorService().shutdown();
    }

    /** @throws TryLaterException if a server asks to wait for longer than the policy allows */
    void requireBearable(String request, Duration retryAfter) throws TryLaterException {
        Duration most = settings.retries().retryAfterMax();
        if (retryAfter.compareTo(most) > 0) {
            Instant notBefore = PausedException.wholeSecond(timing.now().plus(retryAfter));
            throw new TryLaterException(
                    request + ": the server asks to wait " + ForPeople.duration(retryAfter) + "; at most "
                            + ForPeople.duration(most) + " are waited. The wait ends at " + notBefore,
                    notBefore);
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
    private void enter(Host host, Hop hop, boolean onlyIfFree) throws IOException {
        if (rateLimiter.isPresent()) {
            waits.rest(rateLimiter.get().reserve(timing.now(), timing.nanos()), hop + ": keeping to the rate");
            rateLimiter.get().begin(timing.now());
        }
        if (onlyIfFree) {
            if (!host.enterIfFree(timing.nanos())) {
                throw new BusyHostException(hop + ": no connection is free");
            }
            return;
        }
        try {
            host.enter();
        } catch (InterruptedException e) {
            throw Waits.interrupted();
        }
        try {
            Duration remaining = host.remaining(timing.nanos());
            requireBearable(hop.toString(), remaining);
            waits.pause(remaining, hop + ": the server wants to be left alone");
        } catch (IOException e) {
            host.leave();
            throw e;
        }
    }
}
