package dev.siiwad.source.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.siiwad.source.SourceId;
import dev.siiwad.source.rows.Fields;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalFilesSourceTest {
    @Test
    void namesLocalFilesByTheirNames() throws Exception {
        List<Path> files = List.of(Path.of("/x/b.jsonl"), Path.of("/y/a.jsonl"));
        List<Path> moved = List.of(Path.of("a.jsonl"), Path.of("b.jsonl"));

        SourceId id = LocalFilesSource.of(files, Optional.empty(), Fields.C4, "so", "unknown", Path.of("raw"))
                .id();

        assertThat(id.value()).matches("HuggingFace-files_[0-9a-f]{8}");
        assertThat(LocalFilesSource.of(moved, Optional.empty(), Fields.C4, "so", "unknown", Path.of("raw"))
                        .id())
                .isEqualTo(id);
        assertThatThrownBy(() -> LocalFilesSource.of(
                        List.of(Path.of("a.arrow")), Optional.empty(), Fields.C4, "so", "unknown", Path.of("raw")))
                .hasMessageStartingWith("a.arrow: is of a format that is not read");
    }
}
