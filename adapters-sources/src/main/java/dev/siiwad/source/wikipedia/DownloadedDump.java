package dev.siiwad.source.wikipedia;

import dev.siiwad.source.Availability;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.http.Checksum;
import dev.siiwad.source.http.Download;
import dev.siiwad.source.http.Expected;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A dump that is downloaded from a site of dumps, pinned by its date and its sha1. */
final class DownloadedDump implements DumpOrigin {
    private final DumpSite site;
    private final Optional<String> date;
    private final RawDirectory raw;

    /** @param date the newest finished one if empty */
    DownloadedDump(DumpSite site, Optional<String> date, RawDirectory raw) {
        if (!date.orElse("20261101").matches("20\\d{6}")) {
            throw new IllegalArgumentException(
                    "date is \"" + date.get() + "\"; expected a form like 20261101, or latest");
        }
        this.site = site;
        this.date = date;
        this.raw = raw;
    }

    @Override
    public Snapshot snapshot() throws IOException {
        return wanted().snapshot();
    }

    private DumpEdition wanted() throws IOException {
        if (date.isEmpty()) {
            return site.latest();
        }
        return site.edition(date.get())
                .orElseThrow(() -> new SourceException(
                        site.base() + "/" + site.database() + "/" + date.get() + "/: no finished multistream dump",
                        new Remedy.Give("date"),
                        new Remedy.LeaveOut("date")));
    }

    /** A dump that is complete on the disk needs no site, and not even a network. */
    @Override
    public Availability availability(Snapshot pinned) throws IOException {
        DumpEdition edition = edition(pinned);
        boolean onDisk = isOnDisk(edition);
        Optional<DumpEdition> upstream;
        try {
            upstream = site.edition(edition.date());
        } catch (IOException e) {
            if (onDisk) {
                return new Availability.Available(Optional.empty());
            }
            throw e;
        }
        boolean listed = upstream.isPresent() && upstream.get().id().equals(pinned.id());
        if (!listed && !onDisk) {
            return new Availability.Gone(upstream.isPresent() ? upstream.get().id() : wanted().id());
        }
        return new Availability.Available(newer(edition));
    }

    /** Only worth a line in the log: a site that cannot say is not a reason to stop. */
    private Optional<String> newer(DumpEdition pinned) {
        try {
            DumpEdition latest = site.latest();
            return latest.date().compareTo(pinned.date()) > 0 ? Optional.of(latest.id()) : Optional.empty();
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }

    @Override
    public List<DumpPart> parts(Snapshot pinned) throws IOException {
        DumpEdition edition = edition(pinned);
        Download download = new Download(site.http());
        List<DumpPart> parts = new ArrayList<>();
        for (DumpEdition.Packed file : edition.files()) {
            parts.add(new DumpPart.Cached(file.name(), raw, site.request(edition, file), expected(file), download));
        }
        return parts;
    }

    private boolean isOnDisk(DumpEdition edition) throws IOException {
        for (DumpEdition.Packed file : edition.files()) {
            if (!expected(file).isThere(raw.file(file.name()))) {
                return false;
            }
        }
        return true;
    }

    private static Expected expected(DumpEdition.Packed file) {
        return Expected.of(file.bytes(), Checksum.sha1(file.sha1()));
    }

    private DumpEdition edition(Snapshot pinned) throws IOException {
        if (!pinned.id().startsWith(site.database() + "-")) {
            throw new SourceException(
                    "the run in progress reads " + pinned.id() + ", which is not a download of " + site.database()
                            + " but a file that was given",
                    new Remedy.Give("dump"));
        }
        DumpEdition edition = DumpEdition.of(pinned);
        if (!date.orElse(edition.date()).equals(edition.date())) {
            throw new SourceException(
                    "the run in progress reads " + pinned.id() + ", and the date asked for is " + date.get(),
                    new Remedy.LeaveOut("date"),
                    new Remedy.StartOver(false));
        }
        return edition;
    }
}
