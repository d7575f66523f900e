package dev.siiwad.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VariablesTest {
    private static final Pattern WHOLE = Pattern.compile("\"(SDC_[A-Z_]*[A-Z])\"");
    private static final Pattern PREFIX = Pattern.compile(" SETTING = \"(SDC_[A-Z_]+__)\"");
    private static final Pattern REST = Pattern.compile("SETTING \\+ \"([A-Z_]+)\"");

    @Test
    void knowsEveryVariableThatTheProgramReads() throws IOException {
        Set<String> read = new TreeSet<>();
        for (String module : List.of("../library", "../app-cli")) {
            try (Stream<Path> files = Files.walk(Path.of(module, "src/main/java"))) {
                for (Path file : files.filter(
                                path -> path.toString().endsWith(".java") && !path.endsWith("SettingTable.java"))
                        .toList()) {
                    collect(Files.readString(file), read);
                }
            }
        }
        assertThat(SettingTable.all().stream().map(Setting::name).filter(name -> name.startsWith("SDC_")))
                .containsExactlyInAnyOrderElementsOf(read);
    }

    private static void collect(String text, Set<String> into) {
        String source = text.contains("HuggingFaceOptions.SETTING")
                ? text + " SETTING = \"SDC_SCRAPING__HUGGINGFACE__\""
                : text;
        Matcher whole = WHOLE.matcher(source);
        while (whole.find()) {
            into.add(whole.group(1));
        }
        Matcher prefix = PREFIX.matcher(source);
        Matcher rest = REST.matcher(source);
        while (prefix.find(0) && rest.find()) {
            into.add(prefix.group(1) + rest.group(1));
        }
    }

    @Test
    void whatIsNearlyASettingIsNamedAndWhatIsAnotherProgramsIsNot() {
        assertThat(Variables.unknown(Set.of(
                        "PATH",
                        "HF_TOKEN",
                        "SDC_RUN__PURPOSE",
                        "SDC_SCRAPING__WIKIPEDIA__MAX_ARTICLES",
                        "SDC_LEDGER_BACKEND")))
                .isEmpty();
        assertThat(Variables.unknown(Set.of("SDC_STORAGE_URL", "sdc_logging__level", "SDC_XYZ")))
                .containsExactly(
                        "SDC_STORAGE_URL is not a setting; did you mean SDC_STORAGE__URL?",
                        "SDC_XYZ is not a setting of this program",
                        "sdc_logging__level is not a setting; did you mean SDC_LOGGING__LEVEL?");
    }
}
