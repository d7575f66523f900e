package dev.siiwad.cli;

import dev.siiwad.ingest.IngestionRun;
import dev.siiwad.ingest.Progress;
import dev.siiwad.ingest.ResumePlan;
import dev.siiwad.ingest.RunReport;
import dev.siiwad.ingest.RunRequest;
import dev.siiwad.publish.Publisher;
import dev.siiwad.segment.RunId;
import dev.siiwad.segment.SegmentStore;
import dev.siiwad.source.Source;
import dev.siiwad.storage.Storage;
import dev.siiwad.storage.dataset.JsonLinesFormat;
import dev.siiwad.storage.parquet.ParquetFormat;
import dev.siiwad.storage.silver.PartFormat;
import dev.siiwad.transform.MinLength;
import dev.siiwad.transform.TokenFloor;
import dev.siiwad.transform.Transform;
import dev.siiwad.transform.Whitespace;
import java.io.IOException;
import java.util.List;

/** A run that has not begun: what is read, and what is asked for beyond that. Immutable; every method but the last two gives another one. */
public final class Ingestion {
    private static final int MIN_LENGTH_DEFAULT = 50;
    private static final int TOKEN_FLOOR_DEFAULT = 5;

    private final Siiwad siiwad;
    private final Source source;
    private final RunRequest request;
    private final int minLength;
    private final int tokenFloor;
    private final PartFormat format;
    private final Progress progress;

    private Ingestion(
            Siiwad siiwad,
            Source source,
            RunRequest request,
            int minLength,
            int tokenFloor,
            PartFormat format,
            Progress progress) {
        this.siiwad = siiwad;
        this.source = source;
        this.request = request;
        this.minLength = minLength;
        this.tokenFloor = tokenFloor;
        this.format = format;
        this.progress = progress;
    }

    static Ingestion of(Source source, Siiwad siiwad) {
        RunRequest request = RunRequest.defaults();
        return new Ingestion(
                siiwad, source, request, MIN_LENGTH_DEFAULT, TOKEN_FLOOR_DEFAULT, new ParquetFormat(), RunLog::write);
    }

    /** Begins at the start, whatever was saved. */
    public Ingestion force() {
        return request(request.withForce());
    }

    /** Begins a new run at an offset; a run in progress must have begun there. */
    public Ingestion fromOffset(long offset) {
        return request(request.withFromOffset(offset));
    }

    /** Ends when so many documents have been read, counted from the start of the source. */
    public Ingestion maxRecords(long records) {
        return request(request.withMaxRecords(records));
    }

    /** Saves a checkpoint every so many documents. */
    public Ingestion checkpointEvery(long documents) {
        return request(request.withCheckpointEvery(documents));
    }

    /** Names the run. */
    public Ingestion runId(String id) {
        return request(request.withRunId(new RunId(id)));
    }

    /** Drops texts with fewer characters. */
    public Ingestion minLength(int chars) {
        return new Ingestion(siiwad, source, request, chars, tokenFloor, format, progress);
    }

    /** Drops texts with fewer words. */
    public Ingestion tokenFloor(int words) {
        return new Ingestion(siiwad, source, request, minLength, words, format, progress);
    }

    /** Publishes JSON Lines, compressed with zstd, instead of Parquet. */
    public Ingestion jsonLines() {
        return new Ingestion(siiwad, source, request, minLength, tokenFloor, new JsonLinesFormat(), progress);
    }

    /** Tells what the run does, on the thread that runs it, instead of logging it. */
    public Ingestion progress(Progress listener) {
        return new Ingestion(siiwad, source, request, minLength, tokenFloor, format, listener);
    }

    /** With another text for the command that carries the run on. */
    Ingestion command(String text) {
        return request(request.withCommand(text));
    }

    Ingestion request(RunRequest other) {
        return new Ingestion(siiwad, source, other, minLength, tokenFloor, format, progress);
    }

    RunRequest request() {
        return request;
    }

    Source source() {
        return source;
    }

    /** What {@link #run} would decide now; changes nothing. */
    public ResumePlan explain() throws IOException {
        return wired().explain();
    }

    /** Runs to the end, or carries on from where it stopped to the end; see {@link IngestionRun#run} for how it fails. */
    public RunReport run() throws IOException {
        Loading.requireCompression();
        return wired().run();
    }

    private IngestionRun wired() {
        Storage storage = siiwad.storage();
        Transform transform =
                Transform.chain(List.of(new Whitespace(), new MinLength(minLength), new TokenFloor(tokenFloor)));
        SegmentStore segments = storage.segments(source.id());
        Publisher publisher = storage.publisher(source.id(), segments, format);
        return new IngestionRun(
                source,
                transform,
                segments,
                storage.checkpoints(),
                publisher,
                siiwad.context(source),
                progress,
                request);
    }
}
