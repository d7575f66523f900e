package dev.siiwad.source.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One request, before it is sent. GET and HEAD are tried again after passing failures; POST only if {@linkplain #retried asked}.
 *
 * @param token sent as {@code Authorization: Bearer} to the host of {@code url} alone, never to one that it redirects to, and never shown
 * @param retried whether sending it twice does no harm
 * @param redirected whether redirects are followed; else one is thrown as {@link HttpStatusException}, with its header {@code Location}
 * @param bodyBytesMax the longest answer that is taken into memory
 */
public record Request(
        String method,
        String url,
        Map<String, String> headers,
        Optional<String> token,
        Optional<Body> body,
        boolean retried,
        boolean redirected,
        long bodyBytesMax) {
    /** Enough for any answer of an API. */
    public static final long BODY_BYTES_MAX_DEFAULT = 64L << 20;

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Set<String> SECRET_HEADERS = Set.of("authorization", "proxy-authorization", "cookie");

    /** What a POST sends. */
    record Body(String mediaType, String text) {}

    public Request {
        headers = Map.copyOf(headers);
        if (!token.orElse("x").matches("[!-~]+")) {
            throw new IllegalArgumentException("the token for " + SafeUrl.of(url)
                    + " is empty, or holds a blank, a line break or a letter outside ASCII; set it again");
        }
        for (String name : headers.keySet()) {
            if (SECRET_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("header " + name + " would follow redirects; give it as a token");
            }
        }
    }

    public static Request get(String url) {
        return new Request(
                "GET", url, Map.of(), Optional.empty(), Optional.empty(), true, true, BODY_BYTES_MAX_DEFAULT);
    }

    public static Request head(String url) {
        return new Request(
                "HEAD", url, Map.of(), Optional.empty(), Optional.empty(), true, true, BODY_BYTES_MAX_DEFAULT);
    }

    public static Request postJson(String url, String json) {
        return post(url, new Body("application/json; charset=utf-8", json));
    }

    public static Request postForm(String url, Map<String, String> fields) {
        String form = fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return post(url, new Body(FORM, form));
    }

    /** The same request with one more header. */
    public Request header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Request(method, url, more, token, body, retried, redirected, bodyBytesMax);
    }

    /** The same request with a token, where there is one. */
    public Request bearer(Optional<String> secret) {
        return new Request(method, url, headers, secret, body, retried, redirected, bodyBytesMax);
    }

    /** The same request, tried again after passing failures even if it is a POST. */
    public Request asRetried() {
        return new Request(method, url, headers, token, body, true, redirected, bodyBytesMax);
    }

    /** The same request, whose answer may be a redirect, so that the caller decides where to go. */
    public Request withoutRedirects() {
        return new Request(method, url, headers, token, body, retried, false, bodyBytesMax);
    }

    public Request withBodyBytesMax(long bytes) {
        return new Request(method, url, headers, token, body, retried, redirected, bytes);
    }

    /** Whether it sends a form, which may hold credentials: a server that repeats it must not be quoted. */
    boolean sendsForm() {
        return body.filter(sent -> sent.mediaType().equals(FORM)).isPresent();
    }

    /** A server's words as they may be shown: without the token, which it may repeat. */
    public String withoutToken(String said) {
        return token.map(secret -> said.replace(secret, "…")).orElse(said);
    }

    /** Method and address, without any secret. */
    @Override
    public String toString() {
        return method + " " + SafeUrl.of(url);
    }

    private static Request post(String url, Body body) {
        return new Request(
                "POST", url, Map.of(), Optional.empty(), Optional.of(body), false, true, BODY_BYTES_MAX_DEFAULT);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
