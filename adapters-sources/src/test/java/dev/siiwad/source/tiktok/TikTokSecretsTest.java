package dev.siiwad.source.tiktok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.siiwad.source.tiktok.FaultyServer.Fault;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Neither who wrote a comment nor what opens an account gets out, whatever goes wrong. */
class TikTokSecretsTest {
    private static final List<String> SECRETS = List.of(
            FakeApify.TOKEN, FakeApify.PERSON, "6800000000000000000", FakeResearch.SECRET, "clt.token", "p16.example");

    @TempDir
    private Path directory;

    private final List<String> seen = new ArrayList<>();
    private TikTokServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TikTokServer(directory);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void nothingOfApifyGetsOut() throws IOException {
        for (int n = 0; n <= 12; n++) {
            for (Fault fault : Fault.values()) {
                FakeApify account = server.newAccount(3);
                account.plan(n, fault);
                look(new Reader(server::apify), account);
            }
        }
        assertNothingGotOut();
    }

    @Test
    void nothingOfAMalformedApifyAnswerGetsOut() throws IOException {
        String comment = FakeApify.comment(TikTokServer.url(0), 0).toString();
        for (String body : List.of(
                "[" + comment.substring(0, comment.length() - 1),
                "[" + comment + FakeApify.PERSON + "]",
                FakeApify.PERSON,
                "{\"" + FakeApify.PERSON + "\":1}",
                "[{\"uniqueId\":\"" + FakeApify.PERSON + "\"}]",
                "[" + comment.replace("\"text\":\"", "\"text\":\"" + "a".repeat(10_001)) + "]")) {
            FakeApify account = server.newAccount(3);
            account.instead = FaultyServer.status(200, body)
                    .newBuilder()
                    .addHeader("X-Apify-Pagination-Total", "1")
                    .build();
            look(new Reader(server::apify), account);
        }
        assertNothingGotOut();
    }

    @Test
    void nothingOfTheResearchApiGetsOut() throws IOException {
        for (int n = 0; n <= 8; n++) {
            for (Fault fault : Fault.values()) {
                FakeResearch research = server.newResearch(3);
                research.plan(n, fault);
                look(new Reader(server::research), research);
            }
        }
        assertNothingGotOut();
    }

    @Test
    void aSecretThatTheServerRepeatsGetsOutNeither() throws IOException {
        FakeResearch research = server.newResearch(1);
        ResearchClient wrong = new ResearchClient("key", "x" + FakeResearch.SECRET);
        look(new Reader(() -> server.research(wrong)), research);
        assertNothingGotOut();
        assertThat(seen).anyMatch(text -> text.contains("invalid_client"));
    }

    @Test
    void accountsAndClientsShowNoSecret() {
        seen.add(ApifyAccount.of(FakeApify.TOKEN).toString());
        seen.add(new ApifyAccount(
                        FakeApify.TOKEN,
                        BigDecimal.ONE,
                        ApifyAccount.WAIT_MAX_DEFAULT,
                        ApifyAccount.POLL_INTERVAL_DEFAULT,
                        1,
                        1)
                .toString());
        seen.add(new ResearchClient(FakeResearch.KEY, FakeResearch.SECRET).toString());
        assertNothingGotOut();
    }

    /** Reads on as long as there is any use in it, and keeps every string that comes out. */
    private void look(Reader reader, FaultyServer server) {
        Throwable thrown = catchThrowable(reader::toEnd);
        if (thrown != null) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            seen.add(trace.toString());
        }
        seen.add(reader.saved().token());
        reader.documents.forEach(document -> seen.add(document.toString()));
        reader.malformed.forEach(
                malformed -> seen.add(malformed.documentId() + malformed.getMessage() + malformed.excerpt()));
        seen.addAll(reader.saves);
        seen.addAll(server.asked());
    }

    private void assertNothingGotOut() {
        assertThat(seen).isNotEmpty();
        for (String secret : SECRETS) {
            assertThat(seen).noneMatch(text -> text.contains(secret));
        }
    }
}
