package dev.siiwad.source.http;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The one HTTP client of all sources: it waits as servers ask, tries again what failed for a passing reason, and takes no answer for whole that is
 * not. Safe for use by several threads; whoever makes it closes it.
 */
public final class Http implements Closeable {
    static final int REDIRECTS_MAX = 10;

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    /** Enough to see that a body comes; the rest of it is not waited for. */
    private static final int PROBED_BYTES = 16 << 10;

    private final HttpSettings settings;
    private final Timing timing;
    private final Traffic traffic;
    private final Waits waits;
    private final Exchanges exchanges;

    public Http(HttpSettings settings, Timing timing) {
        this(settings, timing, Proxies.none());
    }

    public Http(HttpSettings settings, Timing timing, Proxies proxies) {
        this.settings = settings;
        this.timing = timing;
        this.traffic = new Traffic(timing);
        this.waits = new Waits(timing, traffic);
        this.exchanges = new Exchanges(settings, timing, waits, traffic, proxies);
    }

    /** The rate that all requests keep to, where there is one. */
    public Optional<RequestRate> rate() {
        return settings.rate();
    }

    /**
     * Sends a request and reads the whole answer.
     *
     * <p>What fails for a passing reason is tried again, as long as the {@linkplain RetryPolicy policy} says. While the host gives what it gave before, the
     * reason is taken for this request's own, and the tries are few.
     *
     * @throws HttpStatusException if the status is not 2xx, after as many tries as make sense
     * @throws TryLaterException if the server asks for a longer wait than the policy allows
     * @throws AnswerTooLongException if the answer is longer than the request allows
     * @throws IOException also if the network stays broken; its cause is a {@link BrokenConnectionException} then
     */
    public Response fetch(Request request) throws IOException {
        return trying(request, trouble -> {
            try (Answer answer = send(request, Optional.of(settings.callTimeout()), trouble)) {
                byte[] body = answer.readFully(request.bodyBytesMax());
                answer.host().gave(request);
                return new Response(answer.status(), answer.url(), answer.headers(), body);
            }
        });
    }

    /** Sends a request and gives the answer as soon as its headers are there; a body that breaks later is the caller's to deal with. */
    Answer open(Request request) throws IOException {
        return trying(request, trouble -> send(request, Optional.empty(), trouble));
    }

    /**
     * The same, tried once, and only if a connection is free at this moment.
     *
     * @throws BusyHostException if none is, or the host wants to be left alone
     */
    Answer openIfFree(Request request) throws IOException {
        return send(request, Optional.empty(), trouble(), true);
    }

    /** How many connections may bring one file; 1 where requests are counted. */
    int connectionsPerFileMax() {
        return settings.rate().isPresent() ? 1 : settings.connectionsPerFileMax();
    }

    /** Waits between requests out of courtesy; {@link #cancel} ends it with an error. */
    public void rest(Duration wait) throws IOException {
        waits.rest(wait, "resting between requests");
    }

    /** Makes all requests, running and to come, and all waits fail at once. Called from any thread, when the user wants to stop. */
    public void cancel() {
        waits.cancel();
        exchanges.cancel();
    }

    /** Makes the requests that run for one address fail at once. */
    void cancel(String url) {
        exchanges.cancel(url);
    }

    /** Cancels what still runs and frees the connections. Safe to call twice. */
    @Override
    public void close() {
        cancel();
        exchanges.close();
    }

    /** Waits, unless and until cancelled; the log says so. */
    public void pause(Duration wait, String reason) throws IOException {
        waits.pause(wait, reason);
    }

    /** What it does now; may be asked by any thread, at any time. */
    public Activity activity() {
        return traffic.now();
    }

    Traffic traffic() {
        return traffic;
    }

    Trouble trouble() {
        return new Trouble(settings.retries(), timing);
    }

    /**
     * Waits before another try.
     *
     * @throws IOException if it was the last one, or the user wants to stop
     */
    void again(Trouble trouble, BrokenConnectionException broken, String after) throws IOException {
        waits.requireNotStopped();
        Duration wait = trouble.failed(true, this::gives).orElseThrow(() -> broken.after(trouble));
        pause(wait, broken.getMessage() + after + "; " + trouble.state());
    }

    private interface Sending<T> {
        T send(Trouble trouble) throws IOException;
    }

    private <T> T trying(Request request, Sending<T> sending) throws IOException {
        Trouble trouble = trouble();
        while (true) {
            try {
                return sending.send(trouble);
            } catch (HttpStatusException e) {
                again(request, trouble, e);
            } catch (BrokenConnectionException e) {
                if (!request.retried()) {
                    waits.requireNotCancelled();
                    throw e.afterOneTry();
                }
                again(trouble, e, "");
            }
        }
    }

    private void again(Request request, Trouble trouble, HttpStatusException e) throws IOException {
        if (!passing(e.status())) {
            trouble.host().ifPresent(Host::answered);
            throw e;
        }
        Duration retryAfter = RetryAfter.of(e.status(), e.headers(), timing.now());
        exchanges.requireBearable(request.toString(), retryAfter);
        if (!request.retried()) {
            throw e;
        }
        Optional<Duration> wait = retryAfter.isZero()
                ? trouble.failed(e.status() != TOO_MANY_REQUESTS, this::gives)
                : trouble.askedToWait(retryAfter);
        pause(wait.orElseThrow(() -> e), e.getMessage() + "; " + trouble.state());
    }

    /** Whether the host gives what it gave before, once more. */
    private boolean gives(Request before, Host host) throws IOException {
        Trouble trouble = trouble();
        try (Answer answer = send(before, Optional.of(settings.callTimeout()), trouble)) {
            answer.readSome(PROBED_BYTES);
            return answer.host() == host;
        } catch (HttpStatusException e) {
            return !passing(e.status()) && trouble.host().filter(host::equals).isPresent();
        } catch (BrokenConnectionException alsoBroken) {
            waits.requireNotCancelled();
            return false;
        }
    }

    private static boolean passing(int status) {
        return status == TIMEOUT || status == TOO_MANY_REQUESTS || status >= 500;
    }

    private Answer send(Request request, Optional<Duration> callTimeout, Trouble trouble) throws IOException {
        return send(request, callTimeout, trouble, false);
    }

    private Answer send(Request request, Optional<Duration> callTimeout, Trouble trouble, boolean onlyIfFree)
            throws IOException {
        Hop hop = Hop.first(request);
        for (int redirects = 0; redirects <= REDIRECTS_MAX; redirects++) {
            Answer answer = exchanges.exchange(hop, callTimeout, trouble, onlyIfFree);
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
}
