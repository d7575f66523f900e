package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.siiwad.Environment;
import dev.siiwad.cli.Program.Outcome;
import dev.siiwad.cli.terminal.Interruption;
import dev.siiwad.cli.terminal.ProgressLine;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.Shell;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What {@code --json} prints is what docs/json.md says, of every command. */
class JsonTest {
    /** They print nothing but a sentence, or what is JSON anyway. */
    private static final Set<String> WITHOUT = Set.of(
            "siiwad checkpoint show",
            "siiwad checkpoint set",
            "siiwad checkpoint backup",
            "siiwad checkpoint restore",
            "siiwad checkpoint delete",
            "siiwad checkpoint clean",
            "siiwad dataset remove",
            "siiwad dataset prune",
            "siiwad dashboard",
            "siiwad completion",
            "siiwad demo",
            "siiwad help");

    private static final Path DOCUMENT = Path.of("../docs/json.md");

    @TempDir
    Path directory;

    @Test
    void everyCommandThatPrintsDataTakesItAndIsInTheDocument() throws IOException {
        String document = Files.readString(DOCUMENT);
        List<String> without = new ArrayList<>();
        List<String> unnamed = new ArrayList<>();
        each(commands(), command -> {
            String name = command.qualifiedName();
            boolean source = name.matches("siiwad (ingest|crashtest|trial) (?!all|sprakbanken).*");
            if (command.usageMessage().hidden() || !command.subcommands().isEmpty() || WITHOUT.contains(name)) {
                return;
            }
            if (command.findOption("--json") == null) {
                without.add(name);
            }
            if (!source
                    && !name.startsWith("siiwad trial")
                    && !name.startsWith("siiwad crashtest")
                    && !document.contains("`" + name + "`")) {
                unnamed.add(name);
            }
        });
        assertThat(without).isEmpty();
        assertThat(unnamed).isEmpty();
    }

    @Test
    void everyMemberIsNamedInItsSection() throws IOException {
        Program program = new Program(directory);
        Files.write(directory.resolve("a.jsonl"), AnyHub.lines("text", 20));
        String[] files = {"ingest", "huggingface", "custom", "--files", "a.jsonl", "--json"};
        String ingest = "## `siiwad ingest SOURCE`";
        check(ingest, program.run(and(files, "--dry-run")));
        assertThat(directory.resolve("data")).doesNotExist();
        check(ingest, program.run(and(files, "--explain")));
        check(ingest, program.run(files));
        assertThat(check(ingest, program.run(files)).path("outcome").asText()).isEqualTo("nothing_new");
        check(ingest, program.run("ingest", "huggingface", "custom", "--files", "b.jsonl", "--json"));
        check("## `siiwad config check`", program.run("config", "check", "--json"));
        program.writeCheckpoint(
                "{\"last_index\":5,\"processed_count\":5,\"timestamp\":\"2025-12-29T10:15:30Z\",\"run_id\":\"a\",\"source\":\"List-Somali\",\"schema_version\":\"1.0\"}");
        check("## `siiwad checkpoint verify`", program.run("checkpoint", "verify", "List-Somali", "--json"));
        for (String[] call : new String[][] {{}, {"bbc"}, {"huggingface"}, {"tiktok"}}) {
            check("## `siiwad sources`", program.run(and(new String[] {"sources", "--json"}, call)));
        }
        try (AnyHub hub = new AnyHub("org/name", Map.of("data/train.jsonl", AnyHub.lines("text", 3)))) {
            JsonNode dataset = check(
                    "## `siiwad sources`",
                    program.with("HF_ENDPOINT", hub.url())
                            .run("sources", "huggingface", "org/name", "--columns", "--json"));
            assertThat(dataset.path("columns").toString()).isEqualTo("[\"text\"]");
            assertThat(dataset.path("files").asInt()).isOne();
        }
    }

    private static JsonNode check(String heading, Outcome outcome) throws IOException {
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(heading + "\n");
        int end = document.indexOf("\n## ", begin);
        String section = document.substring(begin, end < 0 ? document.length() : end);
        assertThat(outcome.out().lines()).as(outcome.err()).hasSize(1);
        JsonNode json = new ObjectMapper().readTree(outcome.out());
        assertThat(json.path("version").asInt()).isOne();
        Set<String> names = new TreeSet<>();
        collect(json, names);
        names.remove("version");
        assertThat(names).as(section).allSatisfy(name -> assertThat(section).contains("`" + name + "`"));
        return json;
    }

    private static void collect(JsonNode json, Set<String> names) {
        json.properties().forEach(member -> {
            names.add(member.getKey());
            // by the name of a reason
            if (!member.getKey().equals("dropped")) {
                collect(member.getValue(), names);
            }
        });
        if (json.isArray()) {
            json.forEach(item -> collect(item, names));
        }
    }

    private static String[] and(String[] call, String... more) {
        List<String> all = new ArrayList<>(List.of(call));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private CommandLine commands() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Shell shell = new Shell(Map.of(), directory, nowhere, nowhere, false);
        return Main.commands(
                new Session(shell, Environment.of(Map.of()), new ProgressLine(nowhere, false), new Interruption()));
    }

    private static void each(CommandLine command, java.util.function.Consumer<CommandSpec> look) {
        look.accept(command.getCommandSpec());
        command.getSubcommands().values().forEach(below -> each(below, look));
    }
}
