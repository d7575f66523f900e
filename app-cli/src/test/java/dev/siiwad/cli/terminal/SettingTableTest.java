package dev.siiwad.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingTableTest {
    /** {@code cp app-cli/target/configuration.md docs/} brings the document up to date. */
    @Test
    void theDocumentIsMadeOfTheTable() throws IOException {
        Path made = Path.of("target/configuration.md");
        Files.createDirectories(made.getParent());
        Files.writeString(made, SettingDocument.text());
        assertThat(Path.of("../docs/configuration.md")).hasSameTextualContentAs(made);
    }

    @Test
    void noTwoSettingsHaveTheSameKey() {
        assertThat(SettingTable.all().stream().map(Setting::key)).doesNotHaveDuplicates();
    }
}
