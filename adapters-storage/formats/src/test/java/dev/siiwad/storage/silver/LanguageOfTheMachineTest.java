package dev.siiwad.storage.silver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siiwad.segment.RunId;
import dev.siiwad.storage.dataset.DatasetNames;
import dev.siiwad.storage.dataset.JsonLinesFormat;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is published is the same on a machine whose language has digits of its own. */
class LanguageOfTheMachineTest {
    private final Locale machine = Locale.getDefault();

    @BeforeEach
    void speakArabic() {
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    }

    @AfterEach
    void speakAsBefore() {
        Locale.setDefault(machine);
    }

    @Test
    void partsHaveTheSameNames() {
        String name = new DatasetNames(new RunId("r1")).part(7, new JsonLinesFormat());
        assertThat(name).isEqualTo("r1-part-0007.jsonl.zst");
        assertThat(DatasetNames.isPublished(name)).isTrue();
    }

    @Test
    void numbersAreWrittenTheSame() {
        assertThat(PythonJson.repr(1e-7)).isEqualTo("1e-07");
    }
}
