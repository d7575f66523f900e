package dev.siiwad.cli;

import dev.siiwad.source.Availability;
import dev.siiwad.source.DocumentReader;
import dev.siiwad.source.Position;
import dev.siiwad.source.Settings;
import dev.siiwad.source.Snapshot;
import dev.siiwad.source.Source;
import dev.siiwad.source.SourceId;
import dev.siiwad.source.SourceInfo;
import dev.siiwad.testkit.ListSource;
import java.io.IOException;
import java.util.OptionalLong;

/** A list whose documents have other texts when they are read again. */
record RewrittenSource(ListSource list) implements Source {
    @Override
    public SourceId id() {
        return list.id();
    }

    @Override
    public Settings settings() {
        return list.settings();
    }

    @Override
    public SourceInfo info() {
        return list.info();
    }

    @Override
    public Snapshot snapshot() {
        return list.snapshot();
    }

    @Override
    public Availability availability(Snapshot pinned) {
        return list.availability(pinned);
    }

    @Override
    public OptionalLong size(Snapshot pinned) {
        return list.size(pinned);
    }

    @Override
    public DocumentReader open(Snapshot pinned, Position position) throws IOException {
        return list.open(pinned, position);
    }

    @Override
    public DocumentReader reread(Snapshot pinned, Position position) throws IOException {
        ListSource other = list.edition("other");
        return other.open(other.snapshot(), position);
    }
}
