package dev.siiwad.source.wikipedia;

import dev.siiwad.source.Availability;
import dev.siiwad.source.Input;
import dev.siiwad.source.Remedy;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.SourceException;
import dev.siiwad.source.http.Checksum;
import dev.siiwad.source.http.Download;
import dev.siiwad.source.proved.InPieces;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A dump that is downloaded from a site of dumps, pinned by its edition, its date and the checksums of its files. */
final class DownloadedDump implements DumpOrigin {
    private static final int SLICES_MAX = 2;
    private static final Pattern DATE = Pattern.compile("20\\d{6}|20\\d{2}-\\d{2}-\\d{2}");

    /** As {@link DumpEdition#id} makes them: database and date. */
    private static final Pattern ID = Pattern.compile("([a-z0-9_]+)-(20\\d{2}-?\\d{2}-?\\d{2})@.*");

    private final DumpSite site;
    private final Optional<Edition> edition;
    private final Optional<String> date;
    private final RawDirectory raw;

    /**
     * @param edition the one that has a complete dump if empty, content before classic
     * @param date the newest complete one if empty
     */
    DownloadedDump(DumpSite site, Optional<Edition> edition, Optional<String> date, RawDirectory raw) {
        if (!date.map(asked -> DATE.matcher(asked).matches()).orElse(true)) {
            throw new IllegalArgumentException(
                    "date is \"" + date.get() + "\"; expected a form like 20261101, or latest");
        }
        this.site = site;
        this.edition = edition;
        this.date = date;
        this.raw = raw;
    }

    @Override
    public Snapshot snapshot() throws IOException {
        return site.find(edition, date).snapshot();
    }

    /** What the site has of the date now, of each edition that the id may be of. */
    @Override
    public Optional<Snapshot> again(String id) throws IOException {
        Matcher pinned = ID.matcher(id);
        if (!pinned.matches() || !pinned.group(1).equals(site.database())) {
            return Optional.empty();
        }
        Optional<Snapshot> found = Optional.empty();
        for (Edition each : edition.map(List::of).orElse(List.of(Edition.values()))) {
            Optional<Snapshot> snapshot =
                    site.ask(Optional.of(each), Optional.of(pinned.group(2))).map(DumpEdition::snapshot);
            if (snapshot.filter(same -> same.id().equals(id)).isPresent()) {
                return snapshot;
            }
            found = found.or(() -> snapshot);
        }
        return found;
    }

    /**
     * A dump that is complete on the disk needs no site, and not even a network. A list of its files that cannot be made out is no reason to stop:
     * what is downloaded is compared with the pinned checksums.
     */
    @Override
    public Availability availability(Snapshot pinned) throws IOException {
        DumpEdition dump = pinned(pinned);
        boolean onDisk = isOnDisk(dump);
        Look look;
        try {
            look = site.look(dump);
        } catch (IOException e) {
            if (onDisk) {
                return new Availability.Available(Optional.empty());
            }
            throw e;
        }
        boolean other =
                look.dump().map(found -> !found.id().equals(pinned.id())).orElse(false);
        if (!onDisk && (other || look instanceof Look.Missing)) {
            Optional<DumpEdition> current = other ? look.dump() : site.ask(edition, date);
            return new Availability.Gone(current.map(DumpEdition::id).orElse("no complete dump"));
        }
        return new Availability.Available(newer(dump));
    }

    /** Only worth a line in the log: a site that cannot say is not a reason to stop. */
    private Optional<String> newer(DumpEdition pinned) {
        try {
            return site.ask(Optional.of(pinned.edition()), Optional.empty())
                    .filter(latest -> latest.date().compareTo(pinned.date()) > 0)
                    .map(DumpEdition::id);
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }

    @Override
    public List<Input> inputs(Snapshot pinned) throws IOException {
        return pinned(pinned).filesOf(pinned).stream()
                .map(file ->
                        new Input(file.name(), file.bytes(), file.checksum().map(Checksum::toString)))
                .toList();
    }

    /** Whole files, and no more slices than the site allows connections: each of them downloads over one. */
    @Override
    public List<Snapshot> slices(Snapshot pinned, int countMax) throws IOException {
        return pinned(pinned).slices(Math.min(countMax, SLICES_MAX));
    }

    @Override
    public long requests(Snapshot pinned) throws IOException {
        return pinned(pinned).files().size();
    }

    @Override
    public List<DumpPart> parts(Snapshot pinned) throws IOException {
        DumpEdition dump = pinned(pinned);
        return List.copyOf(parts(dump, dump.filesOf(pinned)));
    }

    private List<DumpPart.Cached> parts(DumpEdition dump, List<DumpEdition.Packed> files) {
        boolean shared = files.size() < dump.files().size();
        Download download = shared ? Download.overOneConnection(site.http()) : new Download(site.http());
        return files.stream()
                .map(file -> new DumpPart.Cached(
                        dump.edition(),
                        file.name(),
                        raw,
                        site.request(dump, file),
                        file.expected(),
                        raw.file(file.name(), file.expected()),
                        download,
                        listed(dump),
                        dump.files().size() == 1))
                .toList();
    }

    @Override
    public List<DumpPart> glimpse() throws IOException {
        DumpEdition dump = site.find(edition, date);
        return parts(dump, dump.files()).stream()
                .<DumpPart>map(whole -> new DumpPart.Glimpsed(whole.name(), () -> pieces(whole), Optional.of(whole)))
                .toList();
    }

    private DumpFile pieces(DumpPart.Cached whole) throws IOException {
        return DumpFile.unproved(
                new InPieces(site.remote(whole.request(), whole.expected().bytes())));
    }

    private DumpPart.Listed listed(DumpEdition dump) {
        return new DumpPart.Listed() {
            @Override
            public boolean asPinnedWithOthers() throws IOException {
                return isListedWithOthers(dump);
            }

            @Override
            public boolean givesAnother(String name) throws IOException {
                return site.givesAnother(dump, name);
            }
        };
    }

    /** @throws SourceException if the site lists another dump now */
    private boolean isListedWithOthers(DumpEdition pinned) throws IOException {
        Look look = site.look(pinned);
        if (look.dump().isPresent() && !look.dump().get().id().equals(pinned.id())) {
            throw new SourceException(
                    "the run in progress reads " + pinned.id() + ", and the site lists "
                            + look.dump().get().id() + " in its place",
                    new Remedy.StartOver(false));
        }
        return look.dump().isPresent() && pinned.files().size() > 1;
    }

    private boolean isOnDisk(DumpEdition dump) throws IOException {
        for (DumpEdition.Packed file : dump.files()) {
            if (!raw.file(file.name(), file.expected()).isHere()) {
                return false;
            }
        }
        return true;
    }

    private DumpEdition pinned(Snapshot pinned) throws IOException {
        if (!pinned.id().startsWith(site.database() + "-")) {
            throw new SourceException(
                    "the run in progress reads " + pinned.id() + ", which is not a download of " + site.database()
                            + " but a file that was given",
                    new Remedy.Give("dump"));
        }
        DumpEdition dump = DumpEdition.of(pinned);
        if (edition.isPresent() && edition.get() != dump.edition()) {
            throw new SourceException(
                    "the run in progress reads " + pinned.id() + " of edition " + dump.edition()
                            + ", and the edition asked for is " + edition.get(),
                    new Remedy.LeaveOut("edition"),
                    new Remedy.StartOver(false));
        }
        if (date.isPresent() && !dump.edition().date(date.get()).equals(dump.date())) {
            throw new SourceException(
                    "the run in progress reads " + pinned.id() + ", and the date asked for is " + date.get(),
                    new Remedy.LeaveOut("date"),
                    new Remedy.StartOver(false));
        }
        return dump;
    }
}
