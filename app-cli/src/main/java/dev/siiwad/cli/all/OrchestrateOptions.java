package dev.siiwad.cli.all;

import dev.siiwad.cli.terminal.Positive;
import dev.siiwad.cli.terminal.TypedSecret;
import dev.siiwad.cli.terminal.UsageException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of the Python project's {@code somali-orchestrate}; they are for its users, and not shown. */
final class OrchestrateOptions {
    private static final String ALL = "all";

    @Option(names = "--pipeline", hidden = true, paramLabel = "NAME")
    private String pipeline = ALL;

    @Option(names = "--skip-sources", hidden = true, arity = "1..*", split = ",", paramLabel = "NAME")
    private List<String> skipped = new ArrayList<>();

    @Option(names = "--max-bbc-articles", hidden = true, paramLabel = "N")
    private Optional<Positive> maxBbcArticles = Optional.empty();

    @Option(names = "--max-hf-records", hidden = true, paramLabel = "N")
    private Optional<Positive> maxHfRecords = Optional.empty();

    @Option(names = "--sprakbanken-corpus", hidden = true, paramLabel = "ID")
    private Optional<String> corpus = Optional.empty();

    @Option(names = "--tiktok-video-urls", hidden = true, paramLabel = "FILE")
    private Optional<Path> videoUrls = Optional.empty();

    @Option(names = "--tiktok-api-token", hidden = true, paramLabel = "TOKEN")
    private Optional<TypedSecret> token = Optional.empty();

    @Option(names = "--auto-deploy", hidden = true)
    private boolean autoDeploy;

    /** The one source that is wanted; empty for all. */
    Optional<String> only() {
        return Optional.of(pipeline).filter(name -> !name.equals(ALL));
    }

    List<String> skipped() {
        return skipped;
    }

    Optional<Positive> maxBbcArticles() {
        return maxBbcArticles;
    }

    Optional<Positive> maxHfRecords() {
        return maxHfRecords;
    }

    Optional<String> corpus() {
        return corpus;
    }

    Optional<Path> videoUrls() {
        return videoUrls;
    }

    Optional<TypedSecret> token() {
        return token;
    }

    boolean autoDeploy() {
        return autoDeploy;
    }

    /** @throws UsageException if one was typed that only changes what is collected without a configuration */
    void requireNoneWith(String file) {
        boolean typed =
                maxBbcArticles.isPresent() || maxHfRecords.isPresent() || corpus.isPresent() || videoUrls.isPresent();
        if (typed) {
            throw new UsageException(
                    "--max-bbc-articles, --max-hf-records, --sprakbanken-corpus and --tiktok-video-urls: " + file
                            + " says what is collected; set it there");
        }
    }
}
