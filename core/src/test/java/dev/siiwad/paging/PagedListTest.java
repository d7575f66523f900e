package dev.siiwad.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PagedListTest {
    private static final String NOT_WHOLE = ". What came is not known to be the whole list";

    private final PagedList<String> list = new PagedList<>("org/name: the list of files", "", 3);

    @Test
    void leadsFromPageToPageUntilOneSaysThatItIsTheLast() throws Exception {
        assertThat(list.next()).contains("");
        list.read(List.of("a", "b"), Optional.of("two"));
        assertThat(list.next()).contains("two");
        list.read(List.of(), Optional.of("three"));
        list.read(List.of("c"), Optional.empty());
        assertThat(list.next()).isEmpty();
        assertThat(list.pages()).isEqualTo(3);
        assertThatIllegalStateException().isThrownBy(() -> list.read(List.of(), Optional.empty()));
    }

    @Test
    void refusesAPageThatLeadsBack() throws Exception {
        list.read(List.of("a"), Optional.of("two"));

        assertThatThrownBy(() -> list.read(List.of("b"), Optional.of("two")))
                .isInstanceOf(IncompleteListException.class)
                .hasMessage("org/name: the list of files: page 2 leads to \"two\" as the next one, which was page 2"
                        + NOT_WHOLE);
        assertThatThrownBy(() -> new PagedList<>("list", 0, 9).read(List.of(), Optional.of(0)))
                .hasMessage("list: page 1 leads to \"0\" as the next one, which was page 1" + NOT_WHOLE);
    }

    @Test
    void refusesAnEntryThatComesTwice() throws Exception {
        list.read(List.of("a", "b"), Optional.of("two"));

        assertThatThrownBy(() -> list.read(List.of("c", "a"), Optional.empty()))
                .hasMessage("org/name: the list of files: page 2 holds \"a\", which page 1 has held" + NOT_WHOLE);
    }

    @Test
    void refusesFewerEntriesThanThereAreInAll() throws Exception {
        list.read(List.of("a", "b"), Optional.of("two"), OptionalLong.of(4));

        assertThatThrownBy(() -> list.read(List.of("c"), Optional.empty(), OptionalLong.of(4)))
                .hasMessage("org/name: the list of files: 3 came on 2 pages, of 4 in all" + NOT_WHOLE);
    }

    @Test
    void refusesMoreEntriesThanThereAreInAll() {
        assertThatThrownBy(() -> list.read(List.of("a", "b"), Optional.of("two"), OptionalLong.of(1)))
                .hasMessageContaining("2 came on 1 pages, of 1 in all");
    }

    @Test
    void takesAsManyEntriesAsThereAreInAll() throws Exception {
        list.read(List.of("a", "b"), Optional.of("two"), OptionalLong.of(3));
        list.read(List.of("c"), Optional.empty(), OptionalLong.of(3));
        assertThat(list.next()).isEmpty();
    }

    @Test
    void refusesAListWithoutEnd() throws Exception {
        list.read(List.of("a"), Optional.of("two"));
        list.read(List.of("b"), Optional.of("three"));

        assertThatThrownBy(() -> list.read(List.of("c"), Optional.of("four")))
                .hasMessage("org/name: the list of files: page 3 is not the last one; at most 3 are read" + NOT_WHOLE);
        assertThatThrownBy(() -> list.read(List.of(), Optional.of("four")))
                .as("asked for again")
                .hasMessageContaining("page 3 is not the last one");
        list.read(List.of(), Optional.empty());
        assertThat(list.next()).isEmpty();
    }

    @Test
    void showsNoLineBreakAndNotMoreThanALineOfWhatAServerSays() {
        assertThatThrownBy(() -> list.read(List.of("x\n".repeat(200), "x\n".repeat(200)), Optional.empty()))
                .hasMessageContaining("page 1 holds \"" + "x ".repeat(100) + "…\"");
    }
}
