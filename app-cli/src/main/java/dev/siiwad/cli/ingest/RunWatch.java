package dev.siiwad.cli.ingest;

import dev.siiwad.checkpoint.Checkpoint;
import dev.siiwad.ingest.Progress;
import dev.siiwad.source.Reading;
import dev.siiwad.source.http.Activity;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Watches a run: takes what happens from the run's own thread, and is looked at, every so often, from another one. What the run waits for counts as waiting only while no
 * document arrives.
 */
final class RunWatch implements Progress {
    /** Longer than answers take that come. */
    static final Duration SILENCE_MIN = Duration.ofSeconds(2);

    private static final Duration LAST_MINUTE = Duration.ofMinutes(1);
    /** Long enough to hold several files' downloads, and short enough to forget what was different before. */
    private static final Duration FOR_ETA = Duration.ofMinutes(10);

    /** What the first seconds tell is too far from the truth to be told. */
    private static final Duration ETA_AFTER = Duration.ofSeconds(10);

    /** Where files are downloaded: those that are here already are read faster than those that are to come. */
    private static final Duration ETA_AFTER_DOWNLOADS = Duration.ofMinutes(1);

    /** What the first documents take, whose files are opened and whose columns are begun, is not what the others take. */
    private static final Duration PUBLISHING_ETA_AFTER = Duration.ofSeconds(5);

    private static final Duration FOR_DOWNLOADS = Duration.ofSeconds(20);
    private static final double NANOS = 1e9;

    private final OptionalLong maxRecords;
    private final LongSupplier nanos;
    private final Speed documents = new Speed(LAST_MINUTE);
    private final Speed documentsForEta = new Speed(FOR_ETA);
    private final Speed shareForEta = new Speed(FOR_ETA);
    private final Speed shareWhileReading = new Speed(FOR_ETA);
    private final Arrival arrival = new Arrival(FOR_ETA);
    private final Speed published = new Speed(LAST_MINUTE);
    private Speed downloaded = new Speed(FOR_DOWNLOADS);
    private String downloading = "";

    private RunSeen.Phase phase = RunSeen.Phase.LISTING;
    private long offset;
    private long offsetLooked;
    private OptionalLong end = OptionalLong.empty();
    private OptionalDouble share = OptionalDouble.empty();
    private boolean known;
    private long firstIndex;
    private long kept;
    private long dropped;
    private long quarantined;
    private boolean downloads;
    private String arrivingFile = "";
    private boolean fileArrived;
    private boolean splitKnown;
    private long checkpointNanos;
    private long encoded;

    private long lookedNanos;
    /** How long documents were read: without any wait, and without downloads that hold them up. */
    private long readingNanos;
    /** The same with downloads, and with the pace of requests. */
    private long workingNanos;
    /** How long bytes could arrive: without any wait. */
    private long arrivingNanos;
    /** Of the clock before. */
    private long beganNanos = Long.MAX_VALUE;

    /**
     * @param maxRecords where the run was asked to end
     * @param nanos a clock that only goes forward, in nanoseconds
     */
    RunWatch(OptionalLong maxRecords, LongSupplier nanos) {
        this.maxRecords = maxRecords;
        this.nanos = nanos;
        this.lookedNanos = nanos.getAsLong();
    }

    @Override
    public synchronized void on(Event event) {
        if (event instanceof Processed processed) {
            read(processed.offset(), processed.share());
            kept += processed.kept() ? 1 : 0;
            dropped += processed.kept() ? 0 : 1;
        } else if (event instanceof Reading && phase == RunSeen.Phase.OPENING) {
            begin();
        } else if (event instanceof Quarantined left) {
            setAside(left.offset());
        } else if (event instanceof SetAside left) {
            setAside(left.offset());
        } else if (event instanceof Committed) {
            checkpointNanos = nanos.getAsLong();
        } else if (event instanceof Claimed claimed) {
            claim(claimed);
        } else if (event instanceof LookingForDuplicates) {
            phase = RunSeen.Phase.DUPLICATES;
        } else if (event instanceof Publishing) {
            phase = RunSeen.Phase.PUBLISHING;
        } else if (event instanceof Encoded part) {
            encoded = part.offset() - part.first();
            end = OptionalLong.of(part.end() - part.first());
            phase = part.offset() < part.end() ? phase : RunSeen.Phase.FINISHING;
        } else if (event instanceof Published) {
            phase = RunSeen.Phase.FINISHING;
        }
    }

    private void claim(Claimed claimed) {
        Checkpoint checkpoint = claimed.checkpoint();
        phase = RunSeen.Phase.OPENING;
        long least = Math.min(maxRecords.orElse(Long.MAX_VALUE), claimed.size().orElse(Long.MAX_VALUE));
        end = least == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(least);
        offset = checkpoint.lastIndex();
        offsetLooked = offset;
        share = claimed.share().orElse(0) > 0 ? claimed.share() : OptionalDouble.empty();
        arrival.begin(claimed.bytes());
        beganNanos = Long.MAX_VALUE;
        firstIndex = checkpoint.firstIndex();
        kept = checkpoint.processedCount();
        dropped = 0;
        quarantined = 0;
        splitKnown = offset - firstIndex == kept;
        checkpointNanos = nanos.getAsLong();
        known = true;
    }

    /** The first document is there; what went before, such as opening its file, does not tell how fast documents are read. */
    private void begin() {
        phase = RunSeen.Phase.READING;
        look(false, false);
        beganNanos = workingNanos;
        documents.at(readingNanos, offset);
        documentsForEta.at(workingNanos, offset);
        share.ifPresent(this::shareAt);
    }

    private void shareAt(double reached) {
        shareForEta.at(workingNanos, reached);
        shareWhileReading.at(readingNanos, reached);
    }

    private void read(long at, OptionalDouble reached) {
        offset = at + 1;
        if (share.isEmpty() && reached.isPresent()) {
            shareAt(reached.getAsDouble());
        }
        // sums of the same parts may differ in their last digit
        share = reached.isPresent() && reached.getAsDouble() > share.orElse(-1) ? reached : share;
    }

    private void setAside(long at) {
        if (phase == RunSeen.Phase.OPENING) {
            begin();
        }
        offset = at + 1;
        quarantined++;
    }

    /** Takes note of the time that has passed, and gives what there is to see. */
    synchronized RunSeen look(Activity activity) {
        boolean trouble = activity.pause().filter(pause -> !pause.usual()).isPresent() || isSilent(activity);
        boolean fetching = !activity.transfers().isEmpty();
        downloads |= fetching;
        boolean arrived = look(trouble, fetching);
        if (known && downloads) {
            watchArrival(activity.transfers());
        }
        if (phase == RunSeen.Phase.READING) {
            documents.at(readingNanos, offset);
            documentsForEta.at(workingNanos, offset);
            share.ifPresent(this::shareAt);
            watchDownloads(activity.transfers());
        } else if (phase == RunSeen.Phase.PUBLISHING && encoded > 0) {
            published.at(lookedNanos, encoded);
        }
        return seen(activity, arrived, fetching);
    }

    /** Whether a document has arrived since the last look. */
    private boolean look(boolean trouble, boolean fetching) {
        long now = nanos.getAsLong();
        long passed = now - lookedNanos;
        lookedNanos = now;
        boolean arrived = offset != offsetLooked;
        offsetLooked = offset;
        arrivingNanos += trouble ? 0 : passed;
        if (phase == RunSeen.Phase.READING && (arrived || !trouble)) {
            workingNanos += passed;
            readingNanos += arrived || !fetching ? passed : 0;
        }
        return arrived;
    }

    private static boolean isSilent(Activity activity) {
        return activity.silence()
                .filter(silence -> silence.length().compareTo(SILENCE_MIN) >= 0)
                .isPresent();
    }

    private RunSeen seen(Activity activity, boolean arrived, boolean fetching) {
        boolean publishing = phase == RunSeen.Phase.PUBLISHING || phase == RunSeen.Phase.FINISHING;
        boolean reading = phase == RunSeen.Phase.READING;
        boolean waits = !arrived && !publishing;
        RunSeen.Phase shown = waits && fetching && phase.ordinal() <= RunSeen.Phase.READING.ordinal()
                ? RunSeen.Phase.DOWNLOADING
                : phase;
        long done = publishing ? encoded : offset;
        return new RunSeen(
                shown,
                done,
                end,
                known && phase != RunSeen.Phase.FINISHING ? share(done) : OptionalDouble.empty(),
                reading
                        ? documents.perSecond()
                        : phase == RunSeen.Phase.PUBLISHING ? published.perSecond() : OptionalDouble.empty(),
                left(done),
                waits ? activity.pause() : Optional.empty(),
                waits && isSilent(activity) ? activity.silence() : Optional.empty(),
                download(activity, waits),
                known && !publishing ? Optional.of(outcomes()) : Optional.empty(),
                known && !publishing ? Optional.of(Duration.ofNanos(lookedNanos - checkpointNanos)) : Optional.empty(),
                activity.requests());
    }

    private OptionalDouble share(long done) {
        OptionalDouble byDocuments = end.isPresent() && end.getAsLong() > 0
                ? OptionalDouble.of((double) done / end.getAsLong())
                : OptionalDouble.empty();
        if (phase.ordinal() > RunSeen.Phase.READING.ordinal() || share.isEmpty()) {
            return byDocuments;
        }
        return OptionalDouble.of(Math.max(share.getAsDouble(), byDocuments.orElse(0)));
    }

    /** The run ends at a document or at the end of the source, whichever comes first. */
    private Optional<Duration> left(long done) {
        if (phase == RunSeen.Phase.PUBLISHING) {
            return published.covered().compareTo(PUBLISHING_ETA_AFTER) < 0
                    ? Optional.empty()
                    : time(end.orElse(0) - done, published.perSecond());
        }
        Optional<Duration> toArrive = downloads ? arrival.left() : Optional.empty();
        Duration after = downloads && toArrive.isEmpty() ? ETA_AFTER_DOWNLOADS : ETA_AFTER;
        if (phase != RunSeen.Phase.READING
                || workingNanos - beganNanos < after.toNanos()
                || toArrive.isEmpty() && downloadsPaceUnknown()) {
            return Optional.empty();
        }
        Optional<Duration> toDocument =
                end.isPresent() ? time(end.getAsLong() - done, documentsForEta.perSecond()) : Optional.empty();
        Optional<Duration> toEnd = share.isPresent() ? toEnd(share.getAsDouble(), toArrive) : Optional.empty();
        return toDocument.isPresent() && toEnd.isPresent()
                ? Optional.of(toDocument.get().compareTo(toEnd.get()) < 0 ? toDocument.get() : toEnd.get())
                : toDocument.or(() -> toEnd);
    }

    /** Files are read while others arrive: it takes as long as what takes longer, and the last one is read when it is here. */
    private Optional<Duration> toEnd(double reached, Optional<Duration> toArrive) {
        if (toArrive.isEmpty()) {
            return time(1 - reached, shareForEta.perSecond());
        }
        Optional<Duration> toRead = time(1 - reached, shareWhileReading.perSecond());
        Duration arriving = toArrive.get()
                .plus(time(arrival.last(), shareWhileReading.perSecond()).orElse(Duration.ZERO));
        return toRead.map(reading -> reading.compareTo(arriving) > 0 ? reading : arriving);
    }

    /** The pace of downloads shows only once one has ended that went on while documents were read. */
    private boolean downloadsPaceUnknown() {
        return !arrivingFile.isEmpty() && !fileArrived;
    }

    private void watchArrival(List<Activity.Transfer> transfers) {
        long transferred = 0;
        long transferring = 0;
        for (Activity.Transfer transfer : transfers) {
            transferred += transfer.bytes();
            transferring += transfer.total().orElse(0);
        }
        arrival.at(arrivingNanos, share.orElse(0), transferred, transferring);
    }

    private void watchDownloads(List<Activity.Transfer> transfers) {
        String first = transfers.isEmpty() ? "" : transfers.get(0).name();
        fileArrived |= !arrivingFile.isEmpty() && !arrivingFile.equals(first);
        arrivingFile = arrivingFile.isEmpty() ? first : arrivingFile;
    }

    private static Optional<Duration> time(double rest, OptionalDouble perSecond) {
        return perSecond.isPresent() && perSecond.getAsDouble() > 0
                ? Optional.of(Duration.ofNanos((long) (Math.max(0, rest) * NANOS / perSecond.getAsDouble())))
                : Optional.empty();
    }

    private Optional<RunSeen.Download> download(Activity activity, boolean waits) {
        List<Activity.Transfer> transfers = activity.transfers();
        if (transfers.isEmpty()) {
            downloading = "";
            return Optional.empty();
        }
        Activity.Transfer first = transfers.get(0);
        if (!first.name().equals(downloading)) {
            downloading = first.name();
            downloaded = new Speed(FOR_DOWNLOADS);
        }
        downloaded.at(arrivingNanos, first.bytes());
        OptionalDouble speed = isSilent(activity) ? OptionalDouble.empty() : downloaded.perSecond();
        Optional<Duration> left = waits && first.total().isPresent()
                ? time(first.total().getAsLong() - first.bytes(), speed)
                : Optional.empty();
        return Optional.of(new RunSeen.Download(first, speed, left, transfers.size() - 1));
    }

    private RunSeen.Outcomes outcomes() {
        return new RunSeen.Outcomes(
                kept,
                offset - firstIndex - kept,
                splitKnown ? OptionalLong.of(dropped) : OptionalLong.empty(),
                quarantined);
    }
}
