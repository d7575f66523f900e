package dev.siiwad.source.wikipedia;

import dev.siiwad.source.SourceException;
import dev.siiwad.source.http.Http;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The dumps of one Wikipedia that a site lists now. Every call asks again, twice for each dump at most. Public for the command line, which shows it to people. */
public final class Dumps {
    /** How many dates of an edition are looked at, the newest first. */
    public static final int DATES_MAX = 4;

    private final DumpSite site;
    private final String language;

    /**
     * @param http with a User-Agent that says who asks
     * @param address {@link WikipediaSource#DUMPS} or a mirror of it
     * @param language as in the address of the Wikipedia
     * @throws IllegalArgumentException if there can be no Wikipedia of this language
     */
    public Dumps(Http http, String address, String language) {
        this.language = language;
        this.site = new DumpSite(http, address, new Wiki(language));
    }

    /**
     * A dump.
     *
     * @param edition as {@code --edition} takes it
     * @param files how many there are, where it is complete
     * @param bytes of all of them, where they are listed
     * @param problem why it cannot be read; empty if it is complete
     */
    public record Dump(String edition, String date, OptionalInt files, OptionalLong bytes, String problem) {
        public boolean complete() {
            return problem.isEmpty();
        }
    }

    public String language() {
        return language;
    }

    /**
     * Those of all editions, of each the newest first; none of an edition that the site does not have.
     *
     * @throws SourceException if there are none because there is no such Wikipedia
     */
    public List<Dump> list() throws IOException {
        List<Dump> dumps = new ArrayList<>();
        for (Edition edition : Edition.values()) {
            for (String date : site.dates(edition).stream().limit(DATES_MAX).toList()) {
                dumps.add(dump(edition, date, site.look(edition, date)));
            }
        }
        if (dumps.isEmpty()) {
            site.requireKnown();
        }
        return dumps;
    }

    private static Dump dump(Edition edition, String date, Look look) {
        if (look.dump().isEmpty()) {
            return new Dump(edition.toString(), date, OptionalInt.empty(), OptionalLong.empty(), look.reason());
        }
        List<DumpEdition.Packed> files = look.dump().get().files();
        OptionalLong bytes = files.stream().allMatch(file -> file.bytes().isPresent())
                ? OptionalLong.of(files.stream()
                        .mapToLong(file -> file.bytes().getAsLong())
                        .sum())
                : OptionalLong.empty();
        return new Dump(edition.toString(), date, OptionalInt.of(files.size()), bytes, "");
    }
}
