package dev.siiwad.cli.child;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.Environment;
import dev.siiwad.cli.Main;
import dev.siiwad.cli.terminal.CommandText;
import dev.siiwad.cli.terminal.Interruption;
import dev.siiwad.cli.terminal.ProgressLine;
import dev.siiwad.cli.terminal.Session;
import dev.siiwad.cli.terminal.Shell;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TypedArgumentsTest {
    private static TypedArguments of(String typed) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Shell shell = new Shell(Map.of(), Path.of(""), nowhere, nowhere, false);
        Session session =
                new Session(shell, Environment.of(Map.of()), new ProgressLine(nowhere, false), new Interruption());
        CommandLine.ParseResult parsed =
                Main.commands(session).parseArgs(typed.split(" ")).subcommand().subcommand();
        return TypedArguments.of(
                parsed, Set.of("--storage", "--run-id", "--quiet"), Set.of("--force", "--max-attempts"));
    }

    @Test
    void whatDecidesTheDatasetIsPassedOn() {
        assertThat(of("crashtest --kills 3 huggingface custom --files a.jsonl b.jsonl --text-field body"
                                + " --metadata-fields x --max-records 50 --checkpoint-every=10 --format jsonl --keep-raw"
                                + " --from-offset 3 --min-length 5 --source-id Mine --on-poison stop --seed 4")
                        .words())
                .containsExactly(
                        "huggingface",
                        "custom",
                        "--files=a.jsonl",
                        "--files=b.jsonl",
                        "--text-field=body",
                        "--metadata-fields=x",
                        "--max-records=50",
                        "--checkpoint-every=10",
                        "--format=jsonl",
                        "--keep-raw",
                        "--from-offset=3",
                        "--min-length=5",
                        "--source-id=Mine",
                        "--on-poison=stop");
    }

    @Test
    void whatTheProcessIsToldOtherwiseIsNot() {
        TypedArguments arguments = of("crashtest wikipedia --lang so --lang en --storage data --storage s3://b/p"
                + " --run-id x --force --max-attempts 3 -q --scratch . --keep");
        assertThat(arguments.words()).containsExactly("wikipedia", "--lang=en");
        assertThat(arguments.leftOut()).containsExactly("--force", "--max-attempts");
    }

    @Test
    void aTokenGoesIntoTheEnvironment() {
        TypedArguments arguments =
                of("crashtest tiktok --video-urls v.txt --api-token geheim --accept-costs --max-comments 10");
        assertThat(arguments.words()).containsExactly("tiktok", "--video-urls=v.txt", "--max-comments=10");
        assertThat(arguments.secrets()).isEqualTo(Map.of("SDC_SCRAPING__TIKTOK__APIFY_API_TOKEN", "geheim"));
        assertThat(CommandText.of("siiwad", List.of("crashtest", "tiktok", "--api-token", "geheim", "--seed=1")))
                .isEqualTo("siiwad crashtest tiktok --api-token … --seed=1");
    }
}
