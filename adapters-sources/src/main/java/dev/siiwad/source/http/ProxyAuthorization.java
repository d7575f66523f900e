package dev.siiwad.source.http;

import java.util.Optional;
import okhttp3.Authenticator;
import okhttp3.Credentials;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;

/** Tells a proxy the user and the password that it was given with, once. Safe for use by several threads. */
final class ProxyAuthorization implements Authenticator {
    private static final String HEADER = "Proxy-Authorization";

    private final Proxies proxies;

    ProxyAuthorization(Proxies proxies) {
        this.proxies = proxies;
    }

    /** The request with user and password; null, as OkHttp has it, if there are none or they were refused. */
    @Override
    public Request authenticate(Route route, Response answer) {
        Optional<Proxies.ProxyServer> server = Optional.ofNullable(route)
                .flatMap(taken -> proxies.of(taken.proxy()))
                .filter(proxy -> !proxy.user().isEmpty());
        boolean refused = answer.request().header(HEADER) != null;
        return server.filter(proxy -> !refused)
                .map(proxy -> answer.request()
                        .newBuilder()
                        .header(HEADER, Credentials.basic(proxy.user(), proxy.password()))
                        .build())
                .orElse(null);
    }
}
