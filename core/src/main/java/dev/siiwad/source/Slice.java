package dev.siiwad.source;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A share of what a run reads, as a source of its own: offsets and positions are those of the slice. Whether it can still be read is asked of the whole.
 *
 * @param whole the source that it is a slice of
 * @param pinned the snapshot of the whole
 * @param part what this slice has of it
 * @param number counted from 1
 * @param count how many slices there are
 */
public record Slice(Source whole, Snapshot pinned, Snapshot part, int number, int count) implements Source {
    /** How long the id of a source may be that is cut into slices, so that theirs fit. */
    public static final int SOURCE_ID_CHARS_MAX = 100;

    private static final Pattern ID = Pattern.compile("(.+)\\.slice-([0-9]{4})-of-([0-9]{4})");

    public Slice {
        if (number < 1 || number > count) {
            throw new IllegalArgumentException("slice " + number + " of " + count);
        }
        idOf(whole.id(), number, count);
    }

    /** All slices of a snapshot, in order: at most so many, and at least one. */
    public static List<Slice> of(Source whole, Snapshot pinned, int countMax) throws IOException {
        List<Snapshot> parts = whole.slices(pinned, countMax);
        return IntStream.range(0, parts.size())
                .mapToObj(n -> new Slice(whole, pinned, parts.get(n), n + 1, parts.size()))
                .toList();
    }

    /** {@code X.slice-0003-of-0016}. */
    public static SourceId idOf(SourceId whole, int number, int count) {
        if (whole.value().length() > SOURCE_ID_CHARS_MAX) {
            throw new IllegalArgumentException(
                    "source id " + whole + " has " + whole.value().length() + " characters; with slices at most "
                            + SOURCE_ID_CHARS_MAX + " are possible");
        }
        return new SourceId(String.format(Locale.ROOT, "%s%04d-of-%04d", beginningOfIds(whole), number, count));
    }

    /** How the ids of all slices of a source begin. */
    public static String beginningOfIds(SourceId whole) {
        return whole + ".slice-";
    }

    /** What the id of a slice says. */
    public record Name(SourceId whole, int number, int count) {}

    /** Empty if the id is not that of a slice. */
    public static Optional<Name> named(SourceId id) {
        Matcher matcher = ID.matcher(id.value());
        return matcher.matches()
                ? Optional.of(new Name(
                        new SourceId(matcher.group(1)),
                        Integer.parseInt(matcher.group(2)),
                        Integer.parseInt(matcher.group(3))))
                : Optional.empty();
    }

    /** The source that a source of this id would be a slice of; empty if the id is not that of a slice. */
    public static Optional<SourceId> wholeOf(SourceId id) {
        return named(id).map(Name::whole);
    }

    @Override
    public SourceId id() {
        return idOf(whole.id(), number, count);
    }

    @Override
    public Settings settings() {
        return whole.settings();
    }

    @Override
    public List<Source> earlier() {
        return whole.earlier().stream()
                .<Source>map(earlier -> new Slice(earlier, pinned, part, number, count))
                .toList();
    }

    @Override
    public SourceInfo info() {
        return whole.info();
    }

    /** Asks nobody. */
    @Override
    public Snapshot snapshot() {
        return part;
    }

    @Override
    public Optional<Snapshot> snapshot(Collected collected) {
        return Optional.of(part);
    }

    /** Not cut again. */
    @Override
    public List<Snapshot> slices(Snapshot snapshot, int countMax) {
        return List.of(snapshot);
    }

    @Override
    public List<String> addresses(Snapshot snapshot, Position end, Set<String> setAside) throws IOException {
        return whole.addresses(snapshot, end, setAside);
    }

    @Override
    public List<Input> inputs(Snapshot snapshot) throws IOException {
        return whole.inputs(snapshot);
    }

    @Override
    public Forecast forecast(Snapshot snapshot) throws IOException {
        return whole.forecast(snapshot);
    }

    /** Cut out of the whole once more. */
    @Override
    public Optional<Snapshot> again(String snapshot, Collected collected) {
        return Optional.of(part);
    }

    @Override
    public Availability availability(Snapshot snapshot) throws IOException {
        Availability all = whole.availability(pinned);
        return all instanceof Availability.Available ? new Availability.Available(Optional.empty()) : all;
    }

    @Override
    public OptionalLong size(Snapshot snapshot) throws IOException {
        return whole.size(snapshot);
    }

    @Override
    public void requireReadable(boolean newRun) throws IOException {
        whole.requireReadable(newRun);
    }

    @Override
    public Optional<BigDecimal> costUsd(Position position) throws IOException {
        return whole.costUsd(position);
    }

    @Override
    public DocumentReader open(Snapshot snapshot, Position position) throws IOException {
        return whole.open(snapshot, position);
    }

    /** Of its own part. */
    @Override
    public DocumentReader glimpse() throws IOException {
        return whole.open(part, Position.START);
    }

    @Override
    public DocumentReader reread(Snapshot snapshot, Position position) throws IOException {
        return whole.reread(snapshot, position);
    }
}
