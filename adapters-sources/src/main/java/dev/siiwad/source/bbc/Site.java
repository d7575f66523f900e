package dev.siiwad.source.bbc;

import dev.siiwad.source.PausedException;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.http.AnswerTooLongException;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpStatusException;
import dev.siiwad.source.http.Request;
import dev.siiwad.source.http.Response;
import dev.siiwad.source.http.Timing;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The BBC's hosts, asked the way they want to be: as robots.txt allows, with a rest between requests, and less when they refuse. Speaks canonical
 * addresses; where a base URL replaces scheme and host, only requests show it. Used by one thread at a time.
 */
final class Site {
    static final int REDIRECTS_MAX = 5;
    static final List<Duration> FORBIDDEN_WAITS = List.of(Duration.ofSeconds(30), Duration.ofSeconds(60));

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> GONE = Set.of(404, 410);
    private static final int FORBIDDEN = 403;
    /** What a server means to answer otherwise another time, or to another client. */
    private static final Set<Integer> NOT_NOW = Set.of(401, FORBIDDEN, 407, 408, 425, 429);

    private static final Duration REFUSED_FOR = Duration.ofDays(1);
    private static final Duration ROBOTS_AGE_MAX = Duration.ofHours(24);

    private final Http http;
    private final RequestSpacing spacing;
    private final Optional<String> baseUrl;
    private final long pageBytesMax;
    private final Timing timing;
    private final Map<String, Asked> robots = new HashMap<>();

    /** A host's rules, and when it was asked for them. */
    private record Asked(Robots rules, long atNanos) {}

    Site(Http http, Timing timing, BbcSettings settings) {
        this.http = http;
        this.spacing = new RequestSpacing(timing, settings.minDelay(), settings.maxDelay());
        this.timing = timing;
        this.baseUrl = settings.baseUrl();
        this.pageBytesMax = settings.pageBytesMax();
    }

    /** How long so many requests take at least, on average. */
    Duration pace(long requests) {
        Duration spaced = spacing.average().multipliedBy(requests);
        Duration limited = http.rate()
                .map(rate -> rate.interval().multipliedBy(requests).dividedBy(rate.requests()))
                .orElse(Duration.ZERO);
        return spaced.compareTo(limited) > 0 ? spaced : limited;
    }

    /** Decides where redirects may lead to. */
    interface Redirects {
        /** @throws BadPageException if the page at this canonical address is not wanted; it is not asked for then */
        void check(String target) throws BadPageException;
    }

    /**
     * Fetches a page.
     *
     * @throws BadPageException if it is gone, robots.txt forbids it, it is too long, or it redirects out of the BBC's site or to what is not wanted
     * @throws IOException if the BBC cannot or will not answer now
     * @throws SourceException if robots.txt forbids everything
     */
    Response fetch(String url, Redirects redirects) throws IOException, BadPageException {
        String at = url;
        for (int hops = 0; hops <= REDIRECTS_MAX; hops++) {
            Robots rules = robots(host(at));
            if (rules.forbidsEverything() && host(at).equals(BbcAddress.CANONICAL)) {
                throw new SourceException(host(at)
                        + "/robots.txt forbids programs of this name everything: \"Disallow: /\". Nothing is read");
            }
            if (!rules.allows(at)) {
                throw BadPageException.of("robots.txt forbids " + at);
            }
            try {
                return exchange(at, rules.crawlDelay());
            } catch (AnswerTooLongException e) {
                throw BadPageException.broken("longer than the " + pageBytesMax + " bytes that a page may have");
            } catch (HttpStatusException e) {
                if (e.status() >= 400 && e.status() < 500 && !NOT_NOW.contains(e.status())) {
                    throw BadPageException.gone(e.status());
                }
                at = redirected(at, e);
                redirects.check(at);
            }
        }
        throw BadPageException.broken("more than " + REDIRECTS_MAX + " redirects, the last one to " + at);
    }

    /**
     * What keeps the front page of a service from being read now; empty if nothing does.
     *
     * @throws IOException if the site asks to wait, or the user wants to stop
     */
    Optional<Exception> frontPageProblem(Service service) throws IOException {
        try {
            fetch(service.frontPage(), anywhere -> {});
            return Optional.empty();
        } catch (PausedException | InterruptedIOException notNow) {
            throw notNow;
        } catch (IOException | BadPageException e) {
            return Optional.of(e);
        }
    }

    boolean allows(String url) throws IOException {
        return robots(host(url)).allows(url);
    }

    private String redirected(String from, HttpStatusException status) throws IOException, BadPageException {
        Optional<String> location = status.header("Location");
        if (!REDIRECTS.contains(status.status()) || location.isEmpty()) {
            throw status;
        }
        try {
            URI target = URI.create(requested(from)).resolve(location.get());
            return canonical(from, target.toString().split("#", 2)[0]);
        } catch (IllegalArgumentException noAddress) {
            throw BadPageException.broken("gone (redirects to \"" + location.get() + "\", which is no address)");
        }
    }

    private String canonical(String from, String target) throws BadPageException {
        String here = baseUrl.orElse(host(from)) + "/";
        if (target.startsWith(here)) {
            return host(from) + "/" + target.substring(here.length());
        }
        String canonical = BbcAddress.path(target)
                .map(path -> BbcAddress.CANONICAL + path)
                .orElseThrow(() -> BadPageException.broken("gone (redirects to " + target + ")"));
        // Some services live on another host of the BBC's: there the same page is somewhere else.
        return canonical.equals(from) ? BbcAddress.onItsHost(target) : canonical;
    }

    private Robots robots(String host) throws IOException {
        Asked asked = robots.get(host);
        if (asked == null || timing.nanos() - asked.atNanos() > ROBOTS_AGE_MAX.toNanos()) {
            asked = new Asked(askRobots(host + "/robots.txt"), timing.nanos());
            robots.put(host, asked);
        }
        return asked.rules();
    }

    private Robots askRobots(String url) throws IOException {
        String at = url;
        for (int redirects = 0; redirects <= REDIRECTS_MAX; redirects++) {
            try {
                return Robots.parse(url, exchange(at, Duration.ZERO).body());
            } catch (HttpStatusException e) {
                if (GONE.contains(e.status())) {
                    return Robots.none();
                }
                try {
                    at = redirected(at, e);
                } catch (HttpStatusException | BadPageException noRules) {
                    throw new IOException(
                            url + ": " + noRules.getMessage() + ". What may be read is not known, so nothing is",
                            noRules);
                }
            }
        }
        throw new IOException(url + ": more than " + REDIRECTS_MAX + " redirects, the last one to " + at);
    }

    /** One request after a rest, tried again when refused: a BBC that feels harassed answers 403. */
    private Response exchange(String url, Duration crawlDelay) throws IOException {
        Request request = Request.get(requested(url)).withoutRedirects().withBodyBytesMax(pageBytesMax);
        for (int tried = 1; ; tried++) {
            http.rest(spacing.beforeNext(crawlDelay));
            try {
                return http.fetch(request);
            } catch (HttpStatusException e) {
                if (e.status() != FORBIDDEN) {
                    throw e;
                }
                if (tried > FORBIDDEN_WAITS.size()) {
                    throw refused(e.getMessage() + " (tried " + tried + " times)", e);
                }
            } finally {
                spacing.requestEnded();
            }
            http.rest(FORBIDDEN_WAITS.get(tried - 1));
        }
    }

    /** It is not known until when; a day is what others report. */
    PausedException refused(String problem, IOException cause) {
        PausedException pause = new PausedException(
                problem + ". The BBC refuses, perhaps until tomorrow; longer delays between requests may help",
                timing.now().plus(REFUSED_FOR));
        pause.initCause(cause);
        return pause;
    }

    private String requested(String canonical) {
        return baseUrl.map(base -> base + canonical.substring(host(canonical).length()))
                .orElse(canonical);
    }

    /** Scheme and host of an address. */
    private static String host(String url) {
        int path = url.indexOf('/', "https://".length());
        return path < 0 ? url : url.substring(0, path);
    }
}
