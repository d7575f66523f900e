package dev.siiwad;

import dev.siiwad.source.SourceId;
import dev.siiwad.source.wikipedia.Dumps;
import dev.siiwad.source.wikipedia.WikipediaSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is asked for of a Wikipedia. Dumps come from {@code SDC_SCRAPING__WIKIPEDIA__BASE_URL}, else from Wikimedia.
 *
 * @param language as in its address; {@code so} if empty
 * @param edition which kind of dump to download, {@code content}, {@code classic} or {@code cirrus}; if empty, content where there is a complete one, else classic
 * @param date which dump to download, such as {@code 20261101}; the newest that is complete if empty
 * @param dump a dump to read instead: {@code .xml}, {@code .xml.bz2}, {@code .xml.gz}, {@code .xml.xz} or {@code .xml.zst}
 * @param id which runs are runs of the same thing; {@code Wikipedia-<Language>} if empty
 * @param keepRaw whether downloads stay in the cache when they have been read
 */
public record WikipediaOptions(
        Optional<String> language,
        Optional<String> edition,
        Optional<String> date,
        Optional<Path> dump,
        Optional<SourceId> id,
        boolean keepRaw) {
    private static final String LANGUAGE = "so";
    /** What Wikimedia asks of everybody. */
    private static final int CONNECTIONS = 2;

    private static final String NEWEST = "latest";

    public WikipediaOptions {
        if (dump.isPresent() && date.isPresent()) {
            throw new IllegalArgumentException("dump is " + dump.get() + " and date is " + date.get()
                    + "; a dump that is given is not looked for by its date, so give one of them");
        }
        if (dump.isPresent() && edition.isPresent()) {
            throw new IllegalArgumentException("dump is " + dump.get() + " and edition is " + edition.get()
                    + "; the edition is that of a download, so give one of them");
        }
    }

    /** The newest dump of one Wikipedia. */
    public static WikipediaOptions of(String language) {
        return new WikipediaOptions(
                Optional.of(language), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    public WikipediaOptions withEdition(String name) {
        return new WikipediaOptions(language, Optional.of(name), date, dump, id, keepRaw);
    }

    public WikipediaOptions withDate(String date) {
        return new WikipediaOptions(language, edition, Optional.of(date), dump, id, keepRaw);
    }

    public WikipediaOptions withDump(Path file) {
        return new WikipediaOptions(language, edition, date, Optional.of(file), id, keepRaw);
    }

    public WikipediaOptions withId(SourceId other) {
        return new WikipediaOptions(language, edition, date, dump, Optional.of(other), keepRaw);
    }

    public WikipediaOptions keepingRaw() {
        return new WikipediaOptions(language, edition, date, dump, id, true);
    }

    Ingestion ingestion(Siiwad siiwad) throws IOException {
        return siiwad.ingest(
                dump.isPresent()
                        ? WikipediaSource.ofFile(language.orElse(LANGUAGE), id, dump.get(), siiwad.raw())
                                .withThreads(siiwad.threads())
                        : download(siiwad).withThreads(siiwad.threads()));
    }

    Dumps dumps(Siiwad siiwad) {
        return new Dumps(siiwad.http(), site(siiwad), language.orElse(LANGUAGE));
    }

    private static String site(Siiwad siiwad) {
        return siiwad.environment()
                .address("SDC_SCRAPING__WIKIPEDIA__BASE_URL", WikipediaSource.DUMPS)
                .toString();
    }

    private WikipediaSource download(Siiwad siiwad) {
        return WikipediaSource.download(
                language.orElse(LANGUAGE),
                id,
                edition,
                date.orElse(NEWEST),
                siiwad.client(siiwad.httpSettings().withConnectionsPerFile(CONNECTIONS)),
                site(siiwad),
                siiwad.raw(),
                keepRaw);
    }
}
