package dev.siiwad.source.wikipedia;

import dev.siiwad.source.Remedy;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.http.Http;
import dev.siiwad.source.http.RemoteFile;
import dev.siiwad.source.http.Request;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what dumps.wikimedia.org, or a mirror of it, has of one wiki: the newest of the edition that is asked for, or else of the content edition, and
 * where that has none, of the classic one. The cirrus edition must be asked for: its texts are made in another way.
 */
final class DumpSite {
    private static final Logger LOG = LoggerFactory.getLogger(DumpSite.class);
    private static final String NO_DATES = " has no dates at ";
    private static final int DATES_MAX = 12;
    private static final int OTHERS_ASKED_MAX = 3;

    private final SitePages site;
    private final Wiki wiki;
    private final String database;

    DumpSite(Http http, String base, Wiki wiki) {
        this.site = new SitePages(http, base);
        this.wiki = wiki;
        this.database = wiki.database();
    }

    Http http() {
        return site.http();
    }

    String database() {
        return database;
    }

    /** The address of a file of a dump. */
    Request request(DumpEdition dump, DumpEdition.Packed file) {
        return Request.get(site.base() + dump.path(file));
    }

    /**
     * A file of a dump to be read in pieces.
     *
     * @param bytes its length, where it is listed
     */
    RemoteFile remote(Request request, OptionalLong bytes) throws IOException {
        return bytes.isPresent()
                ? new RemoteFile(http(), request, bytes.getAsLong(), Optional.empty())
                : RemoteFile.look(http(), request);
    }

    /** Whether it gives one of the first {@value #OTHERS_ASKED_MAX} other files of a dump. */
    boolean givesAnother(DumpEdition dump, String name) throws IOException {
        List<DumpEdition.Packed> others = dump.files().stream()
                .filter(file -> !file.name().equals(name))
                .limit(OTHERS_ASKED_MAX)
                .toList();
        for (DumpEdition.Packed other : others) {
            if (answers(Request.head(site.base() + dump.path(other)))) {
                return true;
            }
        }
        return false;
    }

    private boolean answers(Request request) throws IOException {
        try {
            http().fetch(request);
            return true;
        } catch (InterruptedIOException stopped) {
            throw stopped;
        } catch (IOException failsToo) {
            LOG.debug("{} fails as well", request, failsToo);
            return false;
        }
    }

    /** What there is of the edition and date of a dump that was found before. */
    Look look(DumpEdition found) throws IOException {
        return published(found.edition()).look(found.date());
    }

    /**
     * The dump of a date, or the newest that is complete; the log says which, and what was passed over for it.
     *
     * @param edition only this one if present
     * @param date in either form
     * @throws SourceException if there is none, with what was looked at
     */
    DumpEdition find(Optional<Edition> edition, Optional<String> date) throws IOException {
        List<String> passedOver = new ArrayList<>();
        Optional<DumpEdition> found = search(edition, date, passedOver);
        if (found.isPresent()) {
            DumpEdition dump = published(found.get().edition()).confirmed(found.get());
            LOG.info(
                    "Taking edition {} of {}, {} files{}",
                    dump.edition(),
                    dump.date(),
                    dump.files().size(),
                    passedOver.isEmpty() ? "" : "; " + String.join("; ", passedOver));
            return dump;
        }
        if (passedOver.stream().allMatch(reason -> reason.contains(NO_DATES))) {
            requireKnown();
        }
        String message = "no complete dump of " + database + ": " + String.join("; ", passedOver);
        throw date.isPresent()
                ? new SourceException(message, new Remedy.Give("date"), new Remedy.LeaveOut("date"))
                : new SourceException(message, new Remedy.Give("dump"));
    }

    /**
     * Makes sure that there may be such a wiki.
     *
     * @throws SourceException if the site names those that it has, and this one is not among them
     */
    void requireKnown() throws IOException {
        List<String> wikis = site.directories(DumpEdition.CONTENT_PATH);
        if (!wikis.isEmpty() && !wikis.contains(wiki.database())) {
            throw new SourceException(
                    "there is no Wikipedia \"" + wiki.lang() + "\" at " + site.base(), wiki.slip(wikis));
        }
    }

    /** The dates that may have a dump of an edition, the most promising first; none where the site has no such edition. */
    List<String> dates(Edition edition) throws IOException {
        return published(edition).dates();
    }

    /** What there is of an edition and a date. */
    Look look(Edition edition, String date) throws IOException {
        return published(edition).look(date);
    }

    /** As {@link #find}, without a word. */
    Optional<DumpEdition> ask(Optional<Edition> edition, Optional<String> date) throws IOException {
        return search(edition, date, new ArrayList<>());
    }

    private Optional<DumpEdition> search(Optional<Edition> edition, Optional<String> date, List<String> passedOver)
            throws IOException {
        for (Edition one : edition.map(List::of).orElse(List.of(Edition.CONTENT, Edition.CLASSIC))) {
            PublishedDumps published = published(one);
            List<String> dates = date.isPresent() ? List.of(one.date(date.get())) : published.dates();
            if (dates.isEmpty()) {
                passedOver.add("edition " + one + NO_DATES + published.address());
            }
            for (String each : dates.subList(0, Math.min(DATES_MAX, dates.size()))) {
                Look look = published.look(each);
                if (look.dump().isPresent()) {
                    return look.dump();
                }
                passedOver.add("edition " + one + " of " + each + " at " + published.address() + " " + look.reason());
            }
        }
        return Optional.empty();
    }

    private PublishedDumps published(Edition edition) {
        return switch (edition) {
            case CONTENT -> new ContentExports(site, database);
            case CLASSIC -> new ClassicDumps(site, database);
            case CIRRUS -> new CirrusDumps(site, database);
        };
    }
}
