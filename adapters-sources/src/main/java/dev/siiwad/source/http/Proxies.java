package dev.siiwad.source.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which proxy requests go through: {@code HTTPS_PROXY} and {@code HTTP_PROXY} by the scheme of the address, else {@code ALL_PROXY}; not to this machine
 * nor to what {@code NO_PROXY} lists, as hosts, domains with all below them, IPv4 networks such as {@code 10.0.0.0/8}, or {@code *}. Small letters count
 * before capitals. Immutable; {@link #toString} shows no password.
 */
public final class Proxies {
    private static final int PORT_DEFAULT = 80;

    private final Optional<ProxyServer> https;
    private final Optional<ProxyServer> http;
    private final List<String> exempt;

    private Proxies(Optional<ProxyServer> https, Optional<ProxyServer> http, List<String> exempt) {
        this.https = https;
        this.http = http;
        this.exempt = exempt;
    }

    /** @param user empty for none */
    record ProxyServer(Proxy proxy, String user, String password) {
        @Override
        public String toString() {
            return proxy.toString();
        }
    }

    /**
     * Those of the environment variables.
     *
     * @param variables gives the value of one, if it has any
     * @throws IllegalArgumentException if one is not the address of a proxy; it is not shown, since it may hold a password
     */
    public static Proxies of(Function<String, Optional<String>> variables) {
        Optional<ProxyServer> all = server("ALL_PROXY", variables);
        return new Proxies(
                server("HTTPS_PROXY", variables).or(() -> all),
                server("HTTP_PROXY", variables).or(() -> all),
                value("NO_PROXY", variables)
                        .map(list ->
                                List.of(list.strip().toLowerCase(Locale.ROOT).split("[,\\s]+")))
                        .orElse(List.of()));
    }

    /** None at all: what the Java platform is told, by system properties, counts. */
    static Proxies none() {
        return new Proxies(Optional.empty(), Optional.empty(), List.of());
    }

    boolean isEmpty() {
        return https.isEmpty() && http.isEmpty();
    }

    /** The proxy for an address; empty if it is asked directly. */
    Optional<ProxyServer> of(URI address) {
        String host = address.getHost() == null ? "" : address.getHost().toLowerCase(Locale.ROOT);
        return isThisMachine(host) || exempt.stream().anyMatch(entry -> covers(entry, host, address.getPort()))
                ? Optional.empty()
                : "https".equals(address.getScheme()) ? https : http;
    }

    /** The proxy at an address that was connected to. */
    Optional<ProxyServer> of(Proxy proxy) {
        return https.filter(server -> server.proxy().equals(proxy))
                .or(() -> http.filter(server -> server.proxy().equals(proxy)));
    }

    private static Optional<String> value(String name, Function<String, Optional<String>> variables) {
        return variables.apply(name.toLowerCase(Locale.ROOT)).or(() -> variables.apply(name));
    }

    private static Optional<ProxyServer> server(String name, Function<String, Optional<String>> variables) {
        return value(name, variables).map(value -> server(name, value));
    }

    private static ProxyServer server(String name, String value) {
        try {
            URI address = new URI(value.contains("://") ? value : "http://" + value);
            boolean socks = address.getScheme().startsWith("socks5");
            if (address.getHost() != null && (socks || address.getScheme().equals("http"))) {
                int port = address.getPort() < 0 ? PORT_DEFAULT : address.getPort();
                String[] user = (address.getUserInfo() == null ? "" : address.getUserInfo()).split(":", 2);
                return new ProxyServer(
                        new Proxy(
                                socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP,
                                InetSocketAddress.createUnresolved(address.getHost(), port)),
                        user[0],
                        user.length > 1 ? user[1] : "");
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(name + expected());
        }
        throw new IllegalArgumentException(name + expected());
    }

    private static String expected() {
        return " is not the address of a proxy; expected a form like http://proxy.example.org:3128 or socks5://…";
    }

    /** Whether a host is this machine, as it is written. */
    static boolean isThisMachine(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.startsWith("127.")
                || host.equals("[::1]")
                || host.equals("::1");
    }

    private static boolean covers(String entry, String host, int port) {
        if (entry.equals("*")) {
            return true;
        }
        String name = entry.replaceFirst("^\\*?\\.", "");
        int colon = name.lastIndexOf(':');
        if (colon > 0 && name.indexOf(':') == colon && name.substring(colon + 1).matches("\\d{1,5}")) {
            return Integer.parseInt(name.substring(colon + 1)) == port && covers(name.substring(0, colon), host, port);
        }
        return !name.isEmpty() && (host.equals(name) || host.endsWith("." + name) || Ipv4Network.covers(name, host));
    }

    @Override
    public String toString() {
        return "proxies " + https + " and " + http + ", not for " + exempt;
    }
}
