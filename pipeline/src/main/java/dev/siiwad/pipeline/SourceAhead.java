package dev.siiwad.pipeline;

import dev.siiwad.source.Availability;
import dev.siiwad.source.Collected;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Forecast;
import dev.siiwad.source.Input;
import dev.siiwad.source.Position;
import dev.siiwad.source.Settings;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.SourceInfo;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A source whose readers read ahead, as far as they are allowed to; what is read again to repair something is read step by step. */
record SourceAhead(Source source, Pipeline pipeline) implements Source {
    @Override
    public SourceId id() {
        return source.id();
    }

    @Override
    public Settings settings() {
        return source.settings();
    }

    @Override
    public List<Source> earlier() {
        return source.earlier().stream()
                .<Source>map(earlier -> new SourceAhead(earlier, pipeline))
                .toList();
    }

    @Override
    public SourceInfo info() {
        return source.info();
    }

    @Override
    public Snapshot snapshot() throws IOException {
        return source.snapshot();
    }

    @Override
    public Optional<Snapshot> snapshot(Collected collected) throws IOException {
        return source.snapshot(collected);
    }

    @Override
    public Optional<Snapshot> again(String id, Collected collected) throws IOException {
        return source.again(id, collected);
    }

    @Override
    public List<String> addresses(Snapshot pinned, Position end, Set<String> setAside) throws IOException {
        return source.addresses(pinned, end, setAside);
    }

    @Override
    public List<Input> inputs(Snapshot pinned) throws IOException {
        return source.inputs(pinned);
    }

    @Override
    public Forecast forecast(Snapshot pinned) throws IOException {
        return source.forecast(pinned);
    }

    @Override
    public List<Snapshot> slices(Snapshot pinned, int countMax) throws IOException {
        return source.slices(pinned, countMax);
    }

    @Override
    public Availability availability(Snapshot pinned) throws IOException {
        return source.availability(pinned);
    }

    @Override
    public OptionalLong size(Snapshot pinned) throws IOException {
        return source.size(pinned);
    }

    @Override
    public void requireReadable(boolean newRun) throws IOException {
        source.requireReadable(newRun);
    }

    @Override
    public Optional<BigDecimal> costUsd(Position position) throws IOException {
        return source.costUsd(position);
    }

    @Override
    public DocumentReader open(Snapshot pinned, Position position) throws IOException {
        return new ReaderAhead(
                source.open(pinned, position), pipeline.making(), pipeline.stages(), pipeline.stopRequested());
    }

    @Override
    public DocumentReader glimpse() throws IOException {
        return source.glimpse();
    }

    @Override
    public DocumentReader reread(Snapshot pinned, Position position) throws IOException {
        return source.reread(pinned, position);
    }
}
