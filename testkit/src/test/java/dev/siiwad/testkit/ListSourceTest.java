package dev.siiwad.testkit;

import dev.siiwad.source.Source;
import org.junit.jupiter.api.Assumptions;

/** The source that stands in for real ones in tests keeps to their contract. */
class ListSourceTest extends SourceContract {
    @Override
    protected Source open() {
        return ListSource.of(23).knowingItsSize();
    }

    @Override
    protected Source openCutShort() {
        return Assumptions.abort("a list is made of a number; there is no file or body to cut");
    }
}
