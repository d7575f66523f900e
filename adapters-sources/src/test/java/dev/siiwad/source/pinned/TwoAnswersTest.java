package dev.siiwad.source.pinned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class TwoAnswersTest {
    @Test
    void takesWhatIsAnsweredTwice() throws IOException {
        assertThat(agreed("a", "a", "b")).isEqualTo("a");
        assertThat(agreed("lie", "a", "a")).isEqualTo("a");
        assertThat(agreed("a", "lie", "a")).isEqualTo("a");
        assertThat(agreed("lie", "other", "a", "third", "a")).isEqualTo("a");
    }

    @Test
    void believesNoneOfFiveThatDiffer() {
        assertThatThrownBy(() -> agreed("a", "b", "c", "d", "e"))
                .isInstanceOf(IOException.class)
                .hasMessage("it: was answered in 5 different ways, so that none of the answers can be believed");
    }

    private static String agreed(String... answers) throws IOException {
        Iterator<String> next = List.of(answers).iterator();
        return TwoAnswers.agreed("it", next::next);
    }
}
