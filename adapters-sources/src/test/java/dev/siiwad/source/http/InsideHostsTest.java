package dev.siiwad.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InsideHostsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/",
                "https://169.254.0.1:8443/",
                "http://[fe80::1]/",
                "http://[fd00:ec2::254]/latest",
                "http://[::ffff:169.254.169.254]/",
                "http://[64:ff9b::a9fe:a9fe]/",
                "http://100.100.100.200/latest/meta-data",
                "http://168.63.129.16/",
                "http://0.0.0.0/",
                "http://[::]/",
                "http://metadata.google.internal/computeMetadata/v1/",
                "http://METADATA.google.internal./computeMetadata/v1/"
            })
    void refusesARedirectToALinkLocalOrMetadataAddress(String target) throws Exception {
        Hop hop = Hop.first(Request.get("http://hub.example/a"));

        assertThatThrownBy(() -> hop.redirectedTo(target))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("GET http://hub.example/a: redirects to http")
                .hasMessageEndingWith(", inside of this machine's own network; refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://192.168.1.4/", "http://127.0.0.1:9/", "https://169.example/", "http://[2001:db8::1]/"})
    void followsARedirectToAnyOtherAddress(String target) throws Exception {
        assertThat(Hop.first(Request.get("http://hub.example/a"))
                        .redirectedTo(target)
                        .url())
                .hasToString(target);
    }

    @Test
    void letsARequestNameAnyHostAndFollowsItsRedirectsThere() throws Exception {
        assertThat(Hop.first(Request.get("http://169.254.7.7:8080/a"))
                        .redirectedTo("/b")
                        .url())
                .hasToString("http://169.254.7.7:8080/b");
    }

    @Test
    void looksAtWhatANameResolvesTo() throws Exception {
        InsideHosts hosts = new InsideHosts();
        String written = "2852039166";
        assertThatThrownBy(() -> hosts.lookup(written))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("169.254.169.254")
                .hasMessageEndingWith("redirects there are refused");
        assertThat(hosts.lookup("localhost")).isNotEmpty();
        hosts.allow(written);
        assertThat(hosts.lookup(written)).hasSize(1);
    }

    @Test
    void knowsWhereOthersCanReadASecret() throws Exception {
        Request get = Request.get("http://hub.example/a");
        assertThat(Hop.first(get).exposesSecret()).isFalse();
        assertThat(Hop.first(get.bearer(Optional.of("hf_x"))).exposesSecret()).isTrue();
        assertThat(Hop.first(Request.postForm("http://hub.example/token", Map.of("secret", "x")))
                        .exposesSecret())
                .isTrue();
        for (String safe : new String[] {"https://hub.example/", "http://localhost:1/", "http://127.0.0.1/"}) {
            assertThat(Hop.first(Request.get(safe).bearer(Optional.of("hf_x"))).exposesSecret())
                    .isFalse();
        }
    }
}
