package dev.siiwad.source.tiktok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.document.Document;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All that a paid run has left is read, however late its dataset tells of it. */
class ApifyDatasetTest {
    private static final int VIDEOS = 3;

    @TempDir
    private Path directory;

    private FakeApify account;
    private TikTokServer server;
    private List<Document> expected;

    @BeforeEach
    void start() throws IOException {
        server = new TikTokServer(directory);
        server.newAccount(VIDEOS);
        expected = new Reader(server::apify).toEnd().documents;
        account = server.newAccount(VIDEOS);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0,18", "18,0", "7,7", "3,18", "18,7", "7,0", "17,17"})
    void readsAllThatWasPaidForWhereTotalOrItemsLag(int total, int items) throws IOException {
        for (int itemsPerPage : new int[] {1, 3, 1000}) {
            account = server.newAccount(VIDEOS);
            server.itemsPerPage = itemsPerPage;
            account.lag = Duration.ofSeconds(5);
            account.totalWhileLagging = total;
            account.itemsWhileLagging = items;
            assertThat(new Reader(server::apify).toEnd().documents)
                    .as("%s items a page", itemsPerPage)
                    .isEqualTo(expected);
            assertThat(account.paidRuns()).isEqualTo(1);
        }
    }

    @Test
    void anEmptyPageBelowTheTotalIsAskedForAgainAndIsNeverTheEnd() throws IOException {
        account.lag = Duration.ofHours(1);
        account.itemsWhileLagging = 4;
        Reader reader = new Reader(server::apify);
        assertThatThrownBy(reader::toEnd)
                .isInstanceOf(IOException.class)
                .hasMessage("dataset dataset-0 has 18 items and gives none from offset 4 on, asked 6 times. What was"
                        + " bought stays bought");
        assertThat(account.asked().stream().filter(line -> line.contains("/items?offset=4&")))
                .hasSize(6);

        server.letPass(Duration.ofHours(1));
        assertThat(reader.toEnd().documents).isEqualTo(expected);
        assertThat(account.paidRuns()).isEqualTo(1);
    }

    @Test
    void anEmptyPageIsTheEndOnceTheRunHasBeenFinishedForLongerThanTheLag() throws IOException {
        server.itemsPerPage = 1000;
        new Reader(server::apify).toEnd();
        assertThat(account.asked().stream().filter(line -> line.contains("/items")))
                .containsExactly(
                        "GET /v2/datasets/dataset-0/items?offset=0&limit=1000&format=json",
                        "GET /v2/datasets/dataset-0/items?offset=18&limit=1000&format=json",
                        "GET /v2/datasets/dataset-0/items?offset=18&limit=1000&format=json");
        assertThat(server.timing.waits()).last().isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aRunWithoutCommentsComesToItsEnd() throws IOException {
        account.commentsPerVideo = 0;
        Reader reader = new Reader(server::apify).toEnd();
        assertThat(reader.documents).isEmpty();
        assertThat(account.paidRuns()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"3,3,0,2", "3,3,1,3", "1000,0,7,7", "3,18,0,12", "1000,1000,0,12"})
    void goesOnFromPositionsOfWhenPagesHadFixedOffsets(int limit, int offset, int item, int read)
            throws IOException, MalformedDocumentException {
        new Reader(server::apify).steps(3);
        TikTokSource source = server.apify();
        Position position = new Position("apify-run=run-0 dataset=dataset-0 limit=" + limit + " offset=" + offset
                + " item=" + item + " videos=0-3 marker=abc spent-usd=0 read=" + read);
        int comments = read;
        List<Document> rest = new ArrayList<>();
        try (DocumentReader reader = source.open(source.snapshot(), position)) {
            for (boolean more = true; more; ) {
                try {
                    Reading reading = reader.read();
                    more = !(reading instanceof Reading.End);
                    if (reading instanceof Reading.Read document) {
                        rest.add(document.document());
                        comments++;
                    }
                } catch (MalformedDocumentException withoutText) {
                    comments++;
                }
            }
        }
        assertThat(comments).isEqualTo(VIDEOS * account.commentsPerVideo);
        assertThat(rest).isEqualTo(expected.subList(expected.size() - rest.size(), expected.size()));
    }
}
