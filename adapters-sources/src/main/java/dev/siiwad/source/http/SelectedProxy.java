package dev.siiwad.source.http;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;

/** Tells the HTTP client which proxy an address is asked through. */
final class SelectedProxy extends ProxySelector {
    private final Proxies proxies;

    SelectedProxy(Proxies proxies) {
        this.proxies = proxies;
    }

    @Override
    public List<Proxy> select(URI address) {
        return List.of(proxies.of(address).map(Proxies.ProxyServer::proxy).orElse(Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI address, SocketAddress proxy, IOException failure) {
        // The request fails with it, and is tried again; there is no other proxy.
    }
}
