package dev.siiwad.cli.ingest;

import dev.siiwad.cli.terminal.ByteSize;
import dev.siiwad.cli.terminal.Span;
import dev.siiwad.cli.terminal.TextWidth;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** What is seen of a run, in one line: as much of it as there is room for, the most important first. */
final class RunWords {
    private static final String BETWEEN = "  ";
    private static final int NAME_COLUMNS_MAX = 60;
    private static final int REASON_COLUMNS_MAX = 100;
    private static final long ALMOST_A_SECOND_MS = 999;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final int TENTHS_BELOW = 10;
    private static final double PERCENT = 100;

    private final RunSeen seen;
    private final Instant now;
    private final ZoneId zone;

    RunWords(RunSeen seen, Instant now, ZoneId zone) {
        this.seen = seen;
        this.now = now;
        this.zone = zone;
    }

    /** One thing that may be said, the longest way first; after the last it is left out. */
    private record Piece(List<Variant> variants) {
        String text() {
            return variants.get(0).text();
        }

        double importance() {
            return variants.get(0).importance();
        }

        Piece shorter() {
            return new Piece(variants.subList(1, variants.size()));
        }
    }

    /** @param importance the higher, the longer it stays */
    private record Variant(double importance, String text) {}

    private static Variant variant(double importance, String text) {
        return new Variant(importance, text);
    }

    /** At most so many columns wide. */
    String line(int columns) {
        List<Piece> pieces = pieces();
        String line = joined(pieces, BETWEEN);
        while (TextWidth.of(line) > columns && pieces.size() > 1) {
            Piece least = Collections.min(pieces, Comparator.comparingDouble(Piece::importance));
            int at = pieces.indexOf(least);
            if (least.variants().size() == 1) {
                pieces.remove(at);
            } else {
                pieces.set(at, least.shorter());
            }
            line = joined(pieces, BETWEEN);
        }
        return TextWidth.cut(line, columns);
    }

    /** All of it, for the log. */
    String sentence() {
        String all = joined(pieces().subList(1, pieces().size()), ", ").replace(BETWEEN, ", ");
        String phase = seen.phase().words();
        return phase.substring(0, 1).toUpperCase(Locale.ROOT) + phase.substring(1) + (all.isEmpty() ? "" : ": " + all);
    }

    private static String joined(List<Piece> pieces, String between) {
        return pieces.stream().map(Piece::text).collect(Collectors.joining(between));
    }

    private List<Piece> pieces() {
        List<Piece> pieces = new ArrayList<>();
        add(
                pieces,
                variant(
                        seen.phase() == RunSeen.Phase.READING ? 1 : 7.9,
                        seen.phase().words()));
        seen.share().ifPresent(share -> add(pieces, variant(10, percent(share))));
        if (seen.phase().ordinal() >= RunSeen.Phase.OPENING.ordinal()) {
            String documents = number(seen.documents());
            String of = seen.of().isPresent() ? " of " + number(seen.of().getAsLong()) : "";
            boolean none = seen.documents() == 0 && seen.phase() == RunSeen.Phase.DOWNLOADING;
            add(
                    pieces,
                    none
                            ? List.of(variant(2.9, "0 documents"))
                            : List.of(variant(6, documents + of + " documents"), variant(9, documents + " docs")));
        } else if (seen.requests() > 0) {
            add(pieces, variant(6, number(seen.requests()) + (seen.requests() == 1 ? " request" : " requests")));
        }
        seen.perSecond().ifPresent(rate -> add(pieces, variant(5, rate(rate))));
        seen.left().ifPresent(left -> add(pieces, variant(8, "ETA " + rounded(left))));
        addWait(pieces);
        seen.download().ifPresent(download -> addDownload(pieces, download));
        seen.outcomes().ifPresent(outcomes -> addOutcomes(pieces, outcomes));
        seen.sinceCheckpoint()
                .map(Span::countdown)
                .ifPresent(since -> add(
                        pieces, variant(3.5, "checkpoint " + since + " ago"), variant(4, "saved " + since + " ago")));
        return pieces;
    }

    private void addWait(List<Piece> pieces) {
        if (seen.pause().isPresent()) {
            Instant end = seen.pause().get().until();
            String rest = rounded(Duration.between(now, end));
            String until = "waiting until " + CLOCK.format(end.atZone(zone));
            String reason = TextWidth.cut(seen.pause().get().reason(), REASON_COLUMNS_MAX);
            add(
                    pieces,
                    variant(2, until + " (" + rest + "): " + reason),
                    variant(4.5, until + " (" + rest + ")"),
                    variant(9.5, "waiting " + rest));
        } else if (seen.silence().isPresent()) {
            String length = Span.text(seen.silence().get().length());
            add(
                    pieces,
                    variant(4.5, "nothing from " + seen.silence().get().host() + " for " + length),
                    variant(9.5, "nothing for " + length));
        }
    }

    private void addDownload(List<Piece> pieces, RunSeen.Download download) {
        boolean all = seen.phase() == RunSeen.Phase.DOWNLOADING;
        String name = TextWidth.cut(download.transfer().name(), NAME_COLUMNS_MAX);
        String others = download.others() == 0 ? "" : BETWEEN + download.others() + " more";
        if (download.transfer().checking()) {
            add(pieces, variant(all ? 3 : 1.5, "checking " + name + others), variant(all ? 9 : 1.6, "checking"));
            return;
        }
        long here = download.transfer().bytes();
        OptionalLong total = download.transfer().total();
        String bytes = ByteSize.text(here, total);
        String left =
                download.left().map(rest -> BETWEEN + rounded(rest) + " left").orElse("");
        String percent = total.isPresent() ? BETWEEN + percent((double) here / Math.max(1, total.getAsLong())) : "";
        String speed = download.bytesPerSecond().isPresent()
                ? BETWEEN + ByteSize.text(Math.round(download.bytesPerSecond().getAsDouble()), OptionalLong.empty())
                        + "/s"
                : "";
        String rest = bytes + percent + speed + left;
        if (seen.phase() == RunSeen.Phase.DOWNLOADING) {
            add(
                    pieces,
                    variant(3, name + BETWEEN + rest + others),
                    variant(5.5, rest),
                    variant(7, bytes + left),
                    variant(7.8, bytes));
        } else {
            add(
                    pieces,
                    variant(1.5, "downloading " + name + BETWEEN + rest + others),
                    variant(1.6, "downloading " + bytes));
        }
    }

    private static void addOutcomes(List<Piece> pieces, RunSeen.Outcomes outcomes) {
        String kept = "kept " + number(outcomes.kept());
        String quarantined = outcomes.quarantined() == 0 ? "" : number(outcomes.quarantined());
        String others;
        if (outcomes.dropped().isPresent()) {
            others = "dropped " + number(outcomes.dropped().getAsLong())
                    + (quarantined.isEmpty() ? "" : BETWEEN + "quarantined " + quarantined);
        } else {
            others = "left out " + number(outcomes.leftOut())
                    + (quarantined.isEmpty() ? "" : BETWEEN + quarantined + " quarantined in this attempt");
        }
        add(pieces, variant(2.5, kept + BETWEEN + others), variant(2.6, kept));
    }

    private static void add(List<Piece> pieces, Variant... variants) {
        add(pieces, List.of(variants));
    }

    private static void add(List<Piece> pieces, List<Variant> variants) {
        pieces.add(new Piece(variants));
    }

    /** Up, since what is left is not over before it is. */
    private static String rounded(Duration left) {
        return Span.countdown(left.plusMillis(ALMOST_A_SECOND_MS));
    }

    /** Of something that is not done, never 100. */
    static String percent(double share) {
        return share >= 1 ? "100 %" : (long) Math.floor(share * PERCENT) + " %";
    }

    private static String rate(double perSecond) {
        return perSecond < TENTHS_BELOW
                ? String.format(Locale.ROOT, "%.1f/s", perSecond)
                : String.format(Locale.ROOT, "%,.0f/s", perSecond);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
