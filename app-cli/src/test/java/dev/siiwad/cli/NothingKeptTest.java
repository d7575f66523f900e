package dev.siiwad.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.cli.Program.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that keeps nothing publishes nothing, ends with 7, and says which option decides. */
class NothingKeptTest {
    private static final String TEXT = "Waa qoraal ku filan in la hayo maanta.";

    @TempDir
    Path directory;

    private Program program;

    @BeforeEach
    void start() {
        program = new Program(directory);
    }

    private Outcome ingest(String file, String... more) {
        String[] command = {"ingest", "huggingface", "custom", "--files", file, "--min-length", "0"};
        return program.run(IntStream.range(0, command.length + more.length)
                .mapToObj(i -> i < command.length ? command[i] : more[i - command.length])
                .toArray(String[]::new));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private void assertNothingIsLeft() throws IOException {
        assertThat(program.files().keySet())
                .noneMatch(name ->
                        name.contains("processed/") || name.contains("/.checkpoint") || name.contains("segments/"));
    }

    @Test
    void aWrongTextFieldEndsAfterAThousandDocumentsAndTheFieldsAreNamed() throws IOException {
        write("a.jsonl", ("{\"body\":\"" + TEXT + "\",\"meta\":{\"author\":\"A\"},\"n\":5}\n").repeat(5000));
        Outcome outcome = ingest("a.jsonl", "--text-field", "nosuch", "--checkpoint-every", "300");
        assertThat(outcome.code()).isEqualTo(7);
        assertThat(outcome.err())
                .contains("ERROR: Nothing was kept: none of the first 1000 documents can be read, such as:"
                        + " [a.jsonl:1000] field \"nosuch\" is missing or null."
                        + " Choose one with --text-field: body, meta.author\n"
                        + "No dataset is published. The checkpoint is removed, and the next run begins anew.")
                .contains("Checkpoint saved: offset=900, processed=0")
                .doesNotContain("offset=1200");
        assertNothingIsLeft();
        assertThat(ingest("a.jsonl", "--text-field", "body", "--dedup", "none").out())
                .contains("Kept:        5,000");
    }

    @ParameterizedTest
    @CsvSource({"a.csv,'body,n\n'", "a.tsv,'body\tn\n'"})
    void aWrongTextFieldOfATableEndsTheSameWay(String name, String heading) throws IOException {
        write(name, heading + (TEXT + (name.endsWith("csv") ? "," : "\t") + "1\n").repeat(3));
        Outcome outcome = ingest(name, "--text-field", "nosuch");
        assertThat(outcome.code()).isEqualTo(7);
        assertThat(outcome.err()).contains("has no column \"nosuch\". Choose one with --text-field: body, n\n");
        assertNothingIsLeft();
        assertThat(ingest(name, "--text-field", "body").code()).isZero();
    }

    @Test
    void fewerDocumentsWithoutTheFieldEndWhereTheyEnd() throws IOException {
        write("a.jsonl", ("{\"body\":\"" + TEXT + "\"}\n").repeat(3));
        Outcome outcome = ingest("a.jsonl");
        assertThat(outcome.code()).isEqualTo(7);
        assertThat(outcome.err())
                .contains("none of the 3 documents can be read, such as: [a.jsonl:3] field \"text\" is missing or null."
                        + " Try --text-field body");
        assertNothingIsLeft();
    }

    @Test
    void whatHasOneTextGoesOnPastAnyNumberWithout() throws IOException {
        write("a.jsonl", "{\"text\":\"" + TEXT + "\"}\n" + ("{\"body\":\"" + TEXT + "\"}\n").repeat(1500));
        Outcome outcome = ingest("a.jsonl");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("Kept:        1", "Quarantined: 1,500");
    }

    @Test
    void reasonsAreCountedWithTheOptionThatDecidesEach() throws IOException {
        write("a.jsonl", "{\"text\":\"Laba eray\"}\n{\"text\":\" \"}\nnot JSON\n{\"text\":\"Kow\"}\n");
        Outcome outcome = ingest("a.jsonl");
        assertThat(outcome.code()).isEqualTo(7);
        assertThat(outcome.err())
                .contains(
                        "Nothing was kept of the 4 documents read:",
                        "  1 dropped as empty_after_cleaning: nothing but white space",
                        "  2 dropped as min_token_floor: too few words; --min-words N decides, and 0 keeps all",
                        "  1 cannot be read, such as:\n    [a.jsonl] line 3 is no JSON");
        assertNothingIsLeft();
        assertThat(ingest("a.jsonl", "--min-words", "0").out()).contains("Kept:        2");
    }

    @Test
    void theSameCommandSaysTheSameAgain() throws IOException {
        write("a.jsonl", "{\"text\":\"Kow\"}\n");
        Outcome first = ingest("a.jsonl");
        Outcome again = ingest("a.jsonl");
        assertThat(again).isEqualTo(first);
        assertThat(again.code()).isEqualTo(7);
    }

    /** Whole files of another kind, each set aside as one unit. */
    @ParameterizedTest
    @CsvSource({
        "html.jsonl,'<!DOCTYPE html>\n<html></html>\n',is an HTML page",
        "pretty.json,'{\n \"text\": \"a\"\n}\n',is JSON over several lines",
        "pointer.jsonl,'version https://git-lfs.github.com/spec/v1\n',is a pointer of Git LFS",
        "latin.jsonl,'not JSON at all\n',is no JSON"
    })
    void aFileThatIsSomethingElseIsNotASuccess(String name, String text, String reason) throws IOException {
        write(name, text);
        Outcome outcome = ingest(name);
        assertThat(outcome.code()).isEqualTo(7);
        assertThat(outcome.err()).contains("cannot be read, such as:", reason);
        assertNothingIsLeft();
    }
}
