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
    void namesLocalFilesByWhereTheyAre() throws Exception {
        SourceId id = idOf(Path.of("/x/b.jsonl"), Path.of("/y/a.jsonl"));
        assertThat(id.value()).matches("HuggingFace-files_[0-9a-f]{8}");
        assertThat(idOf(Path.of("/y/a.jsonl"), Path.of("/x/../x/b.jsonl"))).isEqualTo(id);
        assertThat(idOf(Path.of("/z/b.jsonl"), Path.of("/y/a.jsonl"))).isNotEqualTo(id);
        assertThat(idOf(Path.of("b.jsonl"))).isEqualTo(idOf(Path.of("b.jsonl").toAbsolutePath()));
        assertThatThrownBy(() -> LocalFilesSource.of(
                        List.of(Path.of("a.avro")), Optional.empty(), Fields.C4, "so", "unknown", Path.of("raw")))
                .hasMessageStartingWith("a.avro: is of a format that is not read");
    }

    private static SourceId idOf(Path... files) throws Exception {
        return LocalFilesSource.of(List.of(files), Optional.empty(), Fields.C4, "so", "unknown", Path.of("raw"))
                .id();
    }
}
