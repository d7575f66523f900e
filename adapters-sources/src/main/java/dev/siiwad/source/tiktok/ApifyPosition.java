package dev.siiwad.source.tiktok;

import dev.siiwad.source.Position;
import dev.siiwad.source.PositionFields;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place at Apify. Before a purchase: {@code videos=0-20 marker=4f1c… spent-usd=0 read=0}; after it also the paid run and the place in its
 * dataset: {@code apify-run=… dataset=… limit=1000 offset=2000 item=37}, and {@code taken=partial} or {@code taken=skipped} if somebody decided so.
 *
 * @param from first video of the paid run
 * @param to its end (exclusive)
 * @param marker stays the same from the first purchase of a run to its end, whatever crashes, unless somebody decides to pay again
 * @param spentUsd for the paid runs before this one
 * @param read documents given since the start
 */
record ApifyPosition(int from, int to, String marker, BigDecimal spentUsd, long read, Optional<Bought> bought) {
    private static final Pattern MONEY = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,18})?");
    private static final Pattern VIDEOS = Pattern.compile("[0-9]{1,5}-[0-9]{1,5}");
    private static final Pattern TAKEN = Pattern.compile("partial|skipped");
    private static final int VIDEOS_MAX = VideoList.VIDEOS_MAX;

    /** What is taken of a paid run. */
    enum Taken {
        WHOLE,
        /** What it has left, though it failed. */
        PARTIAL,
        /** Nothing, or nothing more: it is set aside. */
        SKIPPED;

        private static Taken of(PositionFields fields) throws IOException {
            if (!fields.has("taken")) {
                return WHOLE;
            }
            return fields.text("taken", TAKEN).equals("partial") ? PARTIAL : SKIPPED;
        }

        private String field() {
            return this == WHOLE ? "" : "taken=" + name().toLowerCase(Locale.ROOT) + " ";
        }
    }

    /**
     * What has been paid for.
     *
     * @param limit items asked for at a time; a resume asks for the same pages
     * @param offset where the current page begins in the dataset
     * @param item how many of the page have been given
     */
    record Bought(String run, String dataset, int limit, long offset, int item, Taken taken) {}

    static ApifyPosition of(Position position) throws IOException {
        PositionFields fields = PositionFields.of(position);
        String[] videos = fields.text("videos", VIDEOS).split("-");
        int from = Integer.parseInt(videos[0]);
        int to = Integer.parseInt(videos[1]);
        if (from >= to || to > VIDEOS_MAX) {
            throw fields.wrong("videos is " + from + "-" + to);
        }
        return new ApifyPosition(
                from,
                to,
                fields.text("marker", Identifiers.SAFE),
                new BigDecimal(fields.text("spent-usd", MONEY)),
                fields.number("read", CommentLimits.TOTAL_MAX),
                fields.has("apify-run") ? Optional.of(bought(fields)) : Optional.empty());
    }

    private static Bought bought(PositionFields fields) throws IOException {
        return new Bought(
                fields.text("apify-run", Identifiers.SAFE),
                fields.text("dataset", Identifiers.SAFE),
                fields.integer("limit", ApifyAccount.ITEMS_PER_PAGE_MAX),
                fields.number("offset", Apify.DATASET_ITEMS_MAX + ApifyAccount.ITEMS_PER_PAGE_MAX),
                fields.integer("item", ApifyAccount.ITEMS_PER_PAGE_MAX),
                Taken.of(fields));
    }

    Position position() {
        String place = bought.map(all -> "apify-run=" + all.run + " dataset=" + all.dataset + " limit=" + all.limit
                        + " offset=" + all.offset + " item=" + all.item + " " + all.taken.field())
                .orElse("");
        return new Position(place + "videos=" + from + "-" + to + " marker=" + marker + " spent-usd="
                + spentUsd.toPlainString() + " read=" + read);
    }

    /** Marks the paid run for these videos: no other run of the actor, of this account or any, carries the same. */
    String runMarker() {
        return "siiwad-" + marker + "-" + from + "-" + to;
    }

    int videos() {
        return to - from;
    }

    /** At the beginning of what has been paid for. */
    ApifyPosition bought(ApifyRun run, int limit) {
        return at(read, new Bought(run.id(), run.dataset(), limit, 0, 0, Taken.WHOLE));
    }

    /** After the next item of the page. */
    ApifyPosition pastItem() {
        Bought all = bought.orElseThrow();
        return at(read + 1, new Bought(all.run, all.dataset, all.limit, all.offset, all.item + 1, all.taken));
    }

    /** After an item that is not given. */
    ApifyPosition pastRepeatedItem() {
        ApifyPosition past = pastItem();
        return past.at(read, past.bought.orElseThrow());
    }

    /** The same place, in what a failed run has left. */
    ApifyPosition partial() {
        Bought all = bought.orElseThrow();
        return at(read, new Bought(all.run, all.dataset, all.limit, all.offset, all.item, Taken.PARTIAL));
    }

    /** After the paid run, which is set aside and counts as one document. */
    ApifyPosition skipped(BigDecimal costUsd) {
        Bought all = bought.orElseThrow();
        Bought past = new Bought(all.run, all.dataset, all.limit, all.offset, all.item, Taken.SKIPPED);
        return new ApifyPosition(from, to, marker, spentUsd.add(costUsd), read + 1, Optional.of(past));
    }

    /** Before the purchase of the same videos once more. */
    ApifyPosition again(String newMarker, BigDecimal costUsd) {
        return new ApifyPosition(from, to, newMarker, spentUsd.add(costUsd), read, Optional.empty());
    }

    /** Whether nothing of the paid run has been given yet. */
    boolean untouched() {
        return bought.filter(all -> all.offset == 0 && all.item == 0).isPresent();
    }

    boolean isSkipped() {
        return bought.filter(all -> all.taken == Taken.SKIPPED).isPresent();
    }

    boolean isPartial() {
        return bought.filter(all -> all.taken == Taken.PARTIAL).isPresent();
    }

    ApifyPosition atOffset(long offset) {
        Bought all = bought.orElseThrow();
        return at(read, new Bought(all.run, all.dataset, all.limit, offset, 0, all.taken));
    }

    /** Before the purchase of the videos up to another one. */
    ApifyPosition nextVideos(int nextTo, BigDecimal costUsd) {
        return new ApifyPosition(to, nextTo, marker, spentUsd.add(costUsd), read, Optional.empty());
    }

    private ApifyPosition at(long nowRead, Bought place) {
        return new ApifyPosition(from, to, marker, spentUsd, nowRead, Optional.of(place));
    }
}
