package dev.siiwad.cli.dashboard;

import dev.siiwad.Version;
import dev.siiwad.cli.storage.Directories;
import dev.siiwad.cli.storage.Storages;
import dev.siiwad.cli.terminal.ExitCode;
import dev.siiwad.cli.terminal.Natural;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.Span;
import dev.siiwad.cli.terminal.UsageException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code siiwad dashboard}: one page about runs and datasets, until interrupted. */
@Command(
        name = "dashboard",
        mixinStandardHelpOptions = true,
        description = "Serves a page about runs and datasets, also of other processes, and metrics for Prometheus at"
                + " /metrics. It only looks: nothing can be changed by it. Ends with Ctrl+C.")
public final class DashboardCommand implements Callable<Integer> {
    /** Stands in for a random token, so that an address can be kept. */
    static final String TOKEN = "SDC_DASHBOARD__TOKEN";

    private static final Duration FILES_EVERY = Duration.ofSeconds(2);
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final long DEFAULT_PORT = 8080;
    private static final int PORT_MAX = 65_535;
    private static final int PLACES_MAX = 50;
    private static final int TOKEN_BYTES = 24;
    private static final Pattern GIVEN_TOKEN = Pattern.compile("[A-Za-z0-9_-]{16,200}");
    private static final Pattern LABELLED = Pattern.compile("([\\p{L}\\p{N}_. -]{1,40})=(.+)");

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Listen on this port; 0: on any that is free (default: 8080)")
    private Natural port = new Natural(DEFAULT_PORT);

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description =
                    "Listen on this address of the machine, such as 0.0.0.0 for all; then the page is only shown to"
                            + " whoever has its whole address, with a token in it (default: 127.0.0.1, this machine alone)")
    private String bind = "127.0.0.1";

    @Option(
            names = "--storage",
            paramLabel = "[LABEL=]DIR|S3",
            description = "Look at this directory or s3://bucket/prefix (may be repeated; default: data)")
    private List<String> storage = new ArrayList<>();

    @Option(
            names = "--bucket-every",
            paramLabel = "SPAN",
            description =
                    "Look at buckets this often, such as 30s, as long as anybody looks at the page: each look is paid"
                            + " for (default: 1m)")
    private Duration bucketEvery = Duration.ofMinutes(1);

    private final Session session;
    private final Storages storages;
    private final Consumer<BoardServer> serving;

    public DashboardCommand(Session session, Storages storages) {
        this(session, storages, server -> {});
    }

    /** @param serving told once the page can be asked for */
    DashboardCommand(Session session, Storages storages, Consumer<BoardServer> serving) {
        this.session = session;
        this.storages = storages;
        this.serving = serving;
    }

    @Override
    public Integer call() throws IOException {
        requireSensible();
        InetAddress address = address();
        Optional<String> token = address.isLoopbackAddress() ? Optional.empty() : Optional.of(token());
        List<Place> places = new ArrayList<>();
        try {
            open(places);
            serve(new InetSocketAddress(address, port.intValue()), token, places);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            places.forEach(place -> place.storage().close());
        }
        return ExitCode.INTERRUPTED;
    }

    private void serve(InetSocketAddress address, Optional<String> token, List<Place> places)
            throws IOException, InterruptedException {
        Board board = new Board(places.stream().map(Place::facts).toList());
        List<Watch> watches = IntStream.range(0, places.size())
                .mapToObj(index -> new Watch(index, places.get(index), board))
                .toList();
        try (BoardServer server = new BoardServer(address, token, board, watches, Version.text(), session::now)) {
            watches.forEach(Watch::start);
            server.start();
            session.print("Dashboard: http://" + host(address.getAddress()) + ":" + server.port() + shown(server));
            serving.accept(server);
            Thread.sleep(Long.MAX_VALUE);
        } catch (BindException e) {
            throw new UsageException(bind + " port " + port.value() + ": cannot be listened on: " + e.getMessage()
                    + ". Take another port, as with --port "
                    + (port.value() == DEFAULT_PORT ? DEFAULT_PORT + 1 : DEFAULT_PORT));
        } finally {
            watches.forEach(Watch::stop);
        }
    }

    private void requireSensible() {
        if (port.value() > PORT_MAX) {
            throw new UsageException("--port is " + port.value() + "; expected 0 to " + PORT_MAX);
        }
        if (bucketEvery.compareTo(LEAST) < 0) {
            throw new UsageException("--bucket-every is " + Span.text(bucketEvery) + "; expected 1s or more");
        }
        if (storage.size() > PLACES_MAX) {
            throw new UsageException("--storage: " + storage.size() + " places; expected at most " + PLACES_MAX);
        }
    }

    private InetAddress address() {
        try {
            return InetAddress.getByName(bind);
        } catch (UnknownHostException e) {
            throw new UsageException("--bind " + bind + ": is not an address of this machine");
        }
    }

    private String token() {
        Optional<String> given = session.environment().text(TOKEN);
        if (given.isPresent() && !GIVEN_TOKEN.matcher(given.get()).matches()) {
            throw new UsageException(
                    TOKEN + " has " + given.get().length() + " characters; expected 16 to 200 letters, digits, - or _");
        }
        return given.orElseGet(() -> {
            byte[] random = new byte[TOKEN_BYTES];
            new SecureRandom().nextBytes(random);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        });
    }

    /** The path of the page; a token that somebody has set is known to him, and is not printed. */
    private String shown(BoardServer server) {
        boolean given =
                session.environment().text(TOKEN).isPresent() && !server.root().equals("/");
        return given ? "/\u2026/ (with the token of " + TOKEN + ")" : server.root();
    }

    private static String host(InetAddress address) {
        String text = address.getHostAddress();
        return text.contains(":") ? "[" + text + "]" : text;
    }

    private void open(List<Place> places) {
        for (String typed : storage.isEmpty() ? List.of("") : storage) {
            Matcher labelled = LABELLED.matcher(typed);
            boolean hasLabel = labelled.matches() && !Files.exists(session.resolve(Path.of(typed)));
            Optional<String> where =
                    Optional.of(hasLabel ? labelled.group(2) : typed).filter(text -> !text.isEmpty());
            Directories directories = storages.directories(where);
            String label = hasLabel ? labelled.group(1) : where.orElseGet(() -> usual(directories));
            if (places.stream().anyMatch(place -> place.label().equals(label))) {
                throw new UsageException("--storage " + typed + ": \"" + label
                        + "\" is another one already; give it a label, as in --storage other=" + typed);
            }
            places.add(new Place(
                    label,
                    directories,
                    storages.open(directories, false),
                    directories.bucket().isPresent() ? bucketEvery : FILES_EVERY,
                    session::now));
        }
    }

    private static String usual(Directories directories) {
        return directories
                .bucket()
                .map(Object::toString)
                .orElseGet(() -> Optional.ofNullable(directories.staging().getParent())
                        .orElse(directories.staging())
                        .toString());
    }
}
