package dev.siiwad.cli.ingest;

import dev.siiwad.Ingestion;
import dev.siiwad.cli.terminal.Failures;
import dev.siiwad.ingest.NothingNew;
import dev.siiwad.ingest.Novelty;
import dev.siiwad.publish.Receipt;
import dev.siiwad.source.SourceException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a new run has to collect, in words. */
final class News {
    private static final int NAMED_MAX = 5;

    private final Optional<Novelty> novelty;
    private final Optional<IOException> failure;

    private News(Optional<Novelty> novelty, Optional<IOException> failure) {
        this.novelty = novelty;
        this.failure = failure;
    }

    /** Asks upstream; that it gives no answer is not the end. */
    static News of(Ingestion ingestion) {
        try {
            return new News(Optional.of(ingestion.novelty()), Optional.empty());
        } catch (IOException e) {
            return new News(Optional.empty(), Optional.of(e));
        }
    }

    static News of(Novelty known) {
        return new News(Optional.of(known), Optional.empty());
    }

    /** Why there is nothing to collect; empty if there is something, or that is not known. */
    Optional<String> nothing() {
        return novelty.flatMap(Novelty::nothing).map(News::message);
    }

    /** @throws SourceException if a run would end with it, such as for a budget that does not suffice */
    void requireReadable() throws SourceException {
        if (failure.isPresent() && failure.get() instanceof SourceException decision) {
            throw decision;
        }
    }

    /** What there is, for an explanation. */
    List<String> lines() {
        if (failure.isPresent()) {
            return List.of("New:         not known; " + Failures.describe(failure.get()));
        }
        Novelty known = novelty.orElseThrow();
        return known.listed() == 0
                ? List.of()
                : List.of("New:         " + number(known.fresh()) + " of the " + number(known.listed())
                        + " addresses that are listed");
    }

    static String message(NothingNew why) {
        if (why instanceof NothingNew.SameSnapshot same) {
            return "Nothing new: " + same.dataset().snapshot() + " was published on "
                    + same.dataset().day() + " as " + same.dataset().run() + "; collect it again with --force"
                    + missing(same.setAside());
        }
        NothingNew.AllHeld held = (NothingNew.AllHeld) why;
        return "Nothing new: all " + number(held.addresses())
                + " addresses that are listed are in datasets, the newest published on "
                + held.newest().day() + " as " + held.newest().run() + "; collect them again with --again";
    }

    private static String missing(Receipt.SetAside setAside) {
        if (setAside.count() == 0) {
            return "";
        }
        String named = setAside.units().stream()
                .limit(NAMED_MAX)
                .map(Receipt.Unit::name)
                .collect(Collectors.joining(", "));
        return ". It is without what was set aside: " + named
                + (setAside.count() > NAMED_MAX ? " and " + number(setAside.count() - NAMED_MAX) + " more" : "");
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
