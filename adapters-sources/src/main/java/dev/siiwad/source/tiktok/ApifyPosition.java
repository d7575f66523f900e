package dev.siiwad.source.tiktok;

import dev.siiwad.source.Position;
import dev.siiwad.source.PositionFields;
import dev.siiwad.source.tiktok.PaidBatch.Ahead;
import dev.siiwad.source.tiktok.PaidBatch.Paid;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A place at Apify. Before a purchase: {@code videos=0-20 marker=4f1c… spent-usd=0 read=0}, and {@code answer=lost} if it may have been made; after it also
 * the paid run and the place in its dataset: {@code apify-run=… dataset=… limit=1000 offset=2000 item=37}, and {@code taken=partial} or
 * {@code taken=skipped} if somebody decided so, {@code taken=all} at the end. Where several are in flight, {@code cap-usd=4.5} and {@code ahead=} with those whose turn has not come, as
 * {@link AheadField} has them.
 *
 * @param current the videos whose comments are read
 * @param ahead those after them, in order
 * @param spentUsd for the paid runs before this one
 * @param read documents given since the start
 * @param leftOut videos whose paid runs were set aside
 */
record ApifyPosition(
        PaidBatch current,
        Optional<Bought> bought,
        List<Ahead> ahead,
        BigDecimal spentUsd,
        long read,
        VideoRanges leftOut) {
    private static final Pattern TAKEN = Pattern.compile("partial|skipped|all");
    private static final Pattern LOST = Pattern.compile("lost");

    ApifyPosition {
        ahead = List.copyOf(ahead);
    }

    /** What is taken of a paid run. */
    enum Taken {
        WHOLE,
        /** What it has left, though it failed. */
        PARTIAL,
        /** Nothing, or nothing more: it is set aside. */
        SKIPPED,
        /** All of it, and it is the last. */
        ALL;

        private static Taken of(PositionFields fields) throws IOException {
            if (!fields.has("taken")) {
                return WHOLE;
            }
            return valueOf(fields.text("taken", TAKEN).toUpperCase(Locale.ROOT));
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
    record Bought(String run, String dataset, int limit, long offset, int item, Taken taken) {
        private Bought at(long otherOffset, int otherItem, Taken otherTaken) {
            return new Bought(run, dataset, limit, otherOffset, otherItem, otherTaken);
        }
    }

    static ApifyPosition of(Position position) throws IOException {
        PositionFields fields = PositionFields.of(position);
        int[] videos = AheadField.range(fields, fields.text("videos", AheadField.VIDEOS));
        Optional<BigDecimal> cap = fields.has("cap-usd")
                ? Optional.of(new BigDecimal(fields.text("cap-usd", AheadField.MONEY)))
                : Optional.empty();
        boolean lost = fields.has("answer") && !fields.text("answer", LOST).isEmpty();
        PaidBatch current = new PaidBatch(videos[0], videos[1], fields.text("marker", Identifiers.SAFE), cap, lost);
        return new ApifyPosition(
                current,
                fields.has("apify-run") ? Optional.of(bought(fields)) : Optional.empty(),
                fields.has("ahead") ? AheadField.read(fields, current) : List.of(),
                new BigDecimal(fields.text("spent-usd", AheadField.MONEY)),
                fields.number("read", CommentLimits.TOTAL_MAX),
                fields.has("left-out") ? VideoRanges.of(fields, "left-out") : VideoRanges.NONE);
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
        return new Position(place + "videos=" + from() + "-" + to() + " marker=" + current.marker() + " spent-usd="
                + spentUsd.toPlainString() + " read=" + read
                + (current.unanswered() ? " answer=lost" : "")
                + current.capUsd().map(cap -> " cap-usd=" + cap.toPlainString()).orElse("")
                + (leftOut.equals(VideoRanges.NONE) ? "" : " left-out=" + leftOut.text())
                + (ahead.isEmpty() ? "" : " ahead=" + AheadField.write(ahead, current)));
    }

    int from() {
        return current.from();
    }

    int to() {
        return current.to();
    }

    int videos() {
        return current.videos();
    }

    /** The last videos that a purchase has been prepared for. */
    PaidBatch last() {
        return ahead.isEmpty() ? current : ahead.get(ahead.size() - 1).batch();
    }

    /** The purchase for later videos that has been prepared and not made, or not been heard of. */
    Optional<PaidBatch> unbought() {
        return ahead.stream()
                .filter(one -> one.paid().isEmpty())
                .map(Ahead::batch)
                .findFirst();
    }

    /** What the paid runs whose turn has not come may cost. */
    BigDecimal aheadUsd() {
        return ahead.stream()
                .map(one -> one.batch().capUsd().orElse(BigDecimal.ZERO))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The paid runs that are known. */
    Set<String> runs() {
        Set<String> runs = new HashSet<>();
        bought.ifPresent(all -> runs.add(all.run));
        ahead.forEach(one -> one.paid().ifPresent(paid -> runs.add(paid.run())));
        return runs;
    }

    /** At the beginning of what has been paid for. */
    ApifyPosition bought(Paid paid, int limit) {
        Bought begin = new Bought(paid.run(), paid.dataset(), limit, 0, 0, Taken.WHOLE);
        return new ApifyPosition(current.answered(), Optional.of(begin), ahead, spentUsd, read, leftOut);
    }

    /** After the next item of the page. */
    ApifyPosition pastItem() {
        Bought all = bought.orElseThrow();
        return at(read + 1, all.at(all.offset, all.item + 1, all.taken));
    }

    /** After an item that is not given. */
    ApifyPosition pastRepeatedItem() {
        ApifyPosition past = pastItem();
        return past.at(read, past.bought.orElseThrow());
    }

    /** After an item of the dataset that cannot be read, which counts as one document. */
    ApifyPosition pastUnreadable(long offset) {
        return at(read + 1, bought.orElseThrow().at(offset + 1, 0, bought.orElseThrow().taken));
    }

    /** The same place, in what a failed run has left. */
    ApifyPosition partial() {
        Bought all = bought.orElseThrow();
        return at(read, all.at(all.offset, all.item, Taken.PARTIAL));
    }

    /** After the paid run, which is set aside and counts as one document. */
    ApifyPosition skipped(BigDecimal costUsd) {
        Bought all = bought.orElseThrow();
        Bought past = all.at(all.offset, all.item, Taken.SKIPPED);
        return new ApifyPosition(
                current, Optional.of(past), ahead, spentUsd.add(costUsd), read + 1, leftOut.plus(from(), to()));
    }

    /** Before the purchase of the same videos once more. */
    ApifyPosition again(String newMarker, BigDecimal costUsd) {
        return new ApifyPosition(
                current.again(newMarker), Optional.empty(), ahead, spentUsd.add(costUsd), read, leftOut);
    }

    /** The same place, when the answer to its purchase has been lost. */
    ApifyPosition withoutAnswer() {
        return new ApifyPosition(current.withoutAnswer(), bought, ahead, spentUsd, read, leftOut);
    }

    /** Whether nothing of the paid run has been given yet. */
    boolean untouched() {
        return bought.filter(all -> all.offset == 0 && all.item == 0).isPresent();
    }

    boolean isSkipped() {
        return bought.filter(all -> all.taken == Taken.SKIPPED).isPresent();
    }

    boolean isEnd() {
        return bought.filter(all -> all.taken == Taken.ALL).isPresent();
    }

    /** The same place, when nothing comes after it. */
    ApifyPosition end() {
        Bought all = bought.orElseThrow();
        return isSkipped() ? this : at(read, all.at(all.offset, all.item, Taken.ALL));
    }

    /** The videos whose comments were read before this place. */
    List<VideoUrl> taken(VideoList videos) {
        int end = Math.min(videos.size(), isEnd() || isSkipped() ? to() : from());
        return IntStream.range(0, end)
                .filter(video -> !leftOut.contains(video))
                .mapToObj(videos::get)
                .toList();
    }

    boolean isPartial() {
        return bought.filter(all -> all.taken == Taken.PARTIAL).isPresent();
    }

    ApifyPosition atOffset(long offset) {
        return at(read, bought.orElseThrow().at(offset, 0, bought.orElseThrow().taken));
    }

    /** With other paid runs in flight. */
    ApifyPosition withAhead(List<Ahead> others) {
        return new ApifyPosition(current, bought, others, spentUsd, read, leftOut);
    }

    /** With one more purchase prepared. */
    ApifyPosition plusAhead(PaidBatch batch) {
        List<Ahead> more = new ArrayList<>(ahead);
        more.add(new Ahead(batch, Optional.empty()));
        return withAhead(more);
    }

    /** With the last of the paid runs in flight as it is now, or without it. */
    ApifyPosition withLastAhead(Optional<Ahead> last) {
        List<Ahead> others = new ArrayList<>(ahead.subList(0, ahead.size() - 1));
        last.ifPresent(others::add);
        return withAhead(others);
    }

    /** Before the purchase of the videos after these. */
    ApifyPosition next(PaidBatch batch, BigDecimal costUsd) {
        return new ApifyPosition(batch, Optional.empty(), List.of(), spentUsd.add(costUsd), read, leftOut);
    }

    /** At the videos after these, for which a purchase has been prepared or made. */
    ApifyPosition nextAhead(BigDecimal costUsd, int limit) {
        Ahead first = ahead.get(0);
        ApifyPosition there = new ApifyPosition(
                first.batch(), Optional.empty(), ahead.subList(1, ahead.size()), spentUsd.add(costUsd), read, leftOut);
        return first.paid().map(paid -> there.bought(paid, limit)).orElse(there);
    }

    private ApifyPosition at(long nowRead, Bought place) {
        return new ApifyPosition(current, Optional.of(place), ahead, spentUsd, nowRead, leftOut);
    }
}
