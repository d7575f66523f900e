package dev.siiwad.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.testkit.PromptSockets;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://huggingface.co/x | HTTP @ secure:3128",
                "http://huggingface.co/x | HTTP @ plain:80",
                "https://localhost:8080/ | none",
                "http://127.0.0.1/ | none",
                "https://a.internal.example/ | none",
                "https://internal.example/ | none",
                "https://notinternal.example/ | HTTP @ secure:3128",
                "https://sub.dotted.example/ | none",
                "https://10.200.3.4/ | none",
                "https://11.200.3.4/ | HTTP @ secure:3128",
                "https://port.example:8443/ | none",
                "https://port.example/ | HTTP @ secure:3128"
            })
    void choosesByTheVariables(String address, String expected) {
        Proxies proxies = proxies(Map.of(
                "https_proxy", "http://secure:3128",
                "HTTPS_PROXY", "http://capitals:1",
                "HTTP_PROXY", "plain",
                "NO_PROXY", "internal.example, .dotted.example,10.0.0.0/8 port.example:8443"));

        assertThat(proxies.of(URI.create(address))
                        .map(server -> server.proxy().type() + " @ "
                                + server.proxy().address().toString().replaceAll("/<unresolved>", ""))
                        .orElse("none"))
                .isEqualTo(expected);
    }

    @Test
    void takesTheOneForAllWhereThereIsNoOther() {
        Proxies proxies = proxies(Map.of("ALL_PROXY", "socks5://gate:1080", "no_proxy", "*.example"));

        assertThat(proxies.of(URI.create("https://a.b/"))
                        .map(server -> server.proxy().type()))
                .contains(java.net.Proxy.Type.SOCKS);
        assertThat(proxies.of(URI.create("https://a.example/"))).isEmpty();
        assertThat(proxies(Map.of("HTTPS_PROXY", "p:1", "NO_PROXY", "*")).of(URI.create("https://a.b/")))
                .isEmpty();
        assertThat(proxies(Map.of()).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://user:hush@proxy:1", "https://user:hush@proxy:1", "http://user:hush@pro xy", "http://"})
    void refusesWhatIsNoProxyWithoutShowingIt(String value) {
        assertThatThrownBy(() -> proxies(Map.of("HTTPS_PROXY", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("HTTPS_PROXY is not the address of a proxy; expected a form like http://proxy")
                .hasMessageNotContaining("hush");
        assertThat(proxies(Map.of("HTTPS_PROXY", "http://user:hush@proxy:1")).toString())
                .doesNotContain("hush");
    }

    @Test
    void sendsRequestsThroughTheProxyWithItsPassword() throws Exception {
        try (MockWebServer proxy = start();
                Http http = new Http(
                        HttpSettings.of("1.0", "someone@example.org"),
                        new FakeTiming(),
                        proxies(Map.of("HTTP_PROXY", "http://user:hush@127.0.0.1:" + proxy.getPort())))) {
            proxy.enqueue(new MockResponse.Builder()
                    .code(407)
                    .addHeader("Proxy-Authenticate", "Basic realm=\"x\"")
                    .build());
            proxy.enqueue(new MockResponse.Builder().body("salaan").build());

            assertThat(http.fetch(Request.get("http://nowhere.invalid/a")).text())
                    .isEqualTo("salaan");

            proxy.takeRequest();
            RecordedRequest second = proxy.takeRequest();
            assertThat(second.getTarget()).isEqualTo("http://nowhere.invalid/a");
            assertThat(second.getHeaders().get("Proxy-Authorization")).isEqualTo("Basic dXNlcjpodXNo");
        }
    }

    @Test
    void asksForATunnelWhereTheAddressIsSecure() throws Exception {
        try (MockWebServer proxy = start();
                Http http = new Http(
                        HttpSettings.of("1.0", "someone@example.org")
                                .withRetries(RetryPolicy.DEFAULT.withRetryFor(java.time.Duration.ZERO)),
                        new FakeTiming(),
                        proxies(Map.of("HTTPS_PROXY", "http://127.0.0.1:" + proxy.getPort())))) {
            proxy.enqueue(new MockResponse.Builder().code(503).build());

            assertThatThrownBy(() -> http.fetch(Request.get("https://nowhere.invalid/a")))
                    .isInstanceOf(IOException.class);

            assertThat(proxy.takeRequest().getRequestLine()).startsWith("CONNECT nowhere.invalid:443 ");
        }
    }

    private static MockWebServer start() throws IOException {
        MockWebServer server = new MockWebServer();
        server.setServerSocketFactory(new PromptSockets());
        server.start();
        return server;
    }

    private static Proxies proxies(Map<String, String> variables) {
        return Proxies.of(name -> Optional.ofNullable(variables.get(name)));
    }
}
