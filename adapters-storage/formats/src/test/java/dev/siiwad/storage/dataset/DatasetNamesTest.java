package dev.siiwad.storage.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.siiwad.segment.RunId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatasetNamesTest {
    private static final DatasetNames NAMES = new DatasetNames(new RunId("run-1"));

    @Test
    void namesSortAsTheirNumbersDo() {
        List<String> names = IntStream.of(0, 1, 9_999, 10_000, 10_001, 99_999, 100_000, 999_999)
                .mapToObj(number -> NAMES.part(number, new JsonLinesFormat()))
                .toList();
        assertThat(names)
                .isSorted()
                .contains(
                        "run-1-part-0000.jsonl.zst",
                        "run-1-part-9999.jsonl.zst",
                        "run-1-part-a10000.jsonl.zst",
                        "run-1-part-b999999.jsonl.zst")
                .allMatch(DatasetNames::isPart)
                .allMatch(DatasetNames::isPublished)
                .allMatch(NAMES::isOfThisRun);
        assertThat(NAMES.rejects(10_000)).isEqualTo("run-1-rejects-a10000.ndjson.zst");
        assertThat(DatasetNames.isRejects("run-1-rejects-a10000.ndjson.zst")).isTrue();
    }

    @Test
    void whatIsNotNamedSoIsOfSomebodyElse() {
        assertThat(List.of(
                        "run-1-part-10000.parquet",
                        "run-1-part-a1000.parquet",
                        "run-1-part-a00001.parquet",
                        "run-1-part-b10000.parquet",
                        "run-1-part-c1000000.parquet"))
                .noneMatch(DatasetNames::isPart)
                .noneMatch(DatasetNames::isPublished);
        assertThatIllegalArgumentException().isThrownBy(() -> NAMES.part(1_000_000, new JsonLinesFormat()));
    }
}
