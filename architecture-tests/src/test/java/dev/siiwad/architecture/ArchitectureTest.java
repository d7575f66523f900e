package dev.siiwad.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The house keeps its rules, and each rule bites: planted classes break every one of them. */
class ArchitectureTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(location -> !isPlanted(location) && !location.contains("/testkit/"))
            .importPackages("dev.siiwad");
    private static final JavaClasses PLANTED = new ClassFileImporter()
            .withImportOption(ArchitectureTest::isPlanted)
            .importPackages("dev.siiwad");

    @Test
    void everyModuleWasImported() {
        for (String name : List.of(
                "dev.siiwad.ingest.IngestionRun",
                "dev.siiwad.source.http.Http",
                "dev.siiwad.pipeline.Pipeline",
                "dev.siiwad.language.IdentifyLanguage",
                "dev.siiwad.similarity.SuperMinHash",
                "dev.siiwad.storage.dataset.DatasetWriter",
                "dev.siiwad.storage.file.FileCheckpointStore",
                "dev.siiwad.storage.s3.S3Storage",
                "dev.siiwad.Siiwad",
                "dev.siiwad.cli.Main",
                "dev.siiwad.flink.Main")) {
            assertThat(HOUSE.contain(name)).as(name).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void theHouseKeepsTheRule(String name) {
        rule(name).check(HOUSE);
    }

    @ParameterizedTest
    @MethodSource("names")
    void aPlantedClassBreaksTheRule(String name) {
        assertThatThrownBy(() -> rule(name).check(PLANTED)).isInstanceOf(AssertionError.class);
    }

    private static Stream<String> names() {
        return Rules.all().keySet().stream();
    }

    private static ArchRule rule(String name) {
        Map<String, ArchRule> rules = Rules.all();
        return rules.get(name).allowEmptyShould(false);
    }

    private static boolean isPlanted(Location location) {
        return location.contains("/architecture-tests/target/test-classes/");
    }
}
