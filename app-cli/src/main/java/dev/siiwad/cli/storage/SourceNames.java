package dev.siiwad.cli.storage;

import dev.siiwad.cli.terminal.Nearest;
import dev.siiwad.cli.terminal.UsageException;
import dev.siiwad.source.SourceId;
import dev.siiwad.storage.Storage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the source that a user names, by its id or by the command that collects it. A name that is nearly one is an error, and never a new source. */
public final class SourceNames {
    /** How the ids begin that each command gives by itself. */
    private static final Map<String, String> COMMANDS = Map.of(
            "wikipedia", "Wikipedia-",
            "bbc", "BBC-",
            "huggingface", "HuggingFace-",
            "mc4", "HuggingFace-Somali_c4-so",
            "sprakbanken", "Sprakbanken-",
            "tiktok", "TikTok-");

    private static final int SHOWN_MAX = 20;

    private SourceNames() {}

    /**
     * A source that has something in staging.
     *
     * @throws UsageException if there is none, or more than one, with those there are
     */
    public static SourceId find(String word, Storage storage) throws IOException {
        return find(
                word,
                storage.checkpointAdmin().sources(),
                storage.checkpointAdmin().where());
    }

    /**
     * One of these.
     *
     * @param where they are, for messages
     */
    public static SourceId find(String word, List<SourceId> known, String where) {
        Optional<SourceId> same =
                known.stream().filter(source -> source.value().equals(word)).findFirst();
        if (same.isPresent()) {
            return same.get();
        }
        Optional<String> start = Optional.ofNullable(COMMANDS.get(word));
        List<SourceId> of = known.stream()
                .filter(source -> start.filter(source.value()::startsWith).isPresent())
                .toList();
        if (of.size() == 1) {
            return of.get(0);
        }
        if (of.size() > 1) {
            throw new UsageException(
                    "\"" + word + "\" has several sources in " + where + "; name one of them: " + shown(of));
        }
        throw new UsageException("There is no source \"" + word + "\" in " + where
                + Nearest.to(word, names(known))
                        .map(near -> "; did you mean " + near + "?")
                        .orElse(known.isEmpty() ? ", nor any other" : "; there are: " + shown(known)));
    }

    /** The ids, and the commands that have one of these sources. */
    private static List<String> names(List<SourceId> known) {
        Stream<String> commands = COMMANDS.entrySet().stream()
                .filter(command ->
                        known.stream().anyMatch(source -> source.value().startsWith(command.getValue())))
                .map(Map.Entry::getKey);
        return Stream.concat(known.stream().map(SourceId::value), commands).toList();
    }

    private static String shown(List<SourceId> sources) {
        return sources.stream().limit(SHOWN_MAX).map(SourceId::value).collect(Collectors.joining(", "))
                + (sources.size() > SHOWN_MAX ? " …" : "");
    }
}
