package dev.siiwad.cli.ingest;

import dev.siiwad.Environment;
import dev.siiwad.Ingestion;
import dev.siiwad.cli.terminal.Positive;
import dev.siiwad.ingest.Replace;
import dev.siiwad.ingest.Sharing;
import dev.siiwad.segment.RunId;
import dev.siiwad.source.SourceId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Mixin;

/** The options that all sources share. */
public final class IngestOptions {
    @Mixin
    private LookOptions look = new LookOptions();

    @Mixin
    private RunOptions run = new RunOptions();

    @Mixin
    private SharingOptions sharing = new SharingOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private TextOptions texts = new TextOptions();

    @Mixin
    private LogOptions log = new LogOptions();

    public Optional<RunId> runId() {
        return output.runId();
    }

    public boolean explain() {
        return look.explain();
    }

    /** Whether only to ask upstream what a run would read. */
    boolean dryRun() {
        return look.dryRun();
    }

    /** How many documents to show instead of running. */
    Optional<Positive> preview() {
        return look.preview();
    }

    /** The option that was typed so that no run is begun. */
    public Optional<String> insteadOfRunning() {
        return look.instead();
    }

    /** Whether what is printed is for other programs. */
    public boolean json() {
        return look.json();
    }

    boolean force() {
        return run.force();
    }

    boolean yes() {
        return run.yes();
    }

    /** How the run is shared with other processes; empty if it is not. */
    public Optional<Sharing> sharing() {
        List<String> whole = new ArrayList<>(run.extent());
        look.instead().ifPresent(whole::add);
        return sharing.sharing(whole);
    }

    LogOptions log() {
        return log;
    }

    boolean progressLine() {
        return log.progressLine();
    }

    public Optional<SourceId> sourceId() {
        return output.sourceId();
    }

    public Optional<String> storage() {
        return output.storage();
    }

    boolean signs() {
        return output.signs();
    }

    boolean takeOver() {
        return output.takeOver();
    }

    Optional<String> metricsFile() {
        return output.metricsFile();
    }

    boolean keepRaw() {
        return output.keepRaw();
    }

    /** Which older datasets are to go. */
    Replace replace() {
        return output.replace();
    }

    /** The settings as these options want them, by the names of environment variables. */
    Map<String, String> applyTo(Environment environment) {
        Map<String, String> settings = new HashMap<>(environment.asMap());
        run.applyTo(settings);
        return settings;
    }

    /** The ingestion as these options want it. What they leave open stays as it is. */
    Ingestion applyTo(Ingestion made, UnaryOperator<Path> resolve) {
        return texts.applyTo(output.applyTo(run.applyTo(made)), resolve);
    }
}
