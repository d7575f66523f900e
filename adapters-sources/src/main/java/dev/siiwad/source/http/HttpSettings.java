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
 * @param rate for all requests of the client, where there is a limit
 */
public record HttpSettings(
        String userAgent,
        Duration connectTimeout,
        Duration readTimeout,
        Duration callTimeout,
        RetryPolicy retries,
        int connectionsPerHostMax,
        Optional<RequestRate> rate) {
    public HttpSettings {
        if (userAgent.isBlank()) {
            throw new IllegalArgumentException("the user agent is empty; expected a form like Siiwad/1.0 (contact)");
        }
        if (connectionsPerHostMax < 1) {
            throw new IllegalArgumentException(
                    "connections per host are " + connectionsPerHostMax + "; expected 1 or more");
        }
    }

    /**
     * What suits most sources: 2 connections, no rate.
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
                2,
                Optional.empty());
    }

    public HttpSettings withTimeouts(Duration connect, Duration read) {
        return new HttpSettings(userAgent, connect, read, callTimeout, retries, connectionsPerHostMax, rate);
    }

    public HttpSettings withRetries(RetryPolicy policy) {
        return new HttpSettings(
                userAgent, connectTimeout, readTimeout, callTimeout, policy, connectionsPerHostMax, rate);
    }

    public HttpSettings withRate(RequestRate limit) {
        return new HttpSettings(
                userAgent,
                connectTimeout,
                readTimeout,
                callTimeout,
                retries,
                connectionsPerHostMax,
                Optional.of(limit));
    }
}
