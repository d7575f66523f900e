package dev.siiwad.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SegmentNameTest {
    private final Locale machine = Locale.getDefault();

    @AfterEach
    void speakAsBefore() {
        Locale.setDefault(machine);
    }

    @Test
    void readsBackOnAMachineThatSpeaksArabic() {
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        SegmentName name = new SegmentName(42, 3);
        assertThat(name).hasToString("00000042-3");
        assertThat(SegmentName.parse(name.toString())).isEqualTo(name);
    }
}
