package dev.siiwad.source.wikipedia;

import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.MalformedDocumentException;
import dev.siiwad.source.Position;
import dev.siiwad.source.Reading;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.source.http.FakeTiming;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.HttpSettings;
import dev.siiwad.source.http.RetryPolicy;
import dev.siiwad.testkit.PromptSockets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mockwebserver3.MockWebServer;

/** A site of dumps on this machine, and sources that download from it. */
final class ServedDumps implements AutoCloseable {
    final FakeDumpSite site = new FakeDumpSite();
    private final MockWebServer server = new MockWebServer();
    private final Http http = new Http(
            HttpSettings.of("1.0", "someone@example.org").withRetries(RetryPolicy.DEFAULT.withRetryFor(Duration.ZERO)),
            new FakeTiming());

    ServedDumps() throws IOException {
        server.setDispatcher(site);
        server.setServerSocketFactory(new PromptSockets());
        server.start();
    }

    Source source(Optional<String> edition, String date, Path raw, boolean keepRaw) {
        return source("so", edition, date, raw, keepRaw);
    }

    Source source(String lang, Optional<String> edition, String date, Path raw, boolean keepRaw) {
        return WikipediaSource.download(
                lang,
                Optional.empty(),
                edition,
                date,
                http,
                server.url("/mirror/").toString(),
                raw,
                keepRaw);
    }

    /** What comes from a position on: the ids of documents, and of what is malformed. */
    static List<String> ids(Source source, Snapshot snapshot, Position from) throws IOException {
        List<String> ids = new ArrayList<>();
        try (DocumentReader reader = source.open(snapshot, from)) {
            while (true) {
                try {
                    Reading reading = reader.read();
                    if (reading instanceof Reading.End) {
                        return ids;
                    }
                    if (reading instanceof Reading.Read read) {
                        ids.add(read.document().id());
                    }
                } catch (MalformedDocumentException e) {
                    ids.add(e.documentId());
                }
            }
        }
    }

    /** Answers nothing any more, not even an error. */
    void stop() {
        server.close();
    }

    @Override
    public void close() {
        http.close();
        server.close();
    }
}
