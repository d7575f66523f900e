package dev.siiwad.cli.all;

import dev.siiwad.cli.ingest.Asked;
import dev.siiwad.cli.ingest.IngestOptions;
import dev.siiwad.cli.ingest.Use;

/** Of commands that are only looked at for their options. */
record Unused() implements Use {
    @Override
    public int ingest(Asked asked) {
        throw new IllegalStateException("only looked at");
    }

    @Override
    public int look(IngestOptions options, Question question) {
        throw new IllegalStateException("only looked at");
    }
}
