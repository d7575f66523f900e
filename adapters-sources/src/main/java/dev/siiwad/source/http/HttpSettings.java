package dev.siiwad.source.http;

import java.time.Duration;
import java.util.Optional;

/**
 * How a client behaves towards servers.
 *
 * @param userAgent who we are and how to reach us; Wikimedia refuses requests without
 * @param connectTimeout for one connection
 * @param readTimeout the longest silence inside an answer
 * @param callTimeout for a whole answer that is read into memory
 * @param connectionsPerHostMax how many requests may run at one host at a time
 * @param connectionsPerFileMax how many of them may bring one large file, where nobody else wants one
 * @param rate for all requests of the client, where there is a limit
 */
public record HttpSettings(
        String userAgent,
        Duration connectTimeout,
        Duration readTimeout,
        Duration callTimeout,
        RetryPolicy retries,
        int connectionsPerHostMax,
        int connectionsPerFileMax,
        Optional<RequestRate> rate) {
    /** A request beside a download need not wait for it. */
    private static final int CONNECTIONS_PER_HOST_MIN = 2;

    public HttpSettings {
        if (userAgent.isBlank()) {
            throw new IllegalArgumentException("the user agent is empty; expected a form like Siiwad/1.0 (contact)");
        }
        if (connectionsPerHostMax < 1) {
            throw new IllegalArgumentException(
                    "connections per host are " + connectionsPerHostMax + "; expected 1 or more");
        }
        if (connectionsPerFileMax < 1 || connectionsPerFileMax > connectionsPerHostMax) {
            throw new IllegalArgumentException("connections per file are " + connectionsPerFileMax
                    + "; expected 1 to those per host, " + connectionsPerHostMax);
        }
    }

    /**
     * What suits most sources: 2 connections, one for a file, no rate.
     *
     * @param contact a mail address or a page where the operator can be reached
     */
    public static HttpSettings of(String version, String contact) {
        return new HttpSettings(
                "Siiwad/" + version + " (" + contact + ")",
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                RetryPolicy.DEFAULT,
                CONNECTIONS_PER_HOST_MIN,
                1,
                Optional.empty());
    }

    public HttpSettings withTimeouts(Duration connect, Duration read) {
        return new HttpSettings(
                userAgent, connect, read, callTimeout, retries, connectionsPerHostMax, connectionsPerFileMax, rate);
    }

    /** @param number how many connections may bring one large file */
    public HttpSettings withConnectionsPerFile(int number) {
        return new HttpSettings(
                userAgent,
                connectTimeout,
                readTimeout,
                callTimeout,
                retries,
                Math.max(CONNECTIONS_PER_HOST_MIN, number),
                number,
                rate);
    }

    public HttpSettings withRetries(RetryPolicy policy) {
        return new HttpSettings(
                userAgent,
                connectTimeout,
                readTimeout,
                callTimeout,
                policy,
                connectionsPerHostMax,
                connectionsPerFileMax,
                rate);
    }

    public HttpSettings withRate(RequestRate limit) {
        return new HttpSettings(
                userAgent,
                connectTimeout,
                readTimeout,
                callTimeout,
                retries,
                connectionsPerHostMax,
                connectionsPerFileMax,
                Optional.of(limit));
    }
}
