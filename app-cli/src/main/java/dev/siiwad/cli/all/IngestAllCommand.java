package dev.siiwad.cli.all;

import dev.siiwad.TikTokOptions;
import dev.siiwad.cli.child.ChildCommand;
import dev.siiwad.cli.ingest.LogOptions;
import dev.siiwad.cli.ingest.Use;
import dev.siiwad.cli.storage.StorageOption;
import dev.siiwad.cli.storage.Storages;
import dev.siiwad.cli.terminal.Configuration;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Nearest;
import dev.siiwad.cli.terminal.PlannedSource;
import dev.siiwad.cli.terminal.Positive;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.TypedCommand;
import dev.siiwad.cli.terminal.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code siiwad ingest all}. */
@Command(
        name = "all",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Collects every source that is due: what siiwad.yaml lists below ingest, or else the sources of Somali.",
            "",
            "A source is due where a run of it is not finished, and so many days after it was last collected. One that"
                    + " fails or is paused does not stop the others; the exit code is the worst of theirs, in the order"
                    + " 3, 2, 4, 1, 5, 6, 7, 0."
        })
public final class IngestAllCommand implements Callable<Integer>, AllFlow.Asked {
    private static final int PARALLEL_MAX = 16;
    private static final String SOURCE = "{source}";

    @Option(names = "--skip", paramLabel = "NAME", split = ",", description = "Leave these sources out")
    private List<String> skip = new ArrayList<>();

    @Option(names = "--only", paramLabel = "NAME", split = ",", description = "Collect these sources alone")
    private List<String> only = new ArrayList<>();

    @Option(names = "--now", description = "Collect what is not due, too")
    private boolean now;

    @Option(
            names = "--force",
            description = "Delete the checkpoints and start each source from its beginning, whether it is due or not")
    private boolean force;

    @Option(names = "--yes", description = "With --force: also where an unfinished run holds what was paid for")
    private boolean yes;

    @Option(
            names = "--parallel",
            arity = "0..1",
            fallbackValue = "16",
            paramLabel = "=N",
            description = "Collect from up to N upstreams at the same time, without =N from all of them; sources of one"
                    + " upstream come one after the other (default: 1)")
    private Positive parallel = new Positive(1);

    @Option(
            names = "--dry-run",
            description = "Ask upstream what each source that is due would read. Writes and pays nothing")
    private boolean dryRun;

    @Option(names = "--json", description = "Print JSON; docs/json.md says what is in it")
    private boolean json;

    @Option(
            names = "--metrics-file",
            paramLabel = "FILE",
            description =
                    "Keep the metrics of each source in a file of its own, for Prometheus; {source} in the name is"
                            + " replaced by the id of the source (default: SDC_METRICS__FILE, or no file)")
    private Optional<String> metricsFile = Optional.empty();

    @Mixin
    private StorageOption storage = new StorageOption();

    @Mixin
    private LogOptions log = new LogOptions();

    @Mixin
    private OrchestrateOptions orchestrate = new OrchestrateOptions();

    @Spec
    private CommandSpec spec;

    private final Session session;
    private final Storages storages;
    private final Function<Use, CommandLine> ingest;
    private final String main;

    /**
     * @param ingest makes the commands of all sources, for a use
     * @param main the class with the main method of this program
     */
    public IngestAllCommand(Session session, Storages storages, Function<Use, CommandLine> ingest, String main) {
        this.session = session;
        this.storages = storages;
        this.ingest = ingest;
        this.main = main;
    }

    @Override
    public Integer call() throws IOException {
        log.begin(session);
        if (metricsFile.filter(file -> !file.contains(SOURCE)).isPresent()) {
            throw new UsageException("--metrics-file is \"" + metricsFile.get() + "\"; expected " + SOURCE
                    + " in the name, so that each source has a file of its own");
        }
        if (orchestrate.autoDeploy()) {
            LoggerFactory.getLogger("dev.siiwad")
                    .warn("--auto-deploy has no effect: look at the data with siiwad dashboard");
        }
        List<Turn> turns = turns(wanted(candidates()));
        List<String> typed = spec.root().commandLine().getParseResult().originalArgs();
        return new AllFlow(session, this, new TypedCommand(session.program(), typed), child(), turns).run();
    }

    /** Every source, with why it is left out if it is. */
    private Map<Entry, Optional<String>> candidates() {
        Entries entries = new Entries(ingest.apply(new Unused()), session.environment());
        List<PlannedSource> planned = Configuration.of(session.shell()).planned();
        if (planned.isEmpty()) {
            return new SomaliSources(session, entries, orchestrate).all();
        }
        orchestrate.requireNoneWith("siiwad.yaml");
        Map<Entry, Optional<String>> all = new LinkedHashMap<>();
        entries.of(planned).forEach(entry -> all.put(entry, Optional.empty()));
        return all;
    }

    private Map<Entry, Optional<String>> wanted(Map<Entry, Optional<String>> all) {
        List<String> names = all.keySet().stream().map(Entry::name).toList();
        List<String> left = new ArrayList<>(skip);
        left.addAll(orchestrate.skipped());
        List<String> chosen = new ArrayList<>(only);
        orchestrate.only().ifPresent(chosen::add);
        requireKnown(left, names);
        requireKnown(chosen, names);
        Map<Entry, Optional<String>> wanted = new LinkedHashMap<>(all);
        wanted.keySet()
                .removeIf(entry -> left.contains(entry.name()) || !chosen.isEmpty() && !chosen.contains(entry.name()));
        if (wanted.isEmpty()) {
            throw new UsageException("No source is left of " + String.join(", ", names));
        }
        return wanted;
    }

    private static void requireKnown(List<String> typed, List<String> names) {
        for (String name : typed) {
            if (!names.contains(name)) {
                throw new UsageException("There is no source called \"" + name + "\" to collect; "
                        + Nearest.to(name, names)
                                .map(meant -> "did you mean " + meant + "?")
                                .orElse("there are " + String.join(", ", names)));
            }
        }
    }

    private List<Turn> turns(Map<Entry, Optional<String>> wanted) {
        Judge judge = new Judge(session, storages, ingest, storage.typed(), now, force);
        List<Turn> turns = new ArrayList<>();
        Map<Object, String> names = new HashMap<>();
        wanted.forEach((entry, missing) -> {
            Turn turn = missing.map(why -> Turn.leftOut(entry, why)).orElseGet(() -> judge.of(entry));
            Optional<String> twin = turn.source().map(id -> names.putIfAbsent(id, entry.name()));
            turns.add(
                    twin.isEmpty()
                            ? turn
                            : Turn.unusable(
                                    entry,
                                    "it is the same source as " + twin.get() + ", "
                                            + turn.source().get() + "; give one of them a source_id of its own",
                                    ExitCode.USAGE));
        });
        return turns;
    }

    private ChildCommand child() {
        Map<String, String> variables = new HashMap<>(session.shell().variables());
        orchestrate
                .token()
                .ifPresent(
                        token -> variables.put(TikTokOptions.APIFY_TOKEN, token.read("--tiktok-api-token", session)));
        return new ChildCommand(
                main,
                ChildCommand.jvmOptionsOfThisProcess(),
                List.of(),
                variables,
                session.shell().directory());
    }

    /** What the process of a source is called with. */
    @Override
    public List<String> words(Entry entry) {
        List<String> words = new ArrayList<>(List.of("ingest", entry.command()));
        words.addAll(entry.words());
        words.add("--json");
        storage.typed().ifPresent(typed -> words.add("--storage=" + typed));
        log.addTo(words);
        metricsFile.filter(file -> !dryRun).ifPresent(file -> words.add("--metrics-file=" + file));
        if (dryRun) {
            words.add("--dry-run");
        } else if (force) {
            words.add("--force");
            if (yes) {
                words.add("--yes");
            }
        }
        return words;
    }

    /** How many upstreams are asked at the same time. */
    @Override
    public int parallel(int lanes) {
        if (parallel.value() > PARALLEL_MAX) {
            throw new UsageException("--parallel is " + parallel.value() + "; expected 1 to " + PARALLEL_MAX);
        }
        return Math.max(1, (int) Math.min(parallel.value(), lanes));
    }

    @Override
    public LogOptions log() {
        return log;
    }

    @Override
    public boolean dryRun() {
        return dryRun;
    }

    @Override
    public boolean json() {
        return json;
    }

    @Override
    public boolean force() {
        return force;
    }
}
