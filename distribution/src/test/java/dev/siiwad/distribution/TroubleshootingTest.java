package dev.siiwad.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/troubleshooting.md} and the messages in the sources: each message has words of the page in it, and all words of the page are in a message.
 * What differs from time to time is an ellipsis on both sides.
 */
class TroubleshootingTest {
    private static final Path ROOT = Path.of(System.getProperty("siiwad.root"));
    private static final Pattern SAID = Pattern.compile("new (\\w+Exception)\\(|\\.(?:error|warn)\\(");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern LAUNCHER = Pattern.compile("\\bfail \"(.*)\"$", Pattern.MULTILINE);
    private static final Pattern FRAGMENT = Pattern.compile("`([^`]*)`");
    private static final Pattern WORD = Pattern.compile("\\p{L}{3,}");

    /** Of a defect, or of an argument that an option's description speaks of. */
    private static final Set<String> NOT_MET = Set.of(
            "IllegalArgumentException",
            "IllegalStateException",
            "IndexOutOfBoundsException",
            "UnsupportedOperationException",
            "NumberFormatException");

    @Test
    void everyMessageIsOnThePageAndThePageHasNoOthers() throws IOException {
        Set<String> messages = messages();
        assertThat(messages).hasSizeGreaterThan(400);
        Map<String, Pattern> fragments = fragments();
        Set<String> unused = new TreeSet<>(fragments.keySet());
        Set<String> missing = new TreeSet<>();
        for (String message : messages) {
            List<String> found = fragments.keySet().stream()
                    .filter(fragment -> fragments.get(fragment).matcher(message).find())
                    .toList();
            found.forEach(unused::remove);
            if (found.isEmpty()) {
                missing.add(message);
            }
        }
        assertThat(missing)
                .as("messages that docs/troubleshooting.md does not explain")
                .isEmpty();
        assertThat(unused)
                .as("words in docs/troubleshooting.md that are in no message")
                .isEmpty();
    }

    private static Map<String, Pattern> fragments() throws IOException {
        return Files.readAllLines(ROOT.resolve("docs/troubleshooting.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .flatMap(line -> FRAGMENT.matcher(line.split(" \\| ")[0]).results())
                .map(found -> found.group(1))
                .distinct()
                .collect(Collectors.toMap(fragment -> fragment, TroubleshootingTest::pattern));
    }

    private static Pattern pattern(String fragment) {
        return Pattern.compile(
                Arrays.stream(fragment.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                Pattern.DOTALL);
    }

    private static Set<String> messages() throws IOException {
        Set<String> messages = new TreeSet<>();
        for (Path source : sources()) {
            collect(Files.readString(source), messages);
        }
        for (String launcher : List.of("siiwad", "distribution/src/main/launcher/launch.sh")) {
            LAUNCHER.matcher(Files.readString(ROOT.resolve(launcher)))
                    .results()
                    .forEach(found -> messages.add(found.group(1).replaceAll("\\$\\{[^}]*}|\\$\\w+", "…")));
        }
        messages.removeIf(message -> !isSentence(message));
        return messages;
    }

    /** Not only the name of a setting, or what joins two others. */
    private static boolean isSentence(String message) {
        return message.contains(" ")
                && WORD.matcher(message)
                                .results()
                                .map(MatchResult::group)
                                .distinct()
                                .count()
                        > 1;
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : List.of(
                "core",
                "pipeline",
                "adapters-sources",
                "adapters-language",
                "adapters-similarity",
                "adapters-storage",
                "library",
                "app-cli",
                "engine-flink")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module))) {
                files.filter(file -> file.toString().matches(".*/src/main/java/.*\\.java"))
                        .forEach(sources::add);
            }
        }
        return sources;
    }

    private static void collect(String source, Set<String> messages) {
        Matcher said = SAID.matcher(source);
        while (said.find()) {
            if (said.group(1) == null || !NOT_MET.contains(said.group(1))) {
                String arguments = upToClosing(source, said.end()).replaceAll("\"\\s*\\+\\s*\"", "");
                messages.add(LITERAL.matcher(arguments)
                        .results()
                        .map(found -> found.group(1).replace("\\\"", "\"").replace("{}", "…"))
                        .collect(Collectors.joining("…")));
            }
        }
    }

    /** From after an opening parenthesis to the one that closes it. */
    private static String upToClosing(String source, int from) {
        int depth = 1;
        boolean quoted = false;
        for (int at = from; at < source.length(); at++) {
            char c = source.charAt(at);
            if (quoted && c == '\\') {
                at++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == '(') {
                depth++;
            } else if (!quoted && c == ')' && --depth == 0) {
                return source.substring(from, at);
            }
        }
        return source.substring(from);
    }
}
